// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.sdp;

import java.util.Optional;

/** The static payload types of RFC 3551 section 6, tables 4 and 5. */
final class StaticPayloadTypes {
    private StaticPayloadTypes() {}

    static Optional<RtpMap> of(int payloadType) {
        return switch (payloadType) {
            case 0 -> single(0, "PCMU", 8000);
            case 3 -> single(3, "GSM", 8000);
            case 4 -> single(4, "G723", 8000);
            case 5 -> single(5, "DVI4", 8000);
            case 6 -> single(6, "DVI4", 16_000);
            case 7 -> single(7, "LPC", 8000);
            case 8 -> single(8, "PCMA", 8000);
            case 9 -> single(9, "G722", 8000);
            case 10 -> Optional.of(new RtpMap(10, "L16", 44_100, 2));
            case 11 -> single(11, "L16", 44_100);
            case 12 -> single(12, "QCELP", 8000);
            case 13 -> single(13, "CN", 8000);
            case 14 -> single(14, "MPA", 90_000);
            case 15 -> single(15, "G728", 8000);
            case 16 -> single(16, "DVI4", 11_025);
            case 17 -> single(17, "DVI4", 22_050);
            case 18 -> single(18, "G729", 8000);
            default -> video(payloadType);
        };
    }

    private static Optional<RtpMap> video(int payloadType) {
        return switch (payloadType) {
            case 25 -> single(25, "CelB", 90_000);
            case 26 -> single(26, "JPEG", 90_000);
            case 28 -> single(28, "nv", 90_000);
            case 31 -> single(31, "H261", 90_000);
            case 32 -> single(32, "MPV", 90_000);
            case 33 -> single(33, "MP2T", 90_000);
            case 34 -> single(34, "H263", 90_000);
            default -> Optional.empty();
        };
    }

    private static Optional<RtpMap> single(int payloadType, String name, int clockRate) {
        return Optional.of(new RtpMap(payloadType, name, clockRate, 1));
    }
}
