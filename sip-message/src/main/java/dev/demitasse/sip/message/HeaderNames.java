// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * The header names this library knows, each with a number and perhaps a compact form (RFC 3261 section 7.3.3). A name in
 * a message is recognised from its length and bytes, without making a string of it.
 */
final class HeaderNames {
    /** The number of a name that is not known. */
    static final int UNKNOWN = 0;

    /** Name and compact form; the place in the list, counted from 1, is the number. */
    private static final String[][] KNOWN = {
        {"Via", "v"},
        {"From", "f"},
        {"To", "t"},
        {"Call-ID", "i"},
        {"CSeq", ""},
        {"Content-Length", "l"},
        {"Contact", "m"},
        {"Max-Forwards", ""},
        {"Content-Type", "c"},
        {"Content-Encoding", "e"},
        {"Content-Disposition", ""},
        {"Content-Language", ""},
        {"Route", ""},
        {"Record-Route", ""},
        {"Path", ""},
        {"Service-Route", ""},
        {"Allow", ""},
        {"Allow-Events", "u"},
        {"Supported", "k"},
        {"Require", ""},
        {"Proxy-Require", ""},
        {"Unsupported", ""},
        {"Accept", ""},
        {"Accept-Encoding", ""},
        {"Accept-Language", ""},
        {"User-Agent", ""},
        {"Server", ""},
        {"Subject", "s"},
        {"Organization", ""},
        {"Date", ""},
        {"Timestamp", ""},
        {"Expires", ""},
        {"Min-Expires", ""},
        {"Retry-After", ""},
        {"Warning", ""},
        {"Reason", ""},
        {"Session-Expires", "x"},
        {"Min-SE", ""},
        {"Event", "o"},
        {"Subscription-State", ""},
        {"Refer-To", "r"},
        {"Referred-By", "b"},
        {"Replaces", ""},
        {"RSeq", ""},
        {"RAck", ""},
        {"Accept-Contact", "a"},
        {"Reject-Contact", "j"},
        {"Request-Disposition", "d"},
        {"Identity", "y"},
        {"Identity-Info", "n"},
        {"P-Asserted-Identity", ""},
        {"P-Preferred-Identity", ""},
        {"Privacy", ""},
        {"Diversion", ""},
        {"History-Info", ""},
        {"Authorization", ""},
        {"Proxy-Authorization", ""},
        {"WWW-Authenticate", ""},
        {"Proxy-Authenticate", ""},
        {"Authentication-Info", ""},
        {"Proxy-Authentication-Info", ""},
        {"MIME-Version", ""},
        {"In-Reply-To", ""},
        {"Reply-To", ""},
        {"Error-Info", ""},
        {"Alert-Info", ""},
        {"Call-Info", ""},
        {"Priority", ""},
        {"Join", ""},
        {"Target-Dialog", ""},
        {"Answer-Mode", ""},
        {"Priv-Answer-Mode", ""},
        {"SIP-ETag", ""},
        {"SIP-If-Match", ""},
        {"Flow-Timer", ""},
        {"Info-Package", ""},
        {"Recv-Info", ""},
        {"Refer-Sub", ""},
        {"Max-Breadth", ""},
        {"Session-ID", ""},
        {"P-Associated-URI", ""},
        {"P-Called-Party-ID", ""},
        {"Remote-Party-ID", ""},
        {"Resource-Priority", ""},
        {"Accept-Resource-Priority", ""},
        {"Security-Client", ""},
        {"Security-Server", ""},
        {"Security-Verify", ""},
    };

    /** One more than the highest number. */
    static final int COUNT = KNOWN.length + 1;

    /** The six that are checked on arrival come first. */
    static final int VIA = 1;

    static final int FROM = 2;
    static final int TO = 3;
    static final int CALL_ID = 4;
    static final int CSEQ = 5;
    static final int CONTENT_LENGTH = 6;

    /** The bit that makes a letter lower case; no two token characters that are not letters differ by it alone. */
    private static final int CASE = 0x20;

    private static final long EIGHT_TIMES_CASE = 0x2020_2020_2020_2020L;

    private static final int SLOTS = 256;
    private static final int[] NUMBERS = new int[SLOTS];
    private static final byte[][] NAMES = new byte[SLOTS][];

    static {
        for (int i = 0; i < KNOWN.length; i++) {
            enter(KNOWN[i][0], i + 1);
            if (!KNOWN[i][1].isEmpty()) {
                enter(KNOWN[i][1], i + 1);
            }
        }
    }

    /** What a line of a known name begins with, by number. */
    private static final byte[][] PREFIXES = new byte[KNOWN.length + 1][];

    static {
        for (int i = 0; i < KNOWN.length; i++) {
            PREFIXES[i + 1] = (KNOWN[i][0] + ": ").getBytes(StandardCharsets.US_ASCII);
        }
    }

    private HeaderNames() {}

    /** Writes the long form of a name, a colon and a space. */
    static void writePrefix(int number, String name, ByteWriter out) {
        if (number == UNKNOWN) {
            out.text(name).put(':').put(' ');
        } else {
            out.raw(PREFIXES[number], 0, PREFIXES[number].length);
        }
    }

    private static void enter(String name, int number) {
        byte[] bytes = name.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.US_ASCII);
        int slot = slot(bytes, 0, bytes.length);
        while (NAMES[slot] != null) {
            slot = (slot + 1) % SLOTS;
        }
        NAMES[slot] = bytes;
        NUMBERS[slot] = number;
    }

    private static int slot(byte[] bytes, int start, int end) {
        int first = bytes[start] | CASE;
        int middle = bytes[start + end >>> 1] | CASE;
        int last = bytes[end - 1] | CASE;
        return ((end - start) * 7 + first * 31 + middle * 5 + last * 13 & 0xffff) % SLOTS;
    }

    private static boolean isName(byte[] bytes, int start, int end, byte[] name) {
        if (end - start != name.length) {
            return false;
        }
        if (name.length >= Long.BYTES) {
            return isLongName(bytes, start, end, name);
        }
        for (int i = 0; i < name.length; i++) {
            if ((bytes[start + i] | CASE) != name[i]) {
                return false;
            }
        }
        return true;
    }

    /** Eight bytes at once; the last eight may overlap those before. */
    private static boolean isLongName(byte[] bytes, int start, int end, byte[] name) {
        for (int i = 0; i + Long.BYTES < name.length; i += Long.BYTES) {
            if ((Text.eight(bytes, start + i) | EIGHT_TIMES_CASE) != Text.eight(name, i)) {
                return false;
            }
        }
        return (Text.eight(bytes, end - Long.BYTES) | EIGHT_TIMES_CASE) == Text.eight(name, name.length - Long.BYTES);
    }

    /** The number of the name in the span, or {@link #UNKNOWN}. */
    static int find(byte[] bytes, int start, int end) {
        int slot = slot(bytes, start, end);
        while (NAMES[slot] != null) {
            if (isName(bytes, start, end, NAMES[slot])) {
                return NUMBERS[slot];
            }
            slot = (slot + 1) % SLOTS;
        }
        return UNKNOWN;
    }

    /** The number of a name, or {@link #UNKNOWN}. */
    static int find(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        return Text.isAll(name, CharClass.TOKEN) ? find(bytes, 0, bytes.length) : UNKNOWN;
    }

    /** The long form of a known name. */
    static String name(int number) {
        return KNOWN[number - 1][0];
    }

    /** The compact form of a known name, or the empty text. */
    static String compact(int number) {
        return number == UNKNOWN ? "" : KNOWN[number - 1][1];
    }
}
