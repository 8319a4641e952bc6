// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

import dev.demitasse.rtp.media.RtpPacket;
import dev.demitasse.rtp.media.spi.AudioDecoder;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * Turns what a {@link JitterBuffer} holds into frames of 20 ms, counted in samples, whatever the packets' lengths: decodes,
 * conceals, and takes out or repeats a pitch period, or a quiet frame, when the delay wants it. Not thread-safe; allocates nothing on its way, but for what is made when first needed.
 */
public final class Playout {
    /** The longest packet that is decoded, in milliseconds. */
    public static final int MAXIMUM_PACKET_MILLIS = 120;

    /** How long audio is made up before it is silence, in milliseconds. */
    private static final int CONCEAL_MILLIS = 60;

    private static final long FRAME_NANOS = 20_000_000L;

    /** Far more than the packets that wait can take: what makes it more, whatever codec or timestamps, gets silence. */
    private static final int MAXIMUM_STEPS = 8 * JitterBuffer.CAPACITY;

    /** A mean magnitude below this (-45 dBov) is quiet. */
    private static final int QUIET = 184;

    private final Rates rates;
    private final JitterBuffer buffer;
    private final IntFunction<AudioDecoder> decoders;
    private final Concealment concealment;
    private final Stage stage;
    private final int frame;
    private final int concealSamples;
    private final PlayoutCounters counters;
    private AudioDecoder decoder;
    private int decoderType = -1;
    private int carried;
    private int madeUp;
    private boolean codecConceals;
    private int unexplained;
    private int hole;
    private long playedSequence = Long.MIN_VALUE;
    private Optional<ReceivedNoise> noise = Optional.empty();
    private Optional<Seam> seam = Optional.empty();

    /**
     * Makes a playout.
     *
     * @param rates of the codec
     * @param buffer where packets wait
     * @param decoders gives the decoder of a payload type that is in the buffer
     * @param concealment makes up what a codec does not
     * @param counters where it counts
     * @param shared where packets are decoded to
     */
    public Playout(
            Rates rates,
            JitterBuffer buffer,
            IntFunction<AudioDecoder> decoders,
            Concealment concealment,
            PlayoutCounters counters,
            LoopBuffers shared) {
        this.rates = rates;
        this.buffer = buffer;
        this.decoders = decoders;
        this.concealment = concealment;
        this.counters = counters;
        stage = new Stage(shared, rates.samplesIn(MAXIMUM_PACKET_MILLIS));
        frame = rates.samplesIn(20);
        concealSamples = rates.samplesIn(CONCEAL_MILLIS);
        decoder = new NoDecoder();
    }

    private Seam seam() {
        if (seam.isEmpty()) {
            seam = Optional.of(new Seam(rates));
        }
        return seam.get();
    }

    /** Before the first packet: has no way of its own to conceal. */
    private static final class NoDecoder implements AudioDecoder {
        @Override
        public int decode(byte[] payload, int offset, int length, short[] pcm) {
            return MALFORMED;
        }
    }

    /**
     * Gives the next 20 ms.
     *
     * @param out where they go; as long as a frame
     * @param now the time; called every 20 ms
     * @return whether there are any; not before the first packet's time
     */
    public boolean pull(short[] out, long now) {
        if (buffer.state() != JitterBuffer.State.PLAYING
                && buffer.next(now) == JitterBuffer.Step.WAIT
                && !counters.hasPlayed()
                && !hasNoise()) {
            return false;
        }
        switch (buffer.adjustment(aheadTicks(), now)) {
            case NONE -> fill(out, now);
            case SHRINK -> shrink(out, true, now);
            case SHRINK_IF_QUIET -> shrink(out, false, now);
            case STRETCH_IF_QUIET -> stretch(out, now);
        }
        if (buffer.control().isShort()) {
            seam().onPlayed(out);
        }
        stage.keep();
        counters.onFrame();
        return true;
    }

    /** Comfort noise has come, which {@link ReceivedNoise#isNoise}. */
    void onNoise(RtpPacket packet, long sequence) {
        if (noise.isEmpty()) {
            noise = Optional.of(new ReceivedNoise(rates, playedSequence));
        }
        noise.get().onPacket(packet, sequence);
    }

    private boolean hasNoise() {
        return noise.isPresent() && noise.get().isActive();
    }

    /** Ticks that are decoded, and still to be played. */
    private long aheadTicks() {
        return rates.ticks(carried + stage.left());
    }

    /** Whether all of the next frame is there, or is silence of the sender: nothing of it would be made up. */
    private boolean knowsNext() {
        return carried + stage.left() + rates.samples(buffer.knownTicks()) >= frame;
    }

    private void shrink(short[] out, boolean atOnce, long now) {
        fill(out, now);
        int most = (int) rates.samples(buffer.control().spareTicks(aheadTicks()));
        if (most == 0 || !knowsNext()) {
            return;
        }
        int offset = (int) rates.samples(buffer.control().offset(aheadTicks()));
        boolean anywhere = atOnce || isQuiet(out);
        Seam at = seam();
        fill(at.next(), anywhere ? now : now + FRAME_NANOS);
        int gone;
        if (anywhere) {
            gone = atOnce || offset == 0 ? most : offset;
            at.leaveOut(out, gone);
        } else {
            gone = at.takeOut(out, most);
        }
        carried = at.carry(gone);
        if (gone > 0) {
            buffer.control().adjusted();
            counters.onShrunk();
        }
    }

    private void stretch(short[] out, long now) {
        int more = isQuiet(seam().previous()) ? repeat(out, now) : putIn(out, now);
        if (more > 0) {
            buffer.control().adjusted();
            counters.onStretched();
        }
    }

    private int putIn(short[] out, long now) {
        fill(out, now);
        int more = seam().putIn(out);
        carried = seam().carry(frame - more);
        return more;
    }

    /** Repeats a frame, or as much of it as makes packets begin where frames do. */
    private int repeat(short[] out, long now) {
        int offset = (int) rates.samples(buffer.control().offset(aheadTicks()));
        if (offset == 0 || !knowsNext()) {
            seam().repeat(out);
            return frame;
        }
        fill(out, now);
        seam().repeat(out, frame - offset);
        carried = seam().carry(offset);
        return frame - offset;
    }

    private static boolean isQuiet(short[] frame) {
        long sum = 0;
        for (short sample : frame) {
            sum += Math.abs(sample);
        }
        return sum < (long) QUIET * frame.length;
    }

    private void fill(short[] out, long now) {
        int length = frame;
        int filled = takeCarried(out);
        for (int steps = 0; filled < length; steps++) {
            if (stage.left() > 0) {
                filled += takeStaged(out, filled, length - filled);
            } else if (steps < MAXIMUM_STEPS) {
                filled += step(out, filled, length, now);
            } else {
                buffer.advance(rates.ticks(length - filled));
                filled += silence(out, filled, length - filled);
            }
        }
    }

    /** Does one thing about what comes next; returns how many samples are filled by that. */
    private int step(short[] out, int filled, int length, long now) {
        return switch (buffer.next(now)) {
            case PACKET -> decodeHead(filled, now);
            case LOST -> fillLost(out, filled, length);
            case SILENT -> {
                endHole();
                yield fillGap(out, filled, length, false, false);
            }
            case EMPTY -> fillGap(out, filled, length, true, true);
            case WAIT -> silence(out, filled, length - filled);
        };
    }

    private int takeStaged(short[] out, int filled, int wanted) {
        int count = stage.take(out, filled, wanted);
        concealment.onPlayed(out, filled, count);
        return count;
    }

    private int takeCarried(short[] out) {
        int count = carried;
        if (count > 0) {
            seam().take(out, count);
            carried = 0;
        }
        return count;
    }

    /** As a rule that of the packet before; none is replaced as long as there is this playout. */
    private AudioDecoder decoderOf(JitterPacket packet) {
        return packet.payloadType() == decoderType ? decoder : decoders.apply(packet.payloadType());
    }

    /** Decodes into the stage; nothing is filled by that yet. */
    private int decodeHead(int filled, long now) {
        JitterPacket head = buffer.head();
        AudioDecoder by = decoderOf(head);
        int samples = by.decode(head.payload(), 0, head.length(), stage.room());
        if (!stage.fits(samples)) {
            dropMalformed();
            return 0;
        }
        playedSequence = Math.max(playedSequence, head.sequence());
        if (noise.isPresent()) {
            noise.get().onAudio(head.sequence());
        }
        endHole();
        decoder = by;
        decoderType = head.payloadType();
        long cut = rates.samples(Math.max(0, buffer.cursor() - head.timestamp()));
        long delay = now + rates.nanos(rates.ticks(filled)) - head.arrival();
        stage.fill((int) Math.min(cut, samples), samples);
        buffer.takeHead(rates.ticks(samples));
        if (madeUp > 0 && madeUp < concealSamples && !codecConceals) {
            stage.blend(concealment, madeUp);
        }
        madeUp = 0;
        counters.onPacket(delay);
        return 0;
    }

    /** A packet that can't be decoded is as one that was lost: the hole goes on, or begins here. */
    private void dropMalformed() {
        counters.onMalformed();
        if (!explain()) {
            hole = 0;
        }
        buffer.dropMalformed();
    }

    /** Conceals what was lost, but for what the next packet carries of it once more: that is decoded. */
    private int fillLost(short[] out, int filled, int length) {
        JitterPacket head = buffer.head();
        AudioDecoder next = decoderOf(head);
        int redundant = next.redundantSamples(head.payload(), 0, head.length());
        long before = buffer.gapTicks() - rates.ticks(redundant);
        if (!stage.fits(redundant) || before < 0) {
            return fillGap(out, filled, length, true, false);
        }
        long samplesBefore = rates.samples(before);
        if (samplesBefore > 0) {
            return fillGap(out, filled, (int) Math.min(length, filled + samplesBefore), true, false);
        }
        // Ticks may be left that are less than a sample.
        buffer.advance(before);
        return recover(next, head, redundant) ? 0 : fillGap(out, filled, length, true, false);
    }

    private boolean recover(AudioDecoder next, JitterPacket head, int redundant) {
        if (next.recover(head.payload(), 0, head.length(), stage.room()) != redundant) {
            return false;
        }
        endHole();
        decoder = next;
        decoderType = head.payloadType();
        stage.fill(0, redundant);
        buffer.onRecovered(rates.ticks(redundant));
        madeUp = 0;
        counters.onRecovered(redundant);
        return true;
    }

    /**
     * What was made up while nothing was there turns out as silence of the sender, or as late or lost; it counts only now. Returns
     * whether anything was late or lost.
     */
    private boolean explain() {
        boolean missed = buffer.pollRewound() || !buffer.nothingMissing();
        if (missed) {
            counters.onConcealed(unexplained);
        } else {
            counters.onSilence(unexplained);
        }
        unexplained = 0;
        return missed;
    }

    /** What is played next is known: real audio, or silence of the sender. */
    private void endHole() {
        if (explain() && hole > concealSamples) {
            counters.onExhausted();
        }
        hole = 0;
    }

    private int fillGap(short[] out, int filled, int length, boolean missing, boolean unknown) {
        long gap = buffer.gapTicks();
        int count = length - filled;
        if (gap < rates.ticks(count)) {
            count = (int) rates.samples(gap);
            if (count == 0) {
                buffer.advance(gap);
                return 0;
            }
        }
        buffer.advance(rates.ticks(count));
        if (!missing) {
            return silence(out, filled, count);
        }
        int audible = Math.max(0, Math.min(count, concealSamples - madeUp));
        if (audible == 0 && hasNoise()) {
            return silence(out, filled, count);
        }
        codecConceals = audible > 0 && decoder.conceal(out, filled, count);
        if (!codecConceals) {
            concealment.conceal(out, filled, count, madeUp);
        }
        if (audible > 0) {
            concealment.onPlayed(out, filled, count);
        }
        if (unknown) {
            unexplained += audible;
        } else {
            counters.onConcealed(audible);
        }
        if (audible > 0 || hole > 0) {
            hole = Math.min(concealSamples + 1, hole + count);
        }
        madeUp = Math.min(concealSamples, madeUp + count);
        counters.onSilence(count - audible);
        return count;
    }

    private int silence(short[] out, int filled, int count) {
        if (hasNoise()) {
            noise.get().generate(out, filled, count);
            counters.onNoise(count);
        } else {
            Arrays.fill(out, filled, filled + count, (short) 0);
            counters.onSilence(count);
        }
        madeUp = concealSamples;
        return count;
    }
}
