// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.event.loop;

/** Takes the connections of a {@link StreamListener}. Called on the loop; must not block. */
@FunctionalInterface
public interface StreamAcceptor {
    /**
     * A connection has come.
     *
     * @param endpoint the connection, which stands; an acceptor that does not want it closes it
     * @param now the time
     * @return called for what happens on it
     */
    StreamHandler onAccepted(StreamEndpoint endpoint, long now);
}
