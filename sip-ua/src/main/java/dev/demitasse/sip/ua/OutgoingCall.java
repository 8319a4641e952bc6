// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.ua;

import dev.demitasse.sip.message.SipResponse;
import java.util.concurrent.CompletableFuture;

/** A call that is placed: the UAC of an INVITE (RFC 3261 section 13.2). {@link #hangUp()} before the answer cancels it. */
public final class OutgoingCall extends Call {
    private final OutgoingCallCore core;

    OutgoingCall(OutgoingCallCore core) {
        this.core = core;
    }

    @Override
    OutgoingCallCore core() {
        return core;
    }

    /**
     * The answer.
     *
     * @return completed with the 2xx when its ACK is sent and the media are agreed; exceptionally with a {@link
     *     CallException} if the call ends before
     */
    public CompletableFuture<SipResponse> answered() {
        return core.answered().future();
    }

    /**
     * Waits for the answer.
     *
     * @return the 2xx
     * @throws CallException if the call ends before
     * @throws IllegalStateException if called on a loop
     */
    public SipResponse awaitAnswer() {
        return core.answered().await();
    }
}
