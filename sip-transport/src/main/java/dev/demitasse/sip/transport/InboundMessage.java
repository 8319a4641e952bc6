// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.transport;

import dev.demitasse.sip.message.SipMessage;
import java.util.Objects;

/**
 * A message that has come. Immutable.
 *
 * @param message a request with {@code received} and {@code rport} stamped on its top Via, or a response
 * @param flow how it has come
 * @param receivedAt when, in nanoseconds since the network was opened
 */
public record InboundMessage(SipMessage message, Flow flow, long receivedAt) {
    /**
     * Checks that nothing is missing.
     *
     * @param message what has come
     * @param flow how it has come
     * @param receivedAt when
     */
    public InboundMessage {
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(flow, "flow");
    }
}
