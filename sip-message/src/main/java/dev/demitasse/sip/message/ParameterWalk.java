// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

/**
 * Goes from one parameter of a header value or URI to the next; the bytes are known to be well formed. Not thread-safe;
 * confined to one look.
 */
final class ParameterWalk {
    private final byte[] bytes;
    private final int end;
    private int at;
    int nameStart;
    int nameEnd;
    int valueStart;
    int valueEnd;

    ParameterWalk(byte[] bytes, int start, int end) {
        this.bytes = bytes;
        this.at = start;
        this.end = end;
    }

    boolean next() {
        skipLws();
        if (at >= end || bytes[at] != ';' || at + 1 >= end) {
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
            if (Text.equalsIgnoreCase(bytes, nameStart, nameEnd, name)) {
                return true;
            }
        }
        return false;
    }
}
