// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.ua.internal.transaction;

import dev.demitasse.sip.message.SipMessage;
import java.nio.ByteBuffer;

/** The bytes of a message that may be sent more than once, and what a ladder shows of it. Not thread-safe. */
public final class KeptMessage {
    private final ByteBuffer bytes;
    private final MessageLabel label;
    private boolean sentBefore;

    private KeptMessage(ByteBuffer bytes, MessageLabel label) {
        this.bytes = bytes;
        this.label = label;
    }

    /**
     * Keeps a message.
     *
     * @param message what
     * @return its bytes
     */
    public static KeptMessage of(SipMessage message) {
        return new KeptMessage(ByteBuffer.wrap(message.toBytes()), MessageLabel.of(message));
    }

    /**
     * The bytes.
     *
     * @return from position to limit; to be left so
     */
    public ByteBuffer bytes() {
        return bytes;
    }

    /**
     * What a ladder shows.
     *
     * @return the label
     */
    public MessageLabel label() {
        return label;
    }

    /**
     * Whether it was sent already.
     *
     * @return whether the next time is a retransmission
     */
    public boolean isSentBefore() {
        return sentBefore;
    }

    /** It is sent now. */
    public void markSent() {
        sentBefore = true;
    }
}
