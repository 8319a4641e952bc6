// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.event.loop;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/** What a {@link StreamEndpoint} reports. Called on the loop; must not block. */
public interface StreamHandler {
    /**
     * The connection stands. Not called for accepted connections, which stand from the start.
     *
     * @param endpoint the connection
     * @param now the time
     */
    default void onConnected(StreamEndpoint endpoint, long now) {}

    /**
     * Bytes have come.
     *
     * @param endpoint the connection
     * @param bytes from position to limit; theirs only until the method returns
     * @param now the time
     */
    void onReceived(StreamEndpoint endpoint, ByteBuffer bytes, long now);

    /**
     * The connection has ended, other than by our {@link StreamEndpoint#close()}; or it could not be made.
     *
     * @param endpoint the connection
     * @param cause nothing if the peer has closed it in order
     * @param now the time
     */
    void onClosed(StreamEndpoint endpoint, Optional<IOException> cause, long now);
}
