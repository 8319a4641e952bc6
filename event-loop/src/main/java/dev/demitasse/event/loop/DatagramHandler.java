// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.event.loop;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/** What a {@link DatagramEndpoint} reports. Called on the loop; must not block. */
public interface DatagramHandler {
    /**
     * A datagram has come.
     *
     * @param endpoint where
     * @param payload its bytes from position to limit, at most 65,535; theirs only until the method returns
     * @param from its source
     * @param now the time of its reading
     */
    void onDatagram(DatagramEndpoint endpoint, ByteBuffer payload, InetSocketAddress from, long now);

    /**
     * The host of the connected peer has said that its port is closed (ICMP port unreachable). Only connected endpoints hear of it.
     *
     * @param endpoint whose peer
     * @param now the time
     */
    default void onUnreachable(DatagramEndpoint endpoint, long now) {}
}
