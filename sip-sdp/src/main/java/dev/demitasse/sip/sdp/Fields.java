// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.sdp;

/** Takes the fields of an attribute's value one by one; blanks part them. Not thread-safe. */
final class Fields {
    private final String value;
    private int position;

    Fields(String value) {
        this.value = value;
        skipBlanks();
    }

    boolean atEnd() {
        return position == value.length();
    }

    /** The next field, or an empty text at the end. */
    String next() {
        int start = position;
        while (position < value.length() && value.charAt(position) != ' ') {
            position++;
        }
        String field = value.substring(start, position);
        skipBlanks();
        return field;
    }

    /** All that is left, without blanks at either end. */
    String rest() {
        String rest = value.substring(position).stripTrailing();
        position = value.length();
        return rest;
    }

    /** The next field as a number, or -1 when it is none within 0 and the bound. */
    long number(long most) {
        return wholeNumber(next(), most);
    }

    /** The text as a number, or -1 when it is not all digits or exceeds the bound. */
    static long wholeNumber(String text, long most) {
        long number = 0;
        for (int i = 0; i < text.length(); i++) {
            if (!Text.is(text.charAt(i), Text.DIGIT)) {
                return -1;
            }
            number = number * 10 + text.charAt(i) - '0';
            if (number > most) {
                return -1;
            }
        }
        return text.isEmpty() ? -1 : number;
    }

    private void skipBlanks() {
        while (position < value.length() && value.charAt(position) == ' ') {
            position++;
        }
    }
}
