// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.sdp;

import java.util.Objects;
import java.util.Optional;

/**
 * One {@code a=candidate} line, RFC 8839 section 5.1. Immutable.
 *
 * @param foundation what candidates of one origin share, 1 to 32 characters
 * @param component 1 for RTP, 2 for RTCP; at most 256
 * @param transport the transport protocol, {@code UDP} or another
 * @param priority 0 to 2^31 - 1
 * @param address an IP literal or a host name
 * @param port 0 to 65535
 * @param type {@code host}, {@code srflx}, {@code prflx}, {@code relay} or another
 * @param extensions what follows the type, such as {@code raddr 10.0.0.1 rport 9}, as written; may be empty
 */
public record IceCandidate(
        String foundation,
        int component,
        String transport,
        long priority,
        String address,
        int port,
        String type,
        String extensions) {
    private static final int MAX_FOUNDATION = 32;
    private static final long MAX_PRIORITY = Integer.MAX_VALUE;

    /**
     * Checks each field.
     *
     * @param foundation what candidates of one origin share, 1 to 32 characters
     * @param component 1 for RTP, 2 for RTCP; at most 256
     * @param transport the transport protocol, {@code UDP} or another
     * @param priority 0 to 2^31 - 1
     * @param address an IP literal or a host name
     * @param port 0 to 65535
     * @param type {@code host}, {@code srflx}, {@code prflx}, {@code relay} or another
     * @param extensions what follows the type, such as {@code raddr 10.0.0.1 rport 9}, as written; may be empty
     * @throws IllegalArgumentException when one is out of range or not of its grammar
     */
    public IceCandidate {
        Text.require(foundation, Text.ICE, "foundation");
        Text.requireRange(foundation.length(), 1, MAX_FOUNDATION, "length of the foundation");
        Text.requireRange(component, 1, 256, "component");
        Text.require(transport, Text.TOKEN, "transport");
        if (priority < 0 || priority > MAX_PRIORITY) {
            throw new IllegalArgumentException("priority must be within 0..2^31-1: " + priority);
        }
        Text.require(address, Text.NON_WS, "address");
        Text.requireRange(port, 0, 65_535, "port");
        Text.require(type, Text.TOKEN, "type");
        Text.requireEach(extensions, Text.BYTE_STRING, "extensions");
    }

    /**
     * A host candidate for UDP.
     *
     * @param component 1 for RTP, 2 for RTCP
     * @param priority 0 to 2^31 - 1
     * @param address an IP literal
     * @param port 1 to 65535
     * @return the candidate, with foundation {@code 1}
     * @throws IllegalArgumentException when one is out of range
     */
    public static IceCandidate host(int component, long priority, String address, int port) {
        return new IceCandidate("1", component, "UDP", priority, address, port, "host", "");
    }

    /**
     * Reads the value of an {@code a=candidate} attribute.
     *
     * @param value the text after {@code a=candidate:}
     * @return the candidate, or empty when the value is malformed
     */
    public static Optional<IceCandidate> parse(String value) {
        var fields = new Fields(value);
        String foundation = fields.next();
        long component = fields.number(256);
        String transport = fields.next();
        long priority = fields.number(MAX_PRIORITY);
        String address = fields.next();
        long port = fields.number(65_535);
        boolean typed = fields.next().equals("typ");
        String type = fields.next();
        try {
            return typed
                    ? Optional.of(new IceCandidate(
                            foundation, (int) component, transport, priority, address, (int) port, type, fields.rest()))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /**
     * The value of one of the pairs behind the type, such as {@code raddr}.
     *
     * @param name the name of the pair
     * @return its value, if it is there
     */
    public Optional<String> extension(String name) {
        Objects.requireNonNull(name);
        var fields = new Fields(extensions);
        while (!fields.atEnd()) {
            boolean wanted = fields.next().equals(name);
            String found = fields.next();
            if (wanted && !found.isEmpty()) {
                return Optional.of(found);
            }
        }
        return Optional.empty();
    }

    /**
     * The attribute that says this candidate.
     *
     * @return {@code a=candidate:...}
     */
    public Attribute toAttribute() {
        String value = foundation + ' ' + component + ' ' + transport + ' ' + priority + ' ' + address + ' ' + port
                + " typ " + type;
        return Attribute.of("candidate", extensions.isEmpty() ? value : value + ' ' + extensions);
    }
}
