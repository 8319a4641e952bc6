// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

import dev.demitasse.rtp.media.AudioPayload;
import dev.demitasse.rtp.media.RtpParameters;
import dev.demitasse.rtp.media.spi.AudioCodec;
import dev.demitasse.rtp.media.spi.AudioEncoder;
import java.nio.ByteBuffer;

/**
 * Makes the packets of one outgoing stream: asked once for each packet time, it gives a packet or silence, and moves the
 * timestamp on by a packet's length either way. Not thread-safe, but for {@link #abandon}; allocates nothing on its way, unless the codec is costly.
 *
 * <p>Digits come first, then {@link OutgoingAudio}. A cheap codec encodes a packet in its packet time. A costly one does so on a
 * worker, ahead of it ({@link AheadEncoder}). A packet that is finished after its time, but before the next, is sent then, with the
 * timestamp it was for. One that is not finished by the next is sent in a later packet time: what waits is late, and the time in
 * between is as silence.
 */
public final class AudioSender {
    /** A hole in the application's audio that is longer, in milliseconds, is a pause and no underrun. */
    public static final int UNDERRUN_LIMIT_MILLIS = 500;

    private final SendQueue queue;
    private final OutgoingAudio audio;
    private final OutgoingDigits digits;
    private final SendCounters counters;
    private final SendHost host;
    private final SentHeaders headers;
    private int timestamp;

    private AudioPayload payload;
    private volatile PacketEncoder encoder; // for abandon()
    private Rates rates;
    private boolean sends;
    private int ptimeMillis;
    private int slotTicks;
    private int maximumPayloadBytes;
    private final OutgoingSilence silence = new OutgoingSilence();
    private int comfortNoise;
    private boolean gap = true;
    private boolean awaited;
    private int awaitedTimestamp;
    private int payloadBytes;

    /**
     * Makes a sender.
     *
     * @param queue what the application has given
     * @param dtmf the digits
     * @param counters where it counts
     * @param host where it lives
     * @param ssrc random
     * @param sequence random
     * @param timestamp random
     * @param parameters what is agreed on
     */
    public AudioSender(
            SendQueue queue,
            DtmfSender dtmf,
            SendCounters counters,
            SendHost host,
            int ssrc,
            int sequence,
            int timestamp,
            RtpParameters parameters) {
        this.queue = queue;
        digits = new OutgoingDigits(dtmf);
        this.counters = counters;
        this.host = host;
        audio = new OutgoingAudio(queue, counters, host::onUnderrun);
        headers = new SentHeaders(ssrc, sequence);
        this.timestamp = timestamp;
        payload = parameters.send();
        configure(parameters);
        encoder = newEncoder();
    }

    /**
     * Goes on with other parameters.
     *
     * @param parameters what is agreed on
     */
    public void update(RtpParameters parameters) {
        AudioPayload before = payload;
        payload = parameters.send();
        boolean otherPayload = !payload.equals(before);
        boolean otherLength = ptimeMillis != payload.codec().packetMillis(parameters.ptimeMillis());
        if (otherPayload || otherLength) {
            forfeit();
            encoder.giveBack();
        }
        if (!before.format().equals(payload.format())) {
            queue.clear();
            silence.reset();
        }
        configure(parameters);
        if (otherPayload) {
            encoder.close();
            encoder = newEncoder();
            gap = true;
        } else if (otherLength) {
            encoder.resize(rates.samplesIn(ptimeMillis), maximumPayloadBytes);
        }
        encoder.onAudio(false);
    }

    private void configure(RtpParameters parameters) {
        rates = Rates.of(payload.codec());
        sends = parameters.direction().sends();
        headers.update(parameters.mid());
        comfortNoise = parameters.sendComfortNoise().orElse(-1);
        silence.configure(comfortNoise >= 0, payload.format());
        ptimeMillis = payload.codec().packetMillis(parameters.ptimeMillis());
        slotTicks = rates.ticksIn(ptimeMillis);
        digits.configure(parameters, rates, ptimeMillis);
        maximumPayloadBytes = payload.codec().maximumPayloadBytes(rates.samplesIn(ptimeMillis));
        audio.configure(payload.format(), ptimeMillis);
    }

    private PacketEncoder newEncoder() {
        AudioCodec codec = payload.codec();
        AudioEncoder by = codec.newEncoder(payload.formatParameters());
        int samples = rates.samplesIn(ptimeMillis);
        return codec.costly()
                ? new AheadEncoder(by, samples, maximumPayloadBytes, audio, silence, host, this::onFinished)
                : new DirectEncoder(by, samples, maximumPayloadBytes, audio, silence);
    }

    /** A packet of a costly codec is finished. */
    private void onFinished() {
        if (awaited) {
            host.onLatePacket();
        }
    }

    /**
     * Says how large a packet can be.
     *
     * @return bytes
     */
    public int maximumPacketBytes() {
        return headers.maximumBytes() + Math.max(maximumPayloadBytes, SilenceSuppression.MAXIMUM_PAYLOAD_BYTES);
    }

    /**
     * Takes what a processor has made.
     *
     * @param frame 20 ms of audio; copied
     */
    public void addProcessed(short[] frame) {
        audio.addProcessed(frame);
        encoder.onAudio(true);
    }

    /**
     * Puts audio at the end of the queue.
     *
     * @param segment a new one
     */
    public void add(Segment segment) {
        queue.add(segment);
        encoder.onAudio(false);
    }

    /**
     * Makes the packet of a packet time, and goes on to the next.
     *
     * @param to where the packet goes; has room for {@link #maximumPacketBytes}
     * @return whether there is one
     */
    public boolean onSlot(ByteBuffer to) {
        forfeit();
        boolean packet = switch (sends ? digits.onSlot(timestamp) : digits.onHold()) {
            case PACKET -> writeEvent(to);
            case NOTHING -> write(encoder.onSlot(), to, timestamp);
            case PAUSE -> {
                encoder.onMissed();
                yield false;
            }
        };
        gap |= !packet && !awaited;
        timestamp += slotTicks;
        encoder.onAudio(false);
        return packet;
    }

    /**
     * Makes the packet that was not finished at its packet time.
     *
     * @param to as for {@link #onSlot}
     * @return whether there is one
     */
    public boolean onLate(ByteBuffer to) {
        if (!awaited || !sends) {
            return false;
        }
        awaited = false;
        boolean packet = write(encoder.onLate(), to, awaitedTimestamp);
        gap |= !packet && !awaited;
        encoder.onAudio(false);
        return packet;
    }

    /** The packet of the last packet time is not finished yet: that time has passed as silence. */
    private void forfeit() {
        if (awaited) {
            awaited = false;
            gap = true;
            if (encoder.onForfeit()) {
                counters.onCodecLate();
            }
        }
    }

    private boolean write(PacketEncoder.Output output, ByteBuffer to, int at) {
        return switch (output) {
            case NOTHING -> false;
            case PAYLOAD -> writePayload(to, at);
            case SILENCE -> writeNoise(to, at);
            case LATER -> {
                awaited = true;
                awaitedTimestamp = at;
                yield false;
            }
        };
    }

    private boolean writeEvent(ByteBuffer to) {
        encoder.onMissed();
        payloadBytes = digits.write(headers, to);
        gap = true;
        return true;
    }

    private boolean writePayload(ByteBuffer to, int at) {
        payloadBytes = encoder.length();
        headers.write(to, payload.payloadType(), gap, at);
        to.put(encoder.payload(), 0, payloadBytes);
        gap = false;
        silence.onSpeech();
        return true;
    }

    private boolean writeNoise(ByteBuffer to, int at) {
        gap = true;
        payloadBytes = silence.makeNoise(ptimeMillis);
        if (payloadBytes == 0) {
            return false;
        }
        headers.write(to, comfortNoise, false, at);
        to.put(silence.noise(), 0, payloadBytes);
        return true;
    }

    /**
     * Says what is sent when there is nothing to send.
     *
     * @param always silence in packets; if not, nothing
     */
    public void sendSilence(boolean always) {
        silence.sendSilence(always);
    }

    /**
     * Says whether comfort noise is sent in place of silence, if the peer takes it.
     *
     * @param wanted whether it is
     */
    public void suppressSilence(boolean wanted) {
        silence.suppress(wanted);
        silence.configure(comfortNoise >= 0, payload.format());
    }

    /**
     * Leaves packet times out, as if there had been silence.
     *
     * @param slots how many
     */
    public void skip(long slots) {
        forfeit();
        encoder.onMissed();
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
        if (nanos > 0) {
            gap = true;
            encoder.giveBack();
            audio.onMoved();
        }
    }

    /** Throws away what waits: the silence after it is no underrun. */
    public void discard() {
        queue.clear();
        audio.onDiscarded();
        audio.discardProcessed();
        encoder.discard();
    }

    /**
     * Throws a segment away.
     *
     * @param segment one that may be over already
     */
    public void cancel(Segment segment) {
        int before = queue.cancel(segment);
        audio.onDiscarded();
        if (before >= 0) {
            encoder.onCancelled(before);
        }
    }

    /**
     * Goes on under another synchronization source, as after a collision (RFC 3550 section 8.2).
     *
     * @param bits random
     */
    public void changeSsrc(int bits) {
        headers.changeSsrc(bits);
        // Whoever hears the new source decodes it from a fresh state.
        encoder.reset();
        gap = true;
    }

    /** The encoder is not used any more. */
    public void close() {
        encoder.close();
    }

    /** The media loop is gone, and a costly encoder not used any more. From any thread. */
    public void abandon() {
        encoder.abandon();
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
        return headers.ssrc();
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
