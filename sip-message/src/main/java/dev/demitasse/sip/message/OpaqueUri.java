// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

import java.util.Arrays;
import java.util.Locale;

/** A URI of a scheme this library does not interpret ({@code absoluteURI}, RFC 3261 section 25.1). Immutable. */
public final class OpaqueUri implements Uri {
    private final byte[] bytes;
    private final int start;
    private final int colon;
    private final int end;

    OpaqueUri(byte[] bytes, int start, int colon, int end) {
        this.bytes = bytes;
        this.start = start;
        this.colon = colon;
        this.end = end;
    }

    @Override
    public String scheme() {
        return Text.of(bytes, start, colon).toLowerCase(Locale.ROOT);
    }

    /**
     * What follows the colon.
     *
     * @return the text, escapes and all
     */
    public String schemeSpecificPart() {
        return colon == end ? "" : Text.of(bytes, colon + 1, end);
    }

    @Override
    public boolean equivalentTo(Uri other) {
        return other instanceof OpaqueUri that
                && Text.equalsIgnoreCase(bytes, start, colon, that.bytes, that.start, that.colon)
                && Arrays.equals(bytes, colon, end, that.bytes, that.colon, that.end);
    }

    int length() {
        return end - start;
    }

    void writeTo(ByteWriter out) {
        out.raw(bytes, start, end);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof OpaqueUri that && Arrays.equals(bytes, start, end, that.bytes, that.start, that.end);
    }

    @Override
    public int hashCode() {
        return Text.hash(bytes, start, end);
    }

    @Override
    public String toString() {
        return Text.of(bytes, start, end);
    }
}
