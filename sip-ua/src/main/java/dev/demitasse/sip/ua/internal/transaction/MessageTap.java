// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.ua.internal.transaction;

import dev.demitasse.sip.transport.Flow;

/** Told of every message of a call, for people who want to see what happened. */
public interface MessageTap {
    /** Not interested. */
    MessageTap NONE = new MessageTap() {
        @Override
        public void sent(MessageLabel label, Flow flow, boolean again, long now) {}

        @Override
        public void received(MessageLabel label, Flow flow, boolean again, long now) {}
    };

    /** A message was sent. */
    void sent(MessageLabel label, Flow flow, boolean again, long now);

    /** A message has come. */
    void received(MessageLabel label, Flow flow, boolean again, long now);
}
