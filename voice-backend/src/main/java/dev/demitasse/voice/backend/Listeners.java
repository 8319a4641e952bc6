// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.voice.backend;

import dev.demitasse.rtp.media.AudioFrame;
import dev.demitasse.rtp.media.DtmfEvent;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/** What an application has asked to be called for. Immutable. */
record Listeners(
        Optional<CallHandler> call,
        List<BiConsumer<? super VoiceSession, ? super Disconnection>> disconnected,
        List<BiConsumer<? super VoiceSession, ? super AudioFrame>> audio,
        List<BiConsumer<? super VoiceSession, ? super DtmfEvent>> dtmf,
        List<BiConsumer<? super VoiceSession, ? super Throwable>> codecFailure) {
    Listeners {
        disconnected = List.copyOf(disconnected);
        audio = List.copyOf(audio);
        dtmf = List.copyOf(dtmf);
        codecFailure = List.copyOf(codecFailure);
    }
}
