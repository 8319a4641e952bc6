// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.transport;

import java.net.InetSocketAddress;

/** Takes what a {@link SipTransport} receives. Called on the loop; must not block. */
public interface TransportListener {
    /**
     * A message has come.
     *
     * @param inbound the message, its flow and the time
     */
    void onMessage(InboundMessage inbound);

    /**
     * A peer's host has said that nobody listens there (RFC 3261 section 18.4), after {@link SipTransport#suspect}.
     *
     * @param peer the address asked about
     * @param now the time
     */
    default void onPortClosed(InetSocketAddress peer, long now) {}

    /**
     * A connection is gone; requests that wait for an answer over it have failed. Never called for UDP.
     *
     * @param flow which one
     * @param now the time
     */
    default void onFlowClosed(Flow flow, long now) {}
}
