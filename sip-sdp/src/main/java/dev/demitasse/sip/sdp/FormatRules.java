// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.sdp;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The format parameters that are part of what a codec is: two formats of one encoding are different codecs when these
 * differ. All other parameters only say what their writer can receive.
 */
final class FormatRules {
    private static final String PROFILE_LEVEL_ID = "profile-level-id";
    private static final String ASYMMETRY = "level-asymmetry-allowed";

    private FormatRules() {}

    /** Whether two formats of the same encoding are the same codec. */
    static boolean compatible(MediaFormat one, MediaFormat other) {
        return switch (one.encodingName().toUpperCase(Locale.ROOT)) {
            // RFC 6184 section 8.2.2: profile and packetization mode are used symmetrically.
            case "H264" -> same("packetization-mode", "0", one, other) && sameProfile(one, other);
            // RFC 9628 section 6 and RFC 7798 section 7.2.2.
            case "VP9" -> same("profile-id", "0", one, other);
            case "H265" -> same("profile-id", "1", one, other);
            case "AV1" -> same("profile", "0", one, other);
            // RFC 4867 section 8.3.1.
            case "AMR", "AMR-WB" -> same("octet-align", "0", one, other);
            // RFC 5577 section 4.2.2.
            case "G7221" -> same("bitrate", "", one, other);
            default -> true;
        };
    }

    private static boolean same(String parameter, String absent, MediaFormat one, MediaFormat other) {
        return Text.same(
                one.parameter(parameter).orElse(absent),
                other.parameter(parameter).orElse(absent));
    }

    private static boolean sameProfile(MediaFormat one, MediaFormat other) {
        Optional<H264ProfileLevel> ours = profileLevel(one);
        return ours.isPresent()
                && profileLevel(other).map(H264ProfileLevel::profile).equals(ours.map(H264ProfileLevel::profile));
    }

    private static Optional<H264ProfileLevel> profileLevel(MediaFormat format) {
        return H264ProfileLevel.parse(format.parameter(PROFILE_LEVEL_ID).orElse(H264ProfileLevel.ABSENT));
    }

    /**
     * This side's format as an answer to the offered one has it. RFC 6184 section 8.2.2: without
     * {@code level-asymmetry-allowed} on both sides the answer's level is at most the offered one.
     */
    static MediaFormat answer(MediaFormat own, MediaFormat offered) {
        if (!Text.same(own.encodingName(), "H264")) {
            return own;
        }
        boolean asymmetric = own.parameter(ASYMMETRY).orElse("0").equals("1")
                && offered.parameter(ASYMMETRY).orElse("0").equals("1");
        H264ProfileLevel ours = profileLevel(own).orElseThrow();
        H264ProfileLevel theirs = profileLevel(offered).orElseThrow();
        if (asymmetric || ours.level() <= theirs.level()) {
            return own;
        }
        return own.withParameters(replaced(own.parameters(), PROFILE_LEVEL_ID, theirs.text()));
    }

    /** The parameters with one of them replaced or added. */
    private static String replaced(String parameters, String name, String value) {
        List<String> parts = new ArrayList<>();
        var in = new ParameterCursor(parameters);
        while (in.next()) {
            if (!in.whole().isEmpty() && !Text.same(in.name(), name)) {
                parts.add(in.whole());
            }
        }
        parts.add(name + '=' + value);
        return String.join(";", parts);
    }
}
