// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.sdp;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;

/** IP literals, read without ever asking a name service. */
final class IpLiteral {
    /** The limited broadcast address, RFC 919 section 7. */
    static final InetAddress BROADCAST = parse("255.255.255.255").orElseThrow();

    private IpLiteral() {}

    /** {@code IP6} for an address with a colon, else {@code IP4}. */
    static String addressType(String address) {
        return address.indexOf(':') >= 0 ? "IP6" : "IP4";
    }

    /** The address as an endpoint; unresolved when it is a host name. */
    static InetSocketAddress endpoint(String address, int port) {
        return parse(address)
                .map(literal -> new InetSocketAddress(literal, port))
                .orElseGet(() -> InetSocketAddress.createUnresolved(address, port));
    }

    /** The address the text is a literal of; empty for host names. Zone indices are not accepted. */
    static Optional<InetAddress> parse(String text) {
        byte[] octets = text.indexOf(':') >= 0 ? ipv6(text) : ipv4(text, 0);
        if (octets.length == 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByAddress(octets));
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] ipv4(String text, int from) {
        byte[] octets = new byte[4];
        int at = from;
        for (int i = 0; i < 4; i++) {
            int value = Text.leadingDecimal(text, at, 255);
            if (value < 0) {
                return new byte[0];
            }
            octets[i] = (byte) value;
            int digits = 0;
            while (at < text.length() && Text.is(text.charAt(at), Text.DIGIT)) {
                at++;
                digits++;
            }
            boolean end = i == 3 ? at == text.length() : at < text.length() && text.charAt(at++) == '.';
            if (digits > 3 || !end) {
                return new byte[0];
            }
        }
        return octets;
    }

    /** {@code IPv6address} of RFC 3986: groups of hex digits, one {@code ::}, perhaps a dotted quad at the end. */
    private static byte[] ipv6(String text) {
        var groups = new Groups();
        int at = 0;
        if (text.startsWith("::")) {
            groups.gap = 0;
            at = 2;
        }
        while (at != Groups.INVALID && at < text.length()) {
            at = groups.read(text, at);
        }
        return at == Groups.INVALID ? new byte[0] : groups.expanded();
    }

    /** The octets of an IPv6 literal while it is read; each method returns where to go on. */
    private static final class Groups {
        static final int INVALID = -1;

        private final byte[] octets = new byte[16];
        private int filled;
        private int gap = -1;

        int read(String text, int at) {
            int end = at;
            while (end < text.length() && text.charAt(end) < 128 && Character.digit(text.charAt(end), 16) >= 0) {
                end++;
            }
            if (end < text.length() && text.charAt(end) == '.') {
                return quad(text, at);
            }
            if (filled == octets.length || end == at || end - at > 4) {
                return INVALID;
            }
            int group = Integer.parseInt(text, at, end, 16);
            octets[filled++] = (byte) (group >> 8);
            octets[filled++] = (byte) group;
            return end == text.length() ? end : separator(text, end);
        }

        private int separator(String text, int at) {
            if (text.charAt(at) != ':' || at + 1 == text.length()) {
                return INVALID;
            }
            if (text.charAt(at + 1) != ':') {
                return at + 1;
            }
            if (gap >= 0) {
                return INVALID;
            }
            gap = filled;
            return at + 2;
        }

        private int quad(String text, int at) {
            byte[] quad = ipv4(text, at);
            if (quad.length == 0 || filled > octets.length - quad.length) {
                return INVALID;
            }
            System.arraycopy(quad, 0, octets, filled, quad.length);
            filled += quad.length;
            return text.length();
        }

        /** All sixteen octets, with zeros for the double colon; empty when there are too few or too many. */
        byte[] expanded() {
            if (gap < 0) {
                return filled == octets.length ? octets : new byte[0];
            }
            if (filled == octets.length) {
                return new byte[0];
            }
            int tail = filled - gap;
            System.arraycopy(octets, gap, octets, octets.length - tail, tail);
            Arrays.fill(octets, gap, octets.length - tail, (byte) 0);
            return octets;
        }
    }
}
