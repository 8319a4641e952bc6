// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.sdp;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** The words nearly every description consists of, so that reading one makes no new {@code String} for them. */
final class CommonNames {
    private static final int MAX_LENGTH = 17;
    private static final String[] NUMBERS = new String[128];
    private static final String[] TABLE = new String[256];

    /** The first eight octets of each word as a number. */
    private static final long[] HEADS = new long[TABLE.length];

    static {
        for (int i = 0; i < NUMBERS.length; i++) {
            NUMBERS[i] = Integer.toString(i);
        }
        String[] words = {
            "-",
            "IN",
            "IP4",
            "IP6",
            "0.0.0.0",
            "127.0.0.1",
            "audio",
            "video",
            "application",
            "RTP/AVP",
            "RTP/AVPF",
            "RTP/SAVP",
            "RTP/SAVPF",
            "UDP/TLS/RTP/SAVPF",
            "rtpmap",
            "fmtp",
            "ptime",
            "maxptime",
            "sendrecv",
            "sendonly",
            "recvonly",
            "inactive",
            "rtcp",
            "rtcp-mux",
            "rtcp-fb",
            "rtcp-rsize",
            "candidate",
            "ice-ufrag",
            "ice-pwd",
            "ice-options",
            "fingerprint",
            "setup",
            "mid",
            "msid",
            "ssrc",
            "ssrc-group",
            "group",
            "crypto",
            "extmap",
            "AS",
            "TIAS",
            "CT",
            "RS",
            "RR",
            "20",
            "0 PCMU/8000",
            "8 PCMA/8000",
            "9 G722/8000",
            "0 0"
        };
        for (String word : words) {
            int slot = slot(word.length(), (byte) word.charAt(0), (byte) word.charAt(word.length() - 1));
            while (TABLE[slot] != null) {
                slot = slot + 1 & TABLE.length - 1;
            }
            TABLE[slot] = word;
            HEADS[slot] = head(word.getBytes(StandardCharsets.US_ASCII), 0, word.length());
        }
    }

    private CommonNames() {}

    /** The octets as text; one of the common words where they are one. */
    static String string(byte[] bytes, int from, int to, Charset charset) {
        int length = to - from;
        if (length == 0) {
            return "";
        }
        if (length <= MAX_LENGTH) {
            String common = length <= 3 ? number(bytes, from, to) : null;
            if (common == null) {
                common = word(bytes, from, to);
            }
            if (common != null) {
                return common;
            }
        }
        return charset == StandardCharsets.ISO_8859_1
                ? latin(bytes, from, length)
                : new String(bytes, from, length, charset);
    }

    /** The constructor is deprecated because it is right for this encoding alone, for which it does nothing but copy. */
    @SuppressWarnings("deprecation")
    static String latin(byte[] bytes, int from, int length) {
        return new String(bytes, 0, from, length);
    }

    private static String word(byte[] bytes, int from, int to) {
        int length = to - from;
        int slot = slot(length, bytes[from], bytes[to - 1]);
        long head = head(bytes, from, length);
        for (String word = TABLE[slot]; word != null; word = TABLE[slot]) {
            if (HEADS[slot] == head && word.length() == length && hasTail(word, bytes, from)) {
                return word;
            }
            slot = slot + 1 & TABLE.length - 1;
        }
        return null;
    }

    /** The first octets, eight at most, as a number; they are read at once where there are eight. */
    private static long head(byte[] bytes, int from, int length) {
        int used = Math.min(length, Long.BYTES);
        if (from + Long.BYTES <= bytes.length) {
            return LineCursor.eight(bytes, from) & -1L >>> Long.SIZE - used * Byte.SIZE;
        }
        long head = 0;
        for (int i = 0; i < used; i++) {
            head |= (bytes[from + i] & 0xffL) << i * Byte.SIZE;
        }
        return head;
    }

    private static boolean hasTail(String word, byte[] bytes, int from) {
        for (int i = Long.BYTES; i < word.length(); i++) {
            if (word.charAt(i) != bytes[from + i]) {
                return false;
            }
        }
        return true;
    }

    private static String number(byte[] bytes, int from, int to) {
        int value = 0;
        for (int i = from; i < to; i++) {
            if (!Text.is(bytes[i], Text.DIGIT)) {
                return null;
            }
            value = value * 10 + bytes[i] - '0';
        }
        boolean canonical = bytes[from] != '0' || to - from == 1;
        return canonical && value < NUMBERS.length ? NUMBERS[value] : null;
    }

    private static int slot(int length, byte first, byte last) {
        return length * 37 + first * 7 + last * 3 & TABLE.length - 1;
    }
}
