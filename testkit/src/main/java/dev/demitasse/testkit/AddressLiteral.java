// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.testkit;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/** Reads IP addresses as people write them: RFC 4291 section 2.2, IPv6 with or without brackets. Asks no name server. */
final class AddressLiteral {
    private static final int IPV4_BYTES = 4;
    private static final int IPV6_BYTES = 16;
    private static final int LONGEST = 64;
    private static final int NO_GAP = -1;

    private final String text;
    private final byte[] bytes = new byte[IPV6_BYTES];
    private int position;
    private int count;
    private int gap = NO_GAP;

    private AddressLiteral(String text) {
        this.text = text;
    }

    /** Gives the address, or nothing if the text is not one. */
    static Optional<InetAddress> parse(String text) {
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        boolean bracketed = text.startsWith("[") && text.endsWith("]");
        String bare = bracketed ? text.substring(1, text.length() - 1) : text;
        byte[] bytes = bare.indexOf(':') >= 0
                ? new AddressLiteral(bare).version6()
                : bracketed ? null : new AddressLiteral(bare).version4Only();
        return bytes == null ? Optional.empty() : Optional.of(address(bytes));
    }

    /** Gives the address. */
    static InetAddress require(String text) {
        return parse(text).orElseThrow(() -> new IllegalArgumentException("not an IP address: " + text));
    }

    private static InetAddress address(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException wrongLength) {
            throw new AssertionError(wrongLength);
        }
    }

    private byte[] version4Only() {
        byte[] four = new byte[IPV4_BYTES];
        return version4(four, 0) && atEnd() ? four : null;
    }

    private boolean version4(byte[] into, int offset) {
        for (int i = 0; i < IPV4_BYTES; i++) {
            int value = (i == 0 || accept('.')) ? number(10, 3) : -1;
            if (value < 0 || value > 255) {
                return false;
            }
            into[offset + i] = (byte) value;
        }
        return true;
    }

    private byte[] version6() {
        if (text.startsWith("::")) {
            position = 2;
            gap = 0;
        }
        boolean more = !atEnd();
        while (more && count < IPV6_BYTES) {
            int start = position;
            int group = number(16, 4);
            if (group >= 0 && !atEnd() && text.charAt(position) == '.') {
                position = start;
                return version4Tail() && atEnd() ? spread() : null;
            }
            if (group < 0) {
                return null;
            }
            bytes[count++] = (byte) (group >> 8);
            bytes[count++] = (byte) group;
            more = !atEnd();
            if (more && !separator()) {
                return null;
            }
            more = !atEnd();
        }
        return atEnd() ? spread() : null;
    }

    private boolean version4Tail() {
        if (count > IPV6_BYTES - IPV4_BYTES || !version4(bytes, count)) {
            return false;
        }
        count += IPV4_BYTES;
        return true;
    }

    /** Reads one colon with a group behind it, or the two that stand for a gap, which there is once. */
    private boolean separator() {
        if (!accept(':')) {
            return false;
        }
        if (!accept(':')) {
            return !atEnd();
        }
        boolean first = gap == NO_GAP;
        gap = count;
        return first;
    }

    /** Moves what stands behind the gap to the end; null if the number of groups is wrong. */
    private byte[] spread() {
        if (gap == NO_GAP) {
            return count == IPV6_BYTES ? bytes : null;
        }
        if (count == IPV6_BYTES) {
            return null;
        }
        byte[] whole = new byte[IPV6_BYTES];
        System.arraycopy(bytes, 0, whole, 0, gap);
        System.arraycopy(bytes, gap, whole, IPV6_BYTES - (count - gap), count - gap);
        return whole;
    }

    /** Reads a number of at most so many digits; -1 if there is none. */
    private int number(int radix, int digits) {
        int value = 0;
        int start = position;
        while (position < text.length() && position - start < digits) {
            char c = text.charAt(position);
            int digit = c < 0x80 ? Character.digit(c, radix) : -1;
            if (digit < 0) {
                break;
            }
            value = value * radix + digit;
            position++;
        }
        return position == start ? -1 : value;
    }

    private boolean accept(char expected) {
        if (atEnd() || text.charAt(position) != expected) {
            return false;
        }
        position++;
        return true;
    }

    private boolean atEnd() {
        return position == text.length();
    }
}
