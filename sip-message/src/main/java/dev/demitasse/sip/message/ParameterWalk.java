// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Goes from one parameter of a header value or URI to the next; the bytes are known to be well formed. Not thread-safe;
 * confined to one look.
 */
final class ParameterWalk {
    private final byte[] bytes;
    private final int end;
    private final boolean uri;
    private int at;
    int nameStart;
    int nameEnd;
    int valueStart;
    int valueEnd;

    ParameterWalk(byte[] bytes, int start, int end, boolean uri) {
        this.bytes = bytes;
        this.at = start;
        this.end = end;
        this.uri = uri;
    }

    boolean next() {
        skipLws();
        if (at >= end || bytes[at] != ';') {
            return false;
        }
        at++;
        skipLws();
        nameStart = at;
        while (at < end && !CharClass.is(bytes[at], CharClass.NAME_END)) {
            at++;
        }
        nameEnd = at;
        valueStart = at;
        valueEnd = at;
        skipLws();
        if (at < end && bytes[at] == '=') {
            at++;
            skipLws();
            valueStart = at;
            skipValue();
            valueEnd = at;
        }
        return nameEnd > nameStart;
    }

    private void skipValue() {
        if (at < end && bytes[at] == '"') {
            at++;
            while (at < end && bytes[at] != '"') {
                at += bytes[at] == '\\' ? 2 : 1;
            }
            at = Math.min(at + 1, end);
            return;
        }
        while (at < end && !CharClass.is(bytes[at], CharClass.VALUE_END)) {
            at++;
        }
    }

    private void skipLws() {
        while (at < end && bytes[at] <= ' ' && CharClass.is(bytes[at], CharClass.LWS)) {
            at++;
        }
    }

    boolean find(String name) {
        while (next()) {
            if (isNamed(name)) {
                return true;
            }
        }
        return false;
    }

    /** Whether this is the name of the parameter; the letter case of ASCII does not count. */
    boolean isNamed(String name) {
        return isEscaped() ? isNamedDecoded(name) : Text.equalsIgnoreCase(bytes, nameStart, nameEnd, name);
    }

    private boolean isEscaped() {
        return uri && Scan.indexOf('%', bytes, nameStart, nameEnd) < nameEnd;
    }

    /** Byte by byte: what is no ASCII has no letter case here, so that no other letter passes for one of a known name. */
    private boolean isNamedDecoded(String name) {
        byte[] wanted = name.getBytes(StandardCharsets.UTF_8);
        byte[] decoded = Text.unescapedBytes(bytes, nameStart, nameEnd);
        return Text.equalsIgnoreCase(decoded, 0, decoded.length, wanted, 0, wanted.length);
    }

    /** The name in lower case, that of a URI parameter as RFC 3261 section 19.1.4 compares it. */
    String comparableName() {
        String name = uri ? Text.comparable(bytes, nameStart, nameEnd) : Text.ascii(bytes, nameStart, nameEnd);
        return name.toLowerCase(Locale.ROOT);
    }
}
