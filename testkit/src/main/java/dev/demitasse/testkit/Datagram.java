// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/** A datagram that is about to be sent, shown to the test so that it may choose what is lost. Immutable. */
public final class Datagram {
    private final long number;
    private final long sentAt;
    private final InetSocketAddress from;
    private final InetSocketAddress to;
    private final byte[] bytes;

    Datagram(long number, long sentAt, InetSocketAddress from, InetSocketAddress to, byte[] bytes) {
        this.number = number;
        this.sentAt = sentAt;
        this.from = from;
        this.to = to;
        this.bytes = bytes;
    }

    /**
     * Counts the datagrams of the network.
     *
     * @return 1 for the first that any socket has sent
     */
    public long number() {
        return number;
    }

    /**
     * Says when it is sent.
     *
     * @return nanoseconds since the network was opened
     */
    public long sentAt() {
        return sentAt;
    }

    /**
     * Gives its source.
     *
     * @return the address of the socket, before any NAT
     */
    public InetSocketAddress from() {
        return from;
    }

    /**
     * Gives its target.
     *
     * @return the address to which it is sent
     */
    public InetSocketAddress to() {
        return to;
    }

    /**
     * Gives its bytes.
     *
     * @return a read-only buffer of its own
     */
    public ByteBuffer payload() {
        return ByteBuffer.wrap(bytes).asReadOnlyBuffer();
    }

    /**
     * Gives its bytes as characters, one for each.
     *
     * @return ISO 8859-1 text
     */
    public String text() {
        return new String(bytes, ISO_8859_1);
    }

    @Override
    public String toString() {
        return "datagram " + number + " from " + from + " to " + to + ", " + bytes.length + " bytes";
    }
}
