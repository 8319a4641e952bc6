// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.voice.backend;

/** Application code that has one call in its hands. It runs on a thread of its own and may block. */
@FunctionalInterface
public interface CallHandler {
    /**
     * A call has been answered. When this method returns, the call is hung up, unless {@link VoiceSession#detach()} was called.
     *
     * @param session the call
     * @throws Exception ends the call, and is logged
     */
    void onCall(VoiceSession session) throws Exception;
}
