// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.event.loop;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * A bound UDP socket. Confined to its loop, but for {@link #localAddress()} and {@link #close()}.
 *
 * <p>Sending and receiving allocate nothing while the endpoint is connected or its source and target repeat.
 */
public interface DatagramEndpoint extends AutoCloseable {
    /** What became of a datagram given to be sent. A datagram is never queued: the network takes it or it is lost. */
    enum SendResult {
        /** Handed to the network. */
        SENT,
        /** Lost: the socket's buffer is full. */
        BUFFER_FULL,
        /** Lost: the peer's host has said that its port is closed. Only a connected endpoint learns of it. */
        UNREACHABLE,
        /** Lost: too large for the network. */
        TOO_LARGE,
        /** Lost: the endpoint is closed. */
        CLOSED,
        /** Lost for another reason, such as no route. */
        FAILED
    }

    /**
     * Gives the bound address.
     *
     * @return with the port that was bound
     */
    InetSocketAddress localAddress();

    /**
     * Sends to an address. A connected endpoint sends to its peer only.
     *
     * @param payload bytes from position to limit, consumed
     * @param to a resolved address
     * @return what became of it
     */
    SendResult send(ByteBuffer payload, InetSocketAddress to);

    /**
     * Sends to the connected peer.
     *
     * @param payload bytes from position to limit, consumed
     * @return what became of it
     * @throws IllegalStateException if the endpoint is not connected
     */
    SendResult send(ByteBuffer payload);

    /**
     * Hears and sends only one peer from now on. What had arrived before is handed to the handler first, whatever its source.
     *
     * @param remote a resolved address
     * @throws IOException if the network refuses
     * @throws IllegalStateException if called by the handler of a datagram that another call of this method hands on
     */
    void connect(InetSocketAddress remote) throws IOException;

    /** Hears everybody again. Does nothing if not connected. */
    void disconnect();

    /**
     * Gives the connected peer.
     *
     * @return its address, or nothing
     */
    Optional<InetSocketAddress> peer();

    /**
     * Gives what the endpoint has counted so far.
     *
     * @return a snapshot
     */
    DatagramCounters counters();

    /** Closes the socket; no handler is called afterwards. From any thread. Idempotent. */
    @Override
    void close();
}
