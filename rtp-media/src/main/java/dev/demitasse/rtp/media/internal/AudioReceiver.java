// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

import dev.demitasse.event.loop.Deadlines;
import dev.demitasse.rtp.media.DtmfEvent;
import dev.demitasse.rtp.media.PacketResult;
import dev.demitasse.rtp.media.RtpPacket;
import dev.demitasse.rtp.media.RtpParameters;
import dev.demitasse.rtp.media.SequenceNumbers;
import dev.demitasse.rtp.media.internal.ReceivePayloads.Kind;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * The way of a received packet: header, payload type, source, sequence, then to the jitter buffer or the digits; and the way
 * out, frame by frame. Not thread-safe; allocates nothing per packet.
 */
public final class AudioReceiver {
    /** Hears what packets bring about. Called from the methods of the receiver. */
    public interface Events {
        /**
         * A source is heard for the first time.
         *
         * @param from its address
         * @param ssrcBits its SSRC
         * @param now the time
         */
        void onFirstPacket(InetSocketAddress from, int ssrcBits, long now);

        /**
         * A digit is over.
         *
         * @param event the digit
         * @param now the time
         */
        void onDtmf(DtmfEvent event, long now);

        /**
         * The codec's rates are others than before.
         *
         * @param rates the new ones
         */
        void onRates(Rates rates);

        /** The peer's SSRC is ours too, and is so for the first time from its host. */
        void onCollision();
    }

    private static final InetSocketAddress NOWHERE = InetSocketAddress.createUnresolved("", 0);

    private final SourceLock lock;
    private final Events events;
    private final ConflictingHosts conflicting = new ConflictingHosts();
    private final RtpPacket packet;
    private final DtmfReceiver dtmf = new DtmfReceiver();
    private final DelayTarget delay;
    private final LoopBuffers buffers;
    private final PlayoutCounters counters = new PlayoutCounters();
    private final ReceptionCounters reception = new ReceptionCounters();
    private final ReceivePayloads payloads = new ReceivePayloads();
    private boolean receives;
    private Rates rates;
    private JitterBuffer buffer;
    private Playout playout;
    private InetSocketAddress heardFrom = NOWHERE;
    private int candidateSsrc;
    private int candidateNext = -1;
    private long lastPacketAt;
    private long digitDeadline = Deadlines.NEVER;
    private boolean connectDue;
    private boolean connectWanted;

    /**
     * Makes a receiver.
     *
     * @param parameters what is agreed on
     * @param lock decides whose packets are heard
     * @param events told what happens
     * @param delay finds how long packets wait
     * @param buffers of the loop
     */
    public AudioReceiver(
            RtpParameters parameters, SourceLock lock, Events events, DelayTarget delay, LoopBuffers buffers) {
        this.lock = lock;
        this.events = events;
        this.delay = delay;
        this.buffers = buffers;
        packet = buffers.parsed();
        rates = Rates.of(parameters.receive().get(0).codec());
        restartPlayout();
        configure(parameters);
    }

    /**
     * Goes on with other parameters.
     *
     * @param parameters what is agreed on
     */
    public void update(RtpParameters parameters) {
        boolean received = receives;
        boolean replaced = configure(parameters);
        if (replaced || received && !receives) {
            restartPlayout();
        }
    }

    private boolean configure(RtpParameters parameters) {
        receives = parameters.direction().receives();
        return payloads.configure(parameters);
    }

    private void restartPlayout() {
        buffer = new JitterBuffer(rates, delay, counters);
        playout = new Playout(rates, buffer, payloads::decoder, new WaveformSubstitution(rates), counters, buffers);
    }

    /**
     * A datagram has come.
     *
     * @param datagram its bytes
     * @param from its source
     * @param localSsrc ours
     * @param now the time
     * @return what became of it
     */
    public PacketResult onPacket(ByteBuffer datagram, InetSocketAddress from, int localSsrc, long now) {
        PacketResult result = judge(datagram, from, localSsrc, now);
        reception.count(result);
        return result;
    }

    private PacketResult judge(ByteBuffer datagram, InetSocketAddress from, int localSsrc, long now) {
        PacketResult malformed = parse(datagram);
        if (malformed != PacketResult.AUDIO) {
            if (malformed == PacketResult.UNKNOWN_PAYLOAD_TYPE || malformed == PacketResult.BAD_PAYLOAD) {
                followOther(from);
            }
            return malformed;
        }
        Kind kind = payloads.kind(packet.payloadType());
        return switch (lock.onPacket(from, packet.ssrcBits(), packet.sequenceNumber(), now)) {
            case FOREIGN -> PacketResult.FOREIGN_SOURCE;
            case ON_PROBATION -> PacketResult.ON_PROBATION;
            case PASS_AND_CONNECT -> {
                connectDue = true;
                yield accept(kind, from, localSsrc, now);
            }
            case PASS -> accept(kind, from, localSsrc, now);
        };
    }

    private PacketResult parse(ByteBuffer datagram) {
        return switch (packet.parse(datagram)) {
            case TOO_SHORT -> PacketResult.TOO_SHORT;
            case WRONG_VERSION -> PacketResult.WRONG_VERSION;
            case BAD_PADDING -> PacketResult.BAD_PADDING;
            case VALID -> payloads.judge(packet);
        };
    }

    /**
     * A packet of the heard source that is of no use here, such as one to keep a NAT open (RFC 6263 section 4.6), has used up a
     * sequence number: that one is not lost.
     */
    private void followOther(InetSocketAddress from) {
        if (!lock.isLockedTo(from) || !reception.hasSource() || packet.ssrcBits() != reception.ssrc()) {
            return;
        }
        SequenceNumbers numbers = reception.numbers();
        int ahead = SequenceNumbers.difference(packet.sequenceNumber(), (int) numbers.highestExtended() & 0xFFFF);
        if (Math.abs(ahead) < SequenceNumbers.MAXIMUM_MISORDER) {
            numbers.update(packet.sequenceNumber());
            buffer.insertOther(numbers.extended());
        }
    }

    private PacketResult accept(Kind kind, InetSocketAddress from, int localSsrc, long now) {
        if (!sequence(from, localSsrc, now)) {
            return PacketResult.OUT_OF_SEQUENCE;
        }
        // Not before its stream is heard: on a shared port, to be connected is to be given this stream alone.
        connectWanted = connectDue && lock.state() == SourceLock.State.LOCKED;
        connectDue = false;
        lastPacketAt = now;
        reception.onPayload(packet.payloadLength());
        if (!receives) {
            return PacketResult.NOT_RECEIVING;
        }
        long extended = reception.numbers().extended();
        return switch (kind) {
            case AUDIO -> {
                use(payloads.rates(packet.payloadType()));
                reception.jitter().onPacket(packet.timestamp(), rates.ticksOfNanos(now));
                yield buffer.insert(packet, extended, now);
            }
            case EVENT -> {
                if (!buffer.insertOther(extended)) {
                    yield PacketResult.DUPLICATE;
                }
                report(dtmf.onPacket(packet, payloads.eventClockHz(packet, rates), now), now);
                yield PacketResult.EVENT;
            }
            case COMFORT_NOISE -> {
                if (!buffer.insertOther(extended)) {
                    yield PacketResult.DUPLICATE;
                }
                playout.onNoise(packet, extended);
                yield PacketResult.COMFORT_NOISE;
            }
            case UNKNOWN -> throw new AssertionError(kind);
        };
    }

    /** Follows the source's numbers; a new SSRC or a jump counts only when the next packet follows on it. */
    private boolean sequence(InetSocketAddress from, int localSsrc, long now) {
        int ssrc = packet.ssrcBits();
        int number = packet.sequenceNumber();
        if (!reception.hasSource() || ssrc != reception.ssrc()) {
            boolean confirmed = ssrc == candidateSsrc && number == candidateNext;
            if (reception.hasSource() && !confirmed) {
                candidateSsrc = ssrc;
                candidateNext = number + 1 & 0xFFFF;
                return false;
            }
            beginSource(from, ssrc, number, localSsrc, now);
            return true;
        }
        return switch (reception.numbers().update(number)) {
            case AHEAD, BEHIND -> {
                if (from != heardFrom && !from.equals(heardFrom)) {
                    heardFrom = from;
                    reception.jitter().rebase();
                    events.onFirstPacket(from, ssrc, now);
                }
                yield true;
            }
            case RESTARTED -> {
                restartSource(now);
                yield true;
            }
            case OUT_OF_SEQUENCE, ON_PROBATION -> false;
        };
    }

    private void beginSource(InetSocketAddress from, int ssrc, int number, int localSsrc, long now) {
        restartSource(now);
        reception.begin(ssrc, number);
        counters.beginSource();
        candidateNext = -1;
        heardFrom = from;
        if (ssrc == localSsrc) {
            onOurSsrc(from);
        }
        events.onFirstPacket(from, ssrc, now);
    }

    /**
     * RTP or a report has come under our SSRC.
     *
     * @param from where from
     */
    public void onOurSsrc(InetSocketAddress from) {
        if (conflicting.isNew(from.getAddress())) {
            events.onCollision();
        }
    }

    private void restartSource(long now) {
        report(dtmf.onSourceEnd(), now);
        reception.jitter().rebase();
        payloads.reset();
        restartPlayout();
    }

    private void use(Rates wanted) {
        if (!wanted.equals(rates)) {
            rates = wanted;
            restartPlayout();
            events.onRates(rates);
        }
    }

    private void report(List<DtmfEvent> over, long now) {
        digitDeadline = dtmf.nextDeadline();
        for (int i = 0; i < over.size(); i++) {
            events.onDtmf(over.get(i), now);
        }
    }

    /**
     * Gives the next 20 ms of audio.
     *
     * @param out where they go
     * @param now the time; called every 20 ms
     * @return whether there are any; not before the first packet, and not while nothing is received
     */
    public boolean pull(short[] out, long now) {
        return receives && playout.pull(out, now);
    }

    /**
     * Looks at the clock.
     *
     * @param now the time
     */
    public void onTimeout(long now) {
        if (digitDeadline <= now) {
            report(dtmf.onTimeout(now), now);
        }
    }

    /**
     * Tells whether the socket is to be connected to the lock's source; asked after each packet.
     *
     * @return whether it is; once
     */
    public boolean pollConnect() {
        boolean wanted = connectWanted;
        connectWanted = false;
        return wanted;
    }

    /**
     * Tells whether audio is received.
     *
     * @return by the direction
     */
    public boolean receives() {
        return receives;
    }

    /**
     * Gives the rates of the codec that was received last.
     *
     * @return the rates
     */
    public Rates rates() {
        return rates;
    }

    /**
     * Gives the time of the last accepted packet.
     *
     * @return nanoseconds of the network; 0 before the first
     */
    public long lastPacketAt() {
        return lastPacketAt;
    }

    /**
     * Gives what was received.
     *
     * @return live counters
     */
    public ReceptionCounters reception() {
        return reception;
    }

    /**
     * Gives what became of it.
     *
     * @return live counters
     */
    public PlayoutCounters playout() {
        return counters;
    }

    /**
     * Gives what the jitter buffer aims at.
     *
     * @return nanoseconds
     */
    public long targetNanos() {
        return delay.targetNanos();
    }

    /**
     * Tells whether the jitter buffer adapts to the line.
     *
     * @return whether its bounds leave it a choice
     */
    public boolean adapts() {
        return delay.adapts();
    }

    /**
     * Gives how much audio may wait in the jitter buffer.
     *
     * @return nanoseconds
     */
    public long maximumHeldNanos() {
        return buffer.maximumHeldNanos();
    }

    /** The decoders are not used any more. */
    public void close() {
        payloads.close();
    }
}
