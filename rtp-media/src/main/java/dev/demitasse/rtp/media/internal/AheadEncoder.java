// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

import dev.demitasse.rtp.media.spi.AudioEncoder;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;

/**
 * Encodes by a costly codec, on a worker: whole packets as soon as there is audio for them, up to {@link EncoderLane#AHEAD} of them;
 * what is shorter, and silence that is to be sent, from its packet time on. Nothing has left the queue before its packet is sent, so
 * what is thrown away before that was not played. Confined to the media loop.
 */
final class AheadEncoder implements PacketEncoder {
    /** Whom it works for. */
    interface Client {
        /** Runs work on a worker, and its result on the loop, not within this call. */
        void compute(Callable<Boolean> work, BiConsumer<Boolean, Throwable> result);

        /** A packet that was {@link Output#LATER} may be finished. */
        void onFinished();

        /** The codec has thrown; the packet is left out. */
        void onFailure(Throwable thrown);
    }

    private static final byte[] NONE = new byte[0];

    private final EncoderLane lane;
    private final OutgoingAudio audio;
    private final OutgoingSilence silence;
    private final Client client;
    private byte[] payload = NONE;
    private int length;

    AheadEncoder(
            AudioEncoder encoder,
            int samples,
            int maximumBytes,
            OutgoingAudio audio,
            OutgoingSilence silence,
            Client client) {
        this.audio = audio;
        this.silence = silence;
        this.client = client;
        lane = new EncoderLane(encoder, samples, maximumBytes, client::compute, this::onResult, client::onFailure);
    }

    @Override
    public Output onSlot() {
        if (lane.isEmpty() && lane.hasRoom()) {
            OutgoingAudio.Source from = audio.next();
            if (from == OutgoingAudio.Source.NOTHING) {
                Output instead = silence.insteadOfNothing(audio.heldBack());
                if (instead != Output.PAYLOAD) {
                    return instead;
                }
            }
            begin(from);
        }
        return onLate();
    }

    @Override
    public Output onLate() {
        if (!lane.isReady()) {
            return lane.isEmpty() && lane.hasRoom() ? Output.NOTHING : Output.LATER;
        }
        EncoderLane.Packet packet = lane.head();
        if (packet.source() != OutgoingAudio.Source.NOTHING) {
            audio.onSent(packet.pcm, packet.queued());
        }
        payload = packet.payload;
        length = packet.length();
        lane.remove();
        if (packet.isSilent()) {
            return Output.SILENCE;
        }
        return length == 0 ? Output.NOTHING : Output.PAYLOAD;
    }

    private void begin(OutgoingAudio.Source from) {
        EncoderLane.Packet packet = lane.next();
        packet.filled(from, audio.copy(from, lane.reserved(), packet.pcm));
        if (from != OutgoingAudio.Source.NOTHING && silence.isIn(packet.pcm)) {
            lane.beSilent();
        } else {
            lane.encode();
        }
    }

    /** The worker has finished a packet, wanted or not. */
    private void onResult() {
        workAhead();
        client.onFinished();
    }

    /** Begins what can be begun before its packet time. */
    private void workAhead() {
        while (lane.hasRoom()) {
            OutgoingAudio.Source from = audio.ahead(lane.reserved());
            // A processor's audio is made for now: there is no more than one packet of it here.
            if (from == OutgoingAudio.Source.NOTHING || from == OutgoingAudio.Source.PROCESSOR && !lane.isEmpty()) {
                return;
            }
            begin(from);
        }
    }

    @Override
    public void onForfeit() {
        // Silence was for that time only: by the next there may be audio.
        if (!lane.isEmpty() && lane.head().source() == OutgoingAudio.Source.NOTHING) {
            lane.drop();
        }
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
    public void onAudio(boolean processed) {
        if (processed && lane.reserved() > 0) {
            lane.drop();
        }
        workAhead();
    }

    @Override
    public void onCancelled(int samplesBefore) {
        if (samplesBefore < lane.reserved()) {
            lane.drop();
        }
        workAhead();
    }

    @Override
    public void discard() {
        lane.drop();
    }

    @Override
    public void resize(int samples, int maximumBytes) {
        lane.resize(samples, maximumBytes);
        workAhead();
    }

    @Override
    public void reset() {
        lane.restart();
        workAhead();
    }

    @Override
    public void close() {
        lane.close();
    }
}
