// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

import dev.demitasse.rtp.media.internal.OutgoingAudio.Source;
import dev.demitasse.rtp.media.spi.AudioEncoder;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;

/**
 * Encodes by a costly codec, on a worker: whole packets as soon as there is audio for them, up to {@link EncoderLane#AHEAD} of them;
 * what is shorter, and silence that is to be sent, from its packet time on. Nothing has left the queue before its packet is sent, so
 * what is thrown away before that was not played. What a processor made is for its packet time: if that goes to something else, it is
 * thrown away. Confined to the media loop, but for {@link #abandon}.
 */
final class AheadEncoder implements PacketEncoder {
    private static final byte[] NONE = new byte[0];

    private final EncoderLane lane;
    private final OutgoingAudio audio;
    private final OutgoingSilence silence;
    private final SendHost host;
    private final Runnable onFinished;
    private boolean missing;
    private byte[] payload = NONE;
    private int length;

    /**
     * Makes one.
     *
     * @param encoder its own from now on
     * @param samples of a packet
     * @param maximumBytes of a payload
     * @param audio what packets are filled with
     * @param silence what becomes of silence
     * @param host where the worker is, and who is told what the codec throws
     * @param onFinished a packet that was {@link Output#LATER} may be finished
     */
    AheadEncoder(
            AudioEncoder encoder,
            int samples,
            int maximumBytes,
            OutgoingAudio audio,
            OutgoingSilence silence,
            SendHost host,
            Runnable onFinished) {
        this.audio = audio;
        this.silence = silence;
        this.host = host;
        this.onFinished = onFinished;
        lane = new EncoderLane(encoder, samples, maximumBytes, new Happenings());
    }

    /** What the lane reports. */
    private final class Happenings implements EncoderLane.Client {
        @Override
        public void compute(Callable<Boolean> work, BiConsumer<Boolean, Throwable> result) {
            host.compute(work, result);
        }

        @Override
        public void onResult() {
            workAhead();
            onFinished.run();
        }

        @Override
        public void onLeftOut() {
            audio.onLeftOut();
        }

        @Override
        public void onFailure(Throwable thrown) {
            host.onCodecFailure(thrown);
        }
    }

    @Override
    public Output onSlot() {
        missing = false;
        if (lane.isEmpty()) {
            Source from = audio.next();
            if (from == Source.NOTHING) {
                Output instead = silence.insteadOfNothing(audio.heldBack());
                if (instead != Output.PAYLOAD) {
                    return instead;
                }
            }
            if (lane.hasRoom()) {
                begin(from);
            }
        }
        return onLate();
    }

    @Override
    public Output onLate() {
        if (!lane.isReady()) {
            return lane.isEmpty() && lane.hasRoom() ? Output.NOTHING : Output.LATER;
        }
        EncoderLane.Packet packet = lane.head();
        if (packet.source() != Source.NOTHING) {
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

    private void begin(Source from) {
        EncoderLane.Packet packet = lane.next();
        packet.filled(from, audio.copy(from, lane.reserved(), packet.pcm));
        if (from != Source.NOTHING && silence.isIn(packet.pcm, 0, packet.pcm.length)) {
            lane.beSilent();
        } else {
            lane.encode();
        }
    }

    /** Begins what was refused, and what can be begun before its packet time. */
    private void workAhead() {
        lane.retry();
        while (lane.hasRoom()) {
            Source from = audio.ahead(lane.reserved());
            // A processor's audio is made for now: there is no more than one packet of it here, and none while packet
            // times go to something else.
            boolean now = lane.isEmpty() && !missing;
            if (from == Source.NOTHING || from == Source.PROCESSOR && !now) {
                return;
            }
            begin(from);
        }
    }

    @Override
    public boolean onForfeit() {
        if (lane.isEmpty()) {
            return audio.waits() || silence.insteadOfNothing(false) == Output.PAYLOAD;
        }
        // Silence was for that time only: by the next there may be audio. So was a processor's, if nobody has begun
        // with it.
        if (lane.head().source() == Source.NOTHING) {
            lane.drop();
        } else if (isFromProcessor() && lane.isRefused() && audio.hasProcessed()) {
            dropProcessed();
        }
        return true;
    }

    @Override
    public void onMissed() {
        missing = true;
        if (isFromProcessor()) {
            dropProcessed();
        } else {
            audio.onMissed();
        }
    }

    private void dropProcessed() {
        audio.onMissed(lane.head().filled());
        lane.drop();
    }

    private boolean isFromProcessor() {
        return !lane.isEmpty() && lane.head().source() == Source.PROCESSOR;
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
    public void giveBack() {
        if (isFromProcessor()) {
            audio.giveBack(lane.head().pcm, lane.head().filled());
            lane.drop();
        }
    }

    @Override
    public void resize(int samples, int maximumBytes) {
        lane.resize(samples, maximumBytes);
        workAhead();
    }

    @Override
    public void reset() {
        giveBack();
        lane.restart();
        workAhead();
    }

    @Override
    public void close() {
        lane.close();
    }

    @Override
    public void abandon() {
        lane.abandon();
    }
}
