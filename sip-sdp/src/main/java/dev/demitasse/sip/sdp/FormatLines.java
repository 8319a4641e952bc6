// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.sdp;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The {@code a=rtpmap} and {@code a=fmtp} lines of one media description by the format they are about, found in one pass:
 * asked for one by one, many formats with many lines would cost their product. Immutable.
 */
final class FormatLines {
    private final Map<String, String> maps = new HashMap<>();
    private final Map<String, String> parameters = new HashMap<>();

    private FormatLines() {}

    static FormatLines of(MediaDescription media) {
        var lines = new FormatLines();
        for (Attribute attribute : media.attributes()) {
            switch (attribute.name()) {
                case "rtpmap" -> put(lines.maps, attribute.value());
                case "fmtp" -> put(lines.parameters, attribute.value());
                default -> {
                    // Not about formats.
                }
            }
        }
        return lines;
    }

    /** The first line about a format counts. */
    private static void put(Map<String, String> lines, String value) {
        int blank = value.indexOf(' ');
        if (blank > 0) {
            lines.putIfAbsent(value.substring(0, blank), value);
        }
    }

    /** The format a payload type stands for; empty when it is not numeric or not mapped. */
    Optional<MediaFormat> format(String format) {
        return MediaDescription.rtpMap(format, Optional.ofNullable(maps.get(format)))
                .map(map -> new MediaFormat(
                        map.payloadType(), map.encodingName(), map.clockRateHz(), map.channels(), parameters(format)));
    }

    private String parameters(String format) {
        return Optional.ofNullable(parameters.get(format))
                .flatMap(FormatParameters::parse)
                .map(FormatParameters::parameters)
                .orElse("");
    }
}
