// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.sdp;

import java.nio.charset.StandardCharsets;

/**
 * The {@code o=} line of a description: its value, or a span of octets that is one and becomes it when asked for.
 * Immutable in effect; two threads that ask at once make the value twice.
 */
final class OriginLine {
    private static final byte[] NO_SOURCE = {};

    private final byte[] source;
    private final int start;
    private final int end;
    private Origin origin;

    OriginLine(Origin origin) {
        this.origin = origin;
        source = NO_SOURCE;
        start = 0;
        end = 0;
    }

    /** For the parser: a span of ASCII that it has checked, and that never changes. */
    OriginLine(byte[] source, int start, int end) {
        this.source = source;
        this.start = start;
        this.end = end;
    }

    Origin origin() {
        Origin made = origin;
        if (made == null) {
            var fields = new Fields(new String(source, start, end - start, StandardCharsets.ISO_8859_1));
            made = new Origin(fields.next(), fields.next(), fields.next(), fields.next(), fields.next(), fields.next());
            origin = made;
        }
        return made;
    }
}
