// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
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

    private static final int SLOTS = 512;
    private static final Entry[] ENTRIES = new Entry[SLOTS];

    /** A name or compact form: in lower case, padded to eight bytes, its first and its last eight bytes as numbers. */
    private static final class Entry {
        private final byte[] name;
        private final int length;
        private final int number;
        private final long head;
        private final long tail;

        private Entry(byte[] name, int length, int number) {
            this.name = name;
            this.length = length;
            this.number = number;
            head = Scan.eight(name, 0);
            tail = Scan.eight(name, name.length - Long.BYTES);
        }

        private boolean is(byte[] bytes, int start, int end) {
            return end - start <= Long.BYTES
                    || Scan.lower(Scan.eight(bytes, end - Long.BYTES)) == tail && hasMiddle(bytes, start);
        }

        private boolean hasMiddle(byte[] bytes, int start) {
            for (int i = Long.BYTES; i < length - Long.BYTES; i += Long.BYTES) {
                if (Scan.lower(Scan.eight(bytes, start + i)) != Scan.eight(name, i)) {
                    return false;
                }
            }
            return true;
        }
    }

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
        byte[] padded = Arrays.copyOf(bytes, Math.max(bytes.length, Long.BYTES));
        var entry = new Entry(padded, bytes.length, number);
        int slot = slot(entry.head, entry.length);
        while (ENTRIES[slot] != null) {
            slot = (slot + 1) % SLOTS;
        }
        ENTRIES[slot] = entry;
    }

    /** The factor was looked for: with it three names only are not found at once. */
    private static int slot(long head, int length) {
        return (int) ((head + length) * 0x3252_c099_fecf_35adL >>> 48) & SLOTS - 1;
    }

    /**
     * The number of the name in the span, which holds no control characters, or {@link #UNKNOWN}. Letters are compared with
     * the bit set that makes them lower case: no two characters of a name that are not letters differ by it alone.
     */
    static int find(byte[] bytes, int start, int end) {
        int length = end - start;
        if (!Scan.hasEight(bytes, start)) {
            return find(Arrays.copyOfRange(bytes, start, start + Math.max(length, Long.BYTES)), 0, length);
        }
        long head = Scan.lower(Scan.eight(bytes, start)) & Scan.mask(length);
        int slot = slot(head, length);
        for (Entry entry = ENTRIES[slot]; entry != null; entry = ENTRIES[slot]) {
            if (entry.head == head && entry.length == length && entry.is(bytes, start, end)) {
                return entry.number;
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
