// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

import java.util.Arrays;

/**
 * Hosts as text: names and IPv4 addresses by RFC 3261 section 25.1, IPv6 addresses by RFC 4291 section 2.2 as RFC 5954
 * corrects the grammar. Stateless.
 */
final class HostText {
    private static final int GROUPS = 8;
    private static final int[] NONE = {};

    private HostText() {}

    /**
     * The end of a host that is plainly valid: labels that neither begin nor end with a hyphen, the last one beginning with
     * a letter, or an IPv4 address. -1 if it takes a closer look: brackets, quirks, two hyphens in a row, a dot at the end,
     * or no host at all.
     */
    static int endOfPlain(byte[] bytes, int start, int end) {
        if (start < end && CharClass.is(bytes[start], CharClass.DIGIT)) {
            int ipv4End = endOfIpv4(bytes, start, end);
            if (ipv4End >= 0) {
                return ipv4End;
            }
        }
        int at = Scan.endOfLabels(bytes, start, end);
        if (at <= start || bytes[at - 1] < '0' || at < end && bytes[at] == '_') {
            return -1;
        }
        int label = at;
        while (label > start && bytes[label - 1] != '.') {
            label--;
        }
        return CharClass.is(bytes[label], CharClass.ALPHA) ? at : -1;
    }

    /** The end of an IPv4 address after which neither a host nor a part of one goes on; -1 if there is none here. */
    private static int endOfIpv4(byte[] bytes, int start, int end) {
        int at = start;
        for (int part = 0; part < 4; part++) {
            if (part > 0 && (at == end || bytes[at++] != '.')) {
                return -1;
            }
            int from = at;
            int value = 0;
            while (at < end && CharClass.is(bytes[at], CharClass.DIGIT)) {
                value = value * 10 + bytes[at++] - '0';
                if (value > 255 || at - from > 3) {
                    return -1;
                }
            }
            if (at == from) {
                return -1;
            }
        }
        return at == end || !CharClass.is(bytes[at], CharClass.HOST) && bytes[at] != '_' ? at : -1;
    }

    /**
     * {@code hostname = *( domainlabel "." ) toplabel [ "." ]} or {@code IPv4address}. Bytes of other classes than a
     * host's are not looked for, and there is at least one.
     */
    static boolean isNameOrIpv4(byte[] bytes, int start, int end, boolean digitFirst) {
        int labelStart = start;
        int last = bytes[end - 1] == '.' ? end - 1 : end;
        for (int i = start; i <= last; i++) {
            if (i == last || bytes[i] == '.') {
                if (i == labelStart || bytes[labelStart] == '-' || bytes[i - 1] == '-') {
                    return false;
                }
                labelStart = i == last ? labelStart : i + 1;
            }
        }
        return digitFirst || !CharClass.is(bytes[labelStart], CharClass.DIGIT) || ipv4(bytes, start, end) >= 0;
    }

    /** The address as an unsigned number, or -1 if it is not one. */
    private static long ipv4(byte[] bytes, int start, int end) {
        long address = 0;
        int at = start;
        for (int part = 0; part < 4; part++) {
            int from = at;
            int value = 0;
            while (at < end && at - from < 3 && CharClass.is(bytes[at], CharClass.DIGIT)) {
                value = value * 10 + bytes[at++] - '0';
            }
            boolean separated = part == 3 ? at == end : at < end && bytes[at++] == '.';
            if (!separated || value > 255 || at == from || bytes[from] == '.') {
                return -1;
            }
            address = address << 8 | value;
        }
        return address;
    }

    /**
     * The eight groups of the address between brackets; empty if it is not one. RFC 5118 section 4.10: three colons before
     * an embedded IPv4 address, which the grammar of RFC 3261 produces, are read as two.
     */
    static int[] ipv6(byte[] bytes, int start, int end) {
        int[] groups = new int[GROUPS];
        int count = 0;
        int gap = -1;
        int at = start;
        if (end - start >= 2 && bytes[start] == ':' && bytes[start + 1] == ':') {
            gap = 0;
            at = afterDoubleColon(bytes, start + 2, end);
        }
        while (at < end && count < GROUPS) {
            long embedded = ipv4(bytes, at, end);
            if (embedded >= 0 && count + 2 <= GROUPS) {
                groups[count++] = (int) (embedded >>> 16);
                groups[count++] = (int) embedded & 0xffff;
                at = end;
                break;
            }
            int from = at;
            while (at < end && at - from < 4 && CharClass.is(bytes[at], CharClass.HEX)) {
                groups[count] = groups[count] << 4 | CharClass.hex(bytes[at++]);
            }
            count++;
            if (at == from || at < end && (bytes[at++] != ':' || at == end)) {
                return NONE;
            }
            if (at < end && bytes[at] == ':') {
                if (gap >= 0) {
                    return NONE;
                }
                gap = count;
                at = afterDoubleColon(bytes, at + 1, end);
            }
        }
        return at == end ? spread(groups, count, gap) : NONE;
    }

    private static int afterDoubleColon(byte[] bytes, int at, int end) {
        return at < end && bytes[at] == ':' && ipv4(bytes, at + 1, end) >= 0 ? at + 1 : at;
    }

    /** Puts the zeros in the place of the double colon. */
    private static int[] spread(int[] groups, int count, int gap) {
        if (gap < 0 || count == GROUPS) {
            return gap < 0 && count == GROUPS ? groups : NONE;
        }
        int[] out = new int[GROUPS];
        System.arraycopy(groups, 0, out, 0, gap);
        System.arraycopy(groups, gap, out, GROUPS - (count - gap), count - gap);
        return out;
    }

    /** Whether two hosts are the same: names without regard to letter case, IPv6 addresses as numbers (RFC 5954 4). */
    static boolean same(byte[] a, int aStart, int aEnd, byte[] b, int bStart, int bEnd) {
        if (a[aStart] == '[') {
            int[] one = ipv6(a, aStart + 1, aEnd - 1);
            return one.length > 0 && Arrays.equals(one, ipv6(b, bStart + 1, bEnd - 1));
        }
        return Text.equalsIgnoreCase(a, aStart, aEnd, b, bStart, bEnd);
    }
}
