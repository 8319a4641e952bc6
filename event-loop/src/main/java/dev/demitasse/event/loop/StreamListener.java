// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.event.loop;

import java.net.InetSocketAddress;

/** A bound TCP socket that accepts connections. */
public interface StreamListener extends AutoCloseable {
    /**
     * Gives the bound address.
     *
     * @return with the port that was bound
     */
    InetSocketAddress localAddress();

    /** Accepts no more connections; those accepted stay. From any thread. Idempotent. */
    @Override
    void close();
}
