// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.testkit;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/**
 * A packet that a socket of a {@link SimulatedNetwork} has sent, and what has become of it. Immutable; equal to another with
 * the same times, addresses, bytes and fate.
 */
public final class RecordedPacket {
    /** How a packet was sent. */
    public enum Protocol {
        /** A datagram. */
        UDP,
        /** A part of a stream. Opening and closing a connection are packets without bytes. */
        TCP
    }

    private static final long NANOS_PER_SECOND = 1_000_000_000;
    private static final long FNV_OFFSET_BASIS = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private final long sentAt;
    private final long arrivedAt;
    private final Protocol protocol;
    private final InetSocketAddress from;
    private final InetSocketAddress to;
    private final byte[] bytes;
    private final Fate fate;

    RecordedPacket(
            long sentAt,
            long arrivedAt,
            Protocol protocol,
            InetSocketAddress from,
            InetSocketAddress to,
            byte[] bytes,
            Fate fate) {
        this.sentAt = sentAt;
        this.arrivedAt = arrivedAt;
        this.protocol = protocol;
        this.from = from;
        this.to = to;
        this.bytes = bytes;
        this.fate = fate;
    }

    /**
     * Says when it was sent.
     *
     * @return nanoseconds since the network was opened
     */
    public long sentAt() {
        return sentAt;
    }

    /**
     * Says how long it was on its way.
     *
     * @return nothing if it has not come to a socket
     */
    public Optional<Duration> delay() {
        boolean arrived = fate == Fate.DELIVERED || fate == Fate.DUPLICATED;
        return arrived ? Optional.of(Duration.ofNanos(arrivedAt - sentAt)) : Optional.empty();
    }

    /**
     * Says how it was sent.
     *
     * @return the protocol
     */
    public Protocol protocol() {
        return protocol;
    }

    /**
     * Gives its source.
     *
     * @return the address that its receiver sees: the public one if it has passed a NAT
     */
    public InetSocketAddress from() {
        return from;
    }

    /**
     * Gives its target.
     *
     * @return the address to which it was sent
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
     * Counts its bytes.
     *
     * @return without any header
     */
    public int length() {
        return bytes.length;
    }

    /**
     * Says what has become of it.
     *
     * @return its fate
     */
    public Fate fate() {
        return fate;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RecordedPacket that
                && sentAt == that.sentAt
                && arrivedAt == that.arrivedAt
                && protocol == that.protocol
                && from.equals(that.from)
                && to.equals(that.to)
                && Arrays.equals(bytes, that.bytes)
                && fate == that.fate;
    }

    @Override
    public int hashCode() {
        return Objects.hash(sentAt, from, to, Arrays.hashCode(bytes));
    }

    /** Writes it in one line, with a hash (FNV-1a) in place of its bytes: the same text means the same packet. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(120);
        time(text, sentAt).append(' ').append(protocol).append(' ');
        address(text, from).append(" > ");
        address(text, to).append(' ').append(bytes.length).append(" bytes ");
        text.append(Long.toHexString(hash())).append(' ').append(fate);
        if (delay().isPresent()) {
            time(text.append(' '), arrivedAt);
        }
        return text.toString();
    }

    private static StringBuilder time(StringBuilder text, long nanos) {
        text.append(nanos / NANOS_PER_SECOND).append('.');
        String fraction = Long.toString(NANOS_PER_SECOND + nanos % NANOS_PER_SECOND);
        return text.append(fraction, 1, fraction.length());
    }

    private static StringBuilder address(StringBuilder text, InetSocketAddress address) {
        String host = address.getAddress().getHostAddress();
        boolean version6 = host.indexOf(':') >= 0;
        return text.append(version6 ? "[" : "")
                .append(host)
                .append(version6 ? "]:" : ":")
                .append(address.getPort());
    }

    private long hash() {
        long hash = FNV_OFFSET_BASIS;
        for (byte value : bytes) {
            hash = (hash ^ (value & 0xFF)) * FNV_PRIME;
        }
        return hash;
    }
}
