// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.sdp;

/** A cursor over parameters of the form {@code name=value;name;...}, which never goes back. Not thread-safe. */
final class ParameterCursor {
    private final String text;
    private int start;
    private int equals;
    private int end = -1;
    private long steps;

    ParameterCursor(String text) {
        this.text = text;
    }

    /** Moves to the next parameter; false when there is none. */
    boolean next() {
        start = end + 1;
        if (start >= text.length()) {
            return false;
        }
        equals = -1;
        int i = start;
        for (; i < text.length() && text.charAt(i) != ';'; i++) {
            if (equals < 0 && text.charAt(i) == '=') {
                equals = i;
            }
        }
        steps += i - start + 1;
        end = i;
        return true;
    }

    /** The name without the blanks around it, perhaps empty. */
    String name() {
        return text.substring(start, equals < 0 ? end : equals).strip();
    }

    /** The value without the blanks around it; empty where there is none. */
    String value() {
        return equals < 0 ? "" : text.substring(equals + 1, end).strip();
    }

    /** Name and value as written, without the blanks around them. */
    String whole() {
        return text.substring(start, end).strip();
    }

    /** How many characters were looked at so far: tests hold it to a constant for each character of the text. */
    long steps() {
        return steps;
    }
}
