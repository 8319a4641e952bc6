// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.event.loop;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/** A TCP connection. Confined to its loop, but for {@link #close()}. Nagle's algorithm is off. */
public interface StreamEndpoint extends AutoCloseable {
    /** How many bytes may wait to be sent, 1 MiB: with more the connection is closed, for its peer does not read. */
    int MAXIMUM_QUEUED_BYTES = 1 << 20;

    /**
     * Gives the local address.
     *
     * @return the wildcard address before the connection stands
     */
    InetSocketAddress localAddress();

    /**
     * Gives the peer's address.
     *
     * @return where the connection goes to or comes from
     */
    InetSocketAddress remoteAddress();

    /**
     * Sends bytes, in order. What the network does not take at once is copied and queued.
     *
     * @param bytes from position to limit, consumed
     * @return whether they were sent or queued; false if the connection is closed, or by now too much is queued, which closes it
     */
    boolean send(ByteBuffer bytes);

    /**
     * Says how much waits to be sent.
     *
     * @return bytes
     */
    int queuedBytes();

    /**
     * Stops or resumes reading, to slow the peer down.
     *
     * @param reading whether to read
     */
    void reading(boolean reading);

    /** Sends what is queued, within 1 s, and closes; no handler is called afterwards. From any thread. Idempotent. */
    @Override
    void close();
}
