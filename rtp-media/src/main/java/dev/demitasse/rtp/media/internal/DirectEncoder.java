// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

import dev.demitasse.rtp.media.spi.AudioEncoder;

/** Encodes by a cheap codec: a packet in its packet time, on the loop. Allocates nothing on its way. */
final class DirectEncoder implements PacketEncoder {
    private final AudioEncoder encoder;
    private final OutgoingAudio audio;
    private final OutgoingSilence silence;
    private int samples;
    private byte[] payload;
    private int length;

    DirectEncoder(AudioEncoder encoder, int samples, int maximumBytes, OutgoingAudio audio, OutgoingSilence silence) {
        this.encoder = encoder;
        this.audio = audio;
        this.silence = silence;
        this.samples = samples;
        payload = new byte[maximumBytes];
    }

    @Override
    public Output onSlot() {
        int at = audio.fill();
        if (at >= 0) {
            return silence.isIn(audio.pcm(), at, samples) ? Output.SILENCE : encode(at);
        }
        Output instead = silence.insteadOfNothing(audio.heldBack());
        return instead == Output.PAYLOAD ? encode(audio.fillWithSilence()) : instead;
    }

    private Output encode(int at) {
        length = encoder.encode(audio.pcm(), at, samples, payload, 0);
        return length == 0 ? Output.NOTHING : Output.PAYLOAD;
    }

    @Override
    public Output onLate() {
        return Output.NOTHING;
    }

    @Override
    public boolean onForfeit() {
        return false;
    }

    @Override
    public void onMissed() {
        audio.onMissed();
    }

    @Override
    public byte[] payload() {
        return payload;
    }

    @Override
    public int length() {
        return length;
    }

    @Override
    public void onAudio(boolean processed) {}

    @Override
    public void onCancelled(int samplesBefore) {}

    @Override
    public void discard() {}

    @Override
    public void giveBack() {}

    @Override
    public void resize(int samples, int maximumBytes) {
        this.samples = samples;
        payload = new byte[maximumBytes];
    }

    @Override
    public void reset() {
        encoder.reset();
    }

    @Override
    public void close() {
        encoder.close();
    }

    /** Does nothing: a cheap encoder is the loop's alone, and gone with it. */
    @Override
    public void abandon() {}
}
