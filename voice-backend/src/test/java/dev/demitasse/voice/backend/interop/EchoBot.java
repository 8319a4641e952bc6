// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.voice.backend.interop;

import dev.demitasse.voice.backend.SipVoiceBackend;

public final class EchoBot {
    public static void main(String[] arguments) {
        try (var backend = SipVoiceBackend.builder().build()) {
            backend.onCall(session -> {
                for (var frame = session.read(); frame.isPresent(); frame = session.read()) {
                    session.write(frame.get());
                }
            });
            backend.start();
            backend.awaitTermination();
        }
    }
}
