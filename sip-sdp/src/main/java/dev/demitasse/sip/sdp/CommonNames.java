// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.sdp;

import java.nio.charset.Charset;

/** The words nearly every description consists of, so that reading one makes no new {@code String} for them. */
final class CommonNames {
    private static final int MAX_LENGTH = 17;
    private static final String[] NUMBERS = new String[128];
    private static final String[] TABLE = new String[256];

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
        return new String(bytes, from, length, charset);
    }

    private static String word(byte[] bytes, int from, int to) {
        int slot = slot(to - from, bytes[from], bytes[to - 1]);
        for (String word = TABLE[slot]; word != null; word = TABLE[slot]) {
            if (matches(word, bytes, from, to)) {
                return word;
            }
            slot = slot + 1 & TABLE.length - 1;
        }
        return null;
    }

    private static boolean matches(String word, byte[] bytes, int from, int to) {
        if (word.length() != to - from) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
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
