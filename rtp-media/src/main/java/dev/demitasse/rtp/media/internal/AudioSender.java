// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

import dev.demitasse.rtp.media.AudioPayload;
import dev.demitasse.rtp.media.RtpPacket;
import dev.demitasse.rtp.media.RtpParameters;
import dev.demitasse.rtp.media.spi.AudioEncoder;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntConsumer;

/**
 * Makes the packets of one outgoing stream: asked once for each packet time, it gives a packet or silence, and moves the
 * timestamp on by a packet's length either way. Not thread-safe; allocates nothing on its way.
 *
 * <p>Digits come first, then what a processor made, then what the application queued. A piece too short for a packet is held
 * back for one packet time, for more may follow; then it is filled up with silence. The last piece of a playback is filled up
 * at once.
 */
public final class AudioSender {
    /** A hole in the application's audio that is longer, in milliseconds, is a pause and no underrun. */
    public static final int UNDERRUN_LIMIT_MILLIS = 500;

    private final SendQueue queue;
    private final DtmfSender dtmf;
    private final SendCounters counters;
    private final IntConsumer onUnderrun;
    private int ssrc;
    private int sequence;
    private int timestamp;

    private AudioPayload payload;
    private AudioEncoder encoder;
    private Rates rates;
    private boolean sends;
    private int telephoneEvent;
    private int ptimeMillis;
    private int slotTicks;
    private short[] pcm;
    private byte[] encoded;
    private short[] processed;
    private int processedSamples;

    private final byte[] noise = new byte[SilenceSuppression.MAXIMUM_PAYLOAD_BYTES];
    private Optional<SilenceSuppression> suppression = Optional.empty();
    private boolean suppresses;
    private int comfortNoise;
    private boolean continuous;
    private boolean gap = true;
    private boolean heldBack;
    private boolean speechMayGoOn;
    private int dryMillis;
    private final SentMid mid = new SentMid();
    private int payloadBytes;

    /**
     * Makes a sender.
     *
     * @param queue what the application has given
     * @param dtmf the digits
     * @param counters where it counts
     * @param onUnderrun told how long a hole was, in milliseconds
     * @param ssrc random
     * @param sequence random
     * @param timestamp random
     * @param parameters what is agreed on
     */
    public AudioSender(
            SendQueue queue,
            DtmfSender dtmf,
            SendCounters counters,
            IntConsumer onUnderrun,
            int ssrc,
            int sequence,
            int timestamp,
            RtpParameters parameters) {
        this.queue = queue;
        this.dtmf = dtmf;
        this.counters = counters;
        this.onUnderrun = onUnderrun;
        this.ssrc = ssrc;
        this.sequence = sequence & 0xFFFF;
        this.timestamp = timestamp;
        payload = parameters.send();
        encoder = payload.codec().newEncoder(payload.formatParameters());
        configure(parameters);
    }

    /**
     * Goes on with other parameters.
     *
     * @param parameters what is agreed on
     */
    public void update(RtpParameters parameters) {
        AudioPayload before = payload;
        payload = parameters.send();
        if (!payload.equals(before)) {
            encoder.close();
            encoder = payload.codec().newEncoder(payload.formatParameters());
            gap = true;
        }
        if (!before.format().equals(payload.format())) {
            queue.clear();
            suppression = Optional.empty();
        }
        configure(parameters);
    }

    private void configure(RtpParameters parameters) {
        rates = Rates.of(payload.codec());
        sends = parameters.direction().sends();
        mid.update(parameters.mid());
        telephoneEvent = parameters.sendTelephoneEvent().orElse(-1);
        comfortNoise = parameters.sendComfortNoise().orElse(-1);
        beginSuppression();
        ptimeMillis = payload.codec().packetMillis(parameters.ptimeMillis());
        slotTicks = rates.ticksIn(ptimeMillis);
        pcm = new short[rates.samplesIn(ptimeMillis)];
        encoded = new byte[payload.codec().maximumPayloadBytes(pcm.length)];
        processed = new short[rates.samplesIn(ptimeMillis + 40)];
        processedSamples = 0;
    }

    /** Comfort noise has one channel. */
    private void beginSuppression() {
        if (!suppresses || comfortNoise < 0 || payload.format().channels() != 1) {
            suppression = Optional.empty();
        } else if (suppression.isEmpty()) {
            suppression = Optional.of(new SilenceSuppression(payload.format()));
        }
    }

    /**
     * Says how large a packet can be.
     *
     * @return bytes
     */
    public int maximumPacketBytes() {
        return RtpPacket.HEADER_BYTES
                + mid.bytes()
                + Math.max(encoded.length, SilenceSuppression.MAXIMUM_PAYLOAD_BYTES);
    }

    /**
     * Takes what a processor has made.
     *
     * @param frame 20 ms of audio; copied
     */
    public void addProcessed(short[] frame) {
        if (processedSamples + frame.length > processed.length) {
            processedSamples = 0;
        }
        System.arraycopy(frame, 0, processed, processedSamples, frame.length);
        processedSamples += frame.length;
    }

    /**
     * Makes the packet of a packet time, and goes on to the next.
     *
     * @param to where the packet goes; has room for {@link #maximumPacketBytes}
     * @return whether there is one
     */
    public boolean onSlot(ByteBuffer to) {
        boolean packet = false;
        if (sends) {
            packet = switch (telephoneEvent < 0 ? DtmfSender.Output.NOTHING : digits()) {
                case PACKET -> writeEvent(to);
                case NOTHING -> writeAudio(to);
                case PAUSE -> false;
            };
        }
        gap |= !packet;
        timestamp += slotTicks;
        return packet;
    }

    private DtmfSender.Output digits() {
        return dtmf.onSlot(timestamp, slotTicks, rates.clockRateHz());
    }

    private boolean writeEvent(ByteBuffer to) {
        writeHeader(to, telephoneEvent, dtmf.marker(slotTicks), dtmf.timestamp());
        dtmf.writePayload(to, rates.clockRateHz());
        payloadBytes = DtmfSender.PAYLOAD_BYTES;
        gap = true;
        return true;
    }

    private boolean writeAudio(ByteBuffer to) {
        if (!fill()) {
            if (suppression.isPresent()) {
                return !heldBack && writeNoise(to, suppression.get());
            }
            if (!continuous) {
                return false;
            }
            Arrays.fill(pcm, (short) 0);
        } else if (suppression.isPresent() && suppression.get().isSilence(pcm)) {
            return writeNoise(to, suppression.get());
        }
        payloadBytes = encoder.encode(pcm, 0, pcm.length, encoded, 0);
        if (payloadBytes == 0) {
            return false;
        }
        writeHeader(to, payload.payloadType(), gap, timestamp);
        to.put(encoded, 0, payloadBytes);
        gap = false;
        return true;
    }

    private boolean writeNoise(ByteBuffer to, SilenceSuppression silence) {
        gap = true;
        if (!silence.onSilence(ptimeMillis)) {
            return false;
        }
        payloadBytes = silence.writePayload(noise);
        writeHeader(to, comfortNoise, false, timestamp);
        to.put(noise, 0, payloadBytes);
        return true;
    }

    private void writeHeader(ByteBuffer to, int payloadType, boolean marker, int at) {
        int start = to.position();
        RtpPacket.writeHeader(to, payloadType, marker, sequence++, at, ssrc);
        mid.write(to, start, marker);
    }

    private boolean fill() {
        boolean fromProcessor = processedSamples > 0;
        int available = fromProcessor ? processedSamples : queue.available();
        if (available == 0) {
            heldBack = false;
            onDry();
            return false;
        }
        boolean whole = available >= pcm.length;
        boolean ends = !fromProcessor && queue.endsSpeech();
        if (!whole && !ends && !heldBack) {
            heldBack = true;
            onDry();
            return false;
        }
        heldBack = false;
        int taken = fromProcessor ? takeProcessed() : takeQueued(ends && available <= pcm.length);
        Arrays.fill(pcm, taken, pcm.length, (short) 0);
        return true;
    }

    private int takeProcessed() {
        int taken = Math.min(pcm.length, processedSamples);
        System.arraycopy(processed, 0, pcm, 0, taken);
        processedSamples -= taken;
        System.arraycopy(processed, taken, processed, 0, processedSamples);
        return taken;
    }

    private int takeQueued(boolean last) {
        if (dryMillis > 0 && dryMillis <= UNDERRUN_LIMIT_MILLIS) {
            counters.onUnderrun(dryMillis);
            onUnderrun.accept(dryMillis);
        }
        dryMillis = 0;
        speechMayGoOn = !last;
        int taken = queue.take(pcm, pcm.length);
        counters.onPlayed(taken);
        return taken;
    }

    private void onDry() {
        if (speechMayGoOn && dryMillis <= UNDERRUN_LIMIT_MILLIS) {
            dryMillis += ptimeMillis;
        }
    }

    /**
     * Says what is sent when there is nothing to send.
     *
     * @param always silence in packets; if not, nothing
     */
    public void sendSilence(boolean always) {
        continuous = always;
    }

    /**
     * Says whether comfort noise is sent in place of silence, if the peer takes it.
     *
     * @param wanted whether it is
     */
    public void suppressSilence(boolean wanted) {
        suppresses = wanted;
        beginSuppression();
    }

    /**
     * Leaves packet times out, as if there had been silence.
     *
     * @param slots how many
     */
    public void skip(long slots) {
        timestamp += (int) (slots * slotTicks);
        gap = true;
    }

    /**
     * Moves the packet times.
     *
     * @param nanos how much later they are, less than one
     */
    public void skipNanos(long nanos) {
        timestamp += (int) rates.ticksOfNanos(nanos);
        gap |= nanos > 0;
    }

    /** What waits is thrown away: the silence after it is no underrun. */
    public void onDiscarded() {
        speechMayGoOn = false;
        dryMillis = 0;
        processedSamples = 0;
    }

    /**
     * Goes on under another synchronization source, as after a collision (RFC 3550 section 8.2).
     *
     * @param bits random
     */
    public void changeSsrc(int bits) {
        ssrc = bits;
        mid.restart();
        // Whoever hears the new source decodes it from a fresh state.
        encoder.reset();
        gap = true;
    }

    /** The encoder is not used any more. */
    public void close() {
        encoder.close();
    }

    /**
     * Gives the length of the last packet's payload.
     *
     * @return bytes
     */
    public int payloadBytes() {
        return payloadBytes;
    }

    /**
     * Gives the synchronization source.
     *
     * @return 32 bits
     */
    public int ssrc() {
        return ssrc;
    }

    /**
     * Gives the timestamp of the next packet time.
     *
     * @return 32 bits
     */
    public int timestamp() {
        return timestamp;
    }

    /**
     * Gives the codec's rates.
     *
     * @return of what is sent
     */
    public Rates rates() {
        return rates;
    }

    /**
     * Gives the time between packets.
     *
     * @return nanoseconds
     */
    public long slotNanos() {
        return ptimeMillis * 1_000_000L;
    }
}
