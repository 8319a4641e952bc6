// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

/** Character classes of RFC 3261 section 25.1 as bits of a 256-entry table. */
final class CharClass {
    /** {@code token}. */
    static final int TOKEN = 1;

    /** {@code WSP = SP / HTAB}. */
    static final int WSP = 1 << 1;

    /** {@code LWS}: inside a header value CR and LF are only ever part of a fold. */
    static final int LWS = 1 << 2;

    /** {@code DIGIT}. */
    static final int DIGIT = 1 << 3;

    /** {@code hostname} and {@code IPv4address}. */
    static final int HOST = 1 << 4;

    /** The unquoted {@code gen-value}: {@code token / host}, IPv6 references included. */
    static final int VALUE = 1 << 5;

    /** {@code user}: {@code unreserved / escaped / user-unreserved}. */
    static final int USER = 1 << 6;

    /** {@code password}. */
    static final int PASSWORD = 1 << 7;

    /** {@code paramchar}, the percent sign of an escape included. */
    static final int URI_PARAMETER = 1 << 8;

    /** {@code hname} and {@code hvalue}. */
    static final int URI_HEADER = 1 << 9;

    /** {@code uric}: what any absolute URI may hold, plus the brackets of RFC 2732. */
    static final int URI = 1 << 10;

    /** {@code word}, of which a Call-ID is made. */
    static final int WORD = 1 << 11;

    /** {@code scheme}. */
    static final int SCHEME = 1 << 12;

    /** {@code HEXDIG}, either case. */
    static final int HEX = 1 << 13;

    /** {@code ALPHA}. */
    static final int ALPHA = 1 << 14;

    /** Inside an IPv6 reference. */
    static final int IPV6 = 1 << 15;

    /** {@code UTF8-NONASCII}, byte by byte. */
    static final int NON_ASCII = 1 << 16;

    /** {@code phonedigit / visual-separator} and the rest of an RFC 3966 subscriber number. */
    static final int PHONE = 1 << 17;

    /** {@code base64-char / "."} of RFC 8224, the characters of base64url and the padding. */
    static final int BASE64 = 1 << 21;

    /** {@code token68} of RFC 7235, without its padding. */
    static final int TOKEN68 = 1 << 22;

    /** A control character that is not part of {@code LWS}. */
    static final int CONTROL = 1 << 18;

    /** {@code reserved}, RFC 2396: where escaped, it means something else than where not (RFC 3261 section 19.1.4). */
    static final int RESERVED = 1 << 19;

    /** {@code DIGIT / visual-separator}: what a global number of RFC 3966 is made of after its plus sign. */
    static final int GLOBAL_PHONE = 1 << 20;

    /** What may follow the name of a parameter. */
    static final int NAME_END = 1 << 23;

    /** What may follow the value of a parameter that is not quoted. */
    static final int VALUE_END = 1 << 24;

    /** {@code user} without escapes. */
    static final int PLAIN_USER = 1 << 25;

    private static final int[] TABLE = new int[256];

    static {
        String alpha = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
        String digit = "0123456789";
        String alphanum = alpha + digit;
        String unreserved = alphanum + "-_.!~*'()%";
        mark(TOKEN, alphanum + "-.!%*_+`'~");
        mark(WSP, " \t");
        mark(LWS, " \t\r\n");
        mark(DIGIT, digit);
        mark(HOST, alphanum + "-.");
        mark(VALUE, alphanum + "-.!%*_+`'~[]:");
        mark(USER, unreserved + "&=+$,;?/");
        mark(PLAIN_USER, (unreserved + "&=+$,;?/").replace("%", ""));
        mark(PASSWORD, unreserved + "&=+$,");
        mark(URI_PARAMETER, unreserved + "[]/:&+$");
        mark(URI_HEADER, unreserved + "[]/?:+$");
        mark(URI, unreserved + ";/?:@&=+$,[]#");
        mark(WORD, alphanum + "-.!%*_+`'~()<>:\\\"/[]?{}");
        mark(SCHEME, alphanum + "+-.");
        mark(HEX, digit + "abcdefABCDEF");
        mark(ALPHA, alpha);
        mark(IPV6, digit + "abcdefABCDEF:.");
        mark(PHONE, digit + "abcdefABCDEF*#-.()");
        mark(BASE64, alphanum + "+/-_=.");
        mark(TOKEN68, alphanum + "-._~+/");
        mark(RESERVED, ";/?:@&=+$,");
        mark(GLOBAL_PHONE, digit + "-.()");
        mark(NAME_END, " \t\r\n;=");
        mark(VALUE_END, " \t\r\n;");
        for (int value = 0; value < ' '; value++) {
            TABLE[value] |= CONTROL;
        }
        TABLE[0x7f] |= CONTROL;
        for (char white : "\t\r\n".toCharArray()) {
            TABLE[white] &= ~CONTROL;
        }
        for (int value = 0x80; value < 0x100; value++) {
            TABLE[value] |= NON_ASCII;
        }
    }

    private CharClass() {}

    private static void mark(int bit, String characters) {
        for (int i = 0; i < characters.length(); i++) {
            TABLE[characters.charAt(i)] |= bit;
        }
    }

    /** Whether the byte is in one of the given classes. */
    static boolean is(byte value, int classes) {
        return (TABLE[value & 0xff] & classes) != 0;
    }

    /** ASCII lower case; other bytes unchanged. */
    static int lower(byte value) {
        return value >= 'A' && value <= 'Z' ? value + 32 : value;
    }

    /** The value of a hexadecimal digit. */
    static int hex(byte digit) {
        return digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10;
    }
}
