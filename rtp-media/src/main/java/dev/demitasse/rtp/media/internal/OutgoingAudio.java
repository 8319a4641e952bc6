// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

import dev.demitasse.rtp.media.AudioFormat;
import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * What packets are filled with: first what a processor made, then what the application queued. A piece too short for a packet is
 * held back for one packet time, for more may follow; then it is filled up with silence. The last piece of a playback is filled
 * up at once. Not thread-safe; allocates nothing on its way.
 */
final class OutgoingAudio {
    /** Where the audio of a packet comes from. */
    enum Source {
        NOTHING,
        PROCESSOR,
        QUEUE
    }

    /** What a processor makes at once. */
    private static final int FRAME_MILLIS = 20;

    private final SendQueue queue;
    private final SendCounters counters;
    private final IntConsumer onUnderrun;
    private AudioFormat format = AudioFormat.NARROWBAND;
    private int packetMillis;
    private int packetSamples;
    private int mostAtNext = Integer.MAX_VALUE;
    private final ProcessedAudio processed = new ProcessedAudio();
    private boolean processorSpeaks;
    private boolean heldBack;
    private boolean speechMayGoOn;
    private int dryMillis;

    OutgoingAudio(SendQueue queue, SendCounters counters, IntConsumer onUnderrun) {
        this.queue = queue;
        this.counters = counters;
        this.onUnderrun = onUnderrun;
    }

    /**
     * Says what packets are made of from now on. What a processor made stays, if it is of that format, and as much of it as
     * {@link #onMoved} leaves if they are of another length.
     */
    void configure(AudioFormat nextFormat, int ptimeMillis) {
        boolean sameFormat = nextFormat.equals(format);
        if (sameFormat && ptimeMillis == packetMillis) {
            return;
        }
        if (!sameFormat) {
            dropOldest(processed.samples());
        }
        boolean first = packetMillis == 0;
        format = nextFormat;
        packetMillis = ptimeMillis;
        packetSamples = format.samples(ptimeMillis);
        if (!first) {
            onMoved();
        }
        int most = format.samples(ptimeMillis + 2 * FRAME_MILLIS);
        dropOldest(processed.samples() - most);
        processed.resize(most, packetSamples);
    }

    /**
     * Packet times are others than before, beginning with a processor's frame again: at the next there are whole frames for one packet
     * at the most. What is more, the oldest of it, is thrown away then: it would be delay from then on.
     */
    void onMoved() {
        mostAtNext = format.samples(Math.max(packetMillis, FRAME_MILLIS));
    }

    private void dropStale() {
        if (mostAtNext < Integer.MAX_VALUE) {
            int fresh = Math.min(processed.samples(), mostAtNext);
            dropOldest(processed.samples() - fresh + fresh % format.samples(FRAME_MILLIS));
            mostAtNext = Integer.MAX_VALUE;
        }
    }

    private void dropOldest(int samples) {
        if (samples > 0) {
            processed.remove(samples);
            counters.onProcessorDropped(samples);
        }
    }

    void addProcessed(short[] frame) {
        if (!processed.hasRoom(frame.length)) {
            dropOldest(processed.samples());
        }
        processed.add(frame);
        processorSpeaks = true;
    }

    /** Whether the last packet time passed because more may follow on what there is. */
    boolean heldBack() {
        return heldBack;
    }

    /** A packet time has come, and no packet is made for it yet: says what one is to be filled with. */
    Source next() {
        dropStale();
        boolean fromProcessor = processed.samples() > 0;
        processorSpeaks &= fromProcessor;
        int available = fromProcessor ? processed.samples() : queue.available();
        if (available == 0) {
            heldBack = false;
            onDry();
            return Source.NOTHING;
        }
        boolean ends = !fromProcessor && queue.endsSpeech();
        if (available < packetSamples && !ends && !heldBack) {
            heldBack = true;
            onDry();
            return Source.NOTHING;
        }
        heldBack = false;
        return fromProcessor ? Source.PROCESSOR : Source.QUEUE;
    }

    /**
     * Says what a packet can be filled with ahead of its time: with whole ones only, for more may follow on a piece; and with
     * what is queued only while no processor speaks, for its audio comes first.
     *
     * @param reserved how much of the queue is in packets that wait for their time
     */
    Source ahead(int reserved) {
        if (processed.samples() >= packetSamples) {
            return mostAtNext == Integer.MAX_VALUE ? Source.PROCESSOR : Source.NOTHING;
        }
        boolean whole = queue.available() - reserved >= packetSamples;
        return whole && processed.samples() == 0 && !processorSpeaks ? Source.QUEUE : Source.NOTHING;
    }

    /**
     * Fills a packet. What is queued stays there until it is taken.
     *
     * @param reserved as for {@link #ahead}
     * @return how many samples are no padding
     */
    int copy(Source from, int reserved, short[] pcm) {
        int filled = switch (from) {
            case NOTHING -> 0;
            case PROCESSOR -> processed.take(pcm, packetSamples);
            case QUEUE -> queue.peek(reserved, pcm, packetSamples);
        };
        Arrays.fill(pcm, filled, pcm.length, (short) 0);
        return filled;
    }

    /**
     * Does it all at once: {@link #next}, {@link #copy} and {@link #onSent}, without the copy of what a processor made.
     *
     * @return where in {@link #pcm} the packet is until anything else is asked of this; -1 if there is none
     */
    int fill() {
        return switch (next()) {
            case NOTHING -> -1;
            case PROCESSOR -> processed.take(packetSamples);
            case QUEUE -> fillFromQueue();
        };
    }

    private int fillFromQueue() {
        int filled = take(processed.pcm(), packetSamples); // to its beginning: nothing waits there
        Arrays.fill(processed.pcm(), filled, packetSamples, (short) 0);
        return 0;
    }

    /** Makes a packet of silence; gives where it is, as {@link #fill} does. */
    int fillWithSilence() {
        int at = processed.room(packetSamples);
        Arrays.fill(processed.pcm(), at, at + packetSamples, (short) 0);
        return at;
    }

    /** Where packets are. */
    short[] pcm() {
        return processed.pcm();
    }

    /** What a processor made, and {@link #copy} has taken, is here again, before what it made since. */
    void giveBack(short[] pcm, int samples) {
        if (processed.hasRoom(samples)) {
            processed.putBack(pcm, samples);
        } else {
            counters.onProcessorDropped(samples);
        }
    }

    /** A packet time goes to something else: what a processor made for it is thrown away, as much as a packet would have taken. */
    void onMissed() {
        if (processed.samples() == 0) {
            return; // what is queued waits, held back or not
        }
        boolean moreMayFollow = processed.samples() < packetSamples && !heldBack;
        if (!moreMayFollow) {
            dropOldest(Math.min(packetSamples, processed.samples()));
        }
        heldBack = moreMayFollow;
    }

    /** The same, for a packet that {@link #copy} has filled with what a processor made: that is thrown away. */
    void onMissed(int samples) {
        heldBack = false;
        counters.onProcessorDropped(samples);
    }

    /** A packet is left out, for its codec has thrown. */
    void onLeftOut() {
        counters.onCodecFailure();
    }

    /** Whether there is anything a processor made. */
    boolean hasProcessed() {
        return processed.samples() > 0;
    }

    /** Whether there is anything to be sent. */
    boolean waits() {
        return hasProcessed() || queue.available() > 0;
    }

    /** A packet that was filled by {@link #copy} is sent: what is queued of it is taken. */
    void onSent(short[] pcm, int queued) {
        heldBack = false;
        if (queued > 0) {
            take(pcm, queued);
        }
    }

    private int take(short[] pcm, int wanted) {
        if (dryMillis > 0 && dryMillis <= AudioSender.UNDERRUN_LIMIT_MILLIS) {
            counters.onUnderrun(dryMillis);
            onUnderrun.accept(dryMillis);
        }
        dryMillis = 0;
        speechMayGoOn = !(queue.endsSpeech() && queue.available() <= packetSamples);
        int taken = queue.take(pcm, wanted);
        counters.onPlayed(taken);
        return taken;
    }

    private void onDry() {
        if (speechMayGoOn && dryMillis <= AudioSender.UNDERRUN_LIMIT_MILLIS) {
            dryMillis += packetMillis;
        }
    }

    /** What was queued is thrown away: the silence after it is no underrun. */
    void onDiscarded() {
        speechMayGoOn = false;
        dryMillis = 0;
    }

    /** What a processor made is thrown away. */
    void discardProcessed() {
        processed.remove(processed.samples());
    }
}
