// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

import dev.demitasse.rtp.media.PacketResult;
import dev.demitasse.rtp.media.RtpPacket;

/**
 * Holds one source's audio packets until their time, and says at any moment what is to be played next. Not thread-safe.
 *
 * <p>A cursor runs along the timestamps: all before it is played. It begins at the first packet, when that one has waited for
 * the {@linkplain DelayTarget target}, and then moves with what is played, so a packet's time comes by the clock and never by
 * the arrival of the next. What is missing at its time is lost, or is silence when no sequence number is missing.
 *
 * <p>A packet that is late, but before anything newer was played, is played: the cursor goes back, and the delay grows by as much.
 * {@link #adjustment} says when it is to shrink again.
 */
public final class JitterBuffer {
    /** How many packets wait at the most; one more pushes the oldest out. */
    public static final int CAPACITY = 64;

    private static final long HELD_BEYOND_NANOS = 100_000_000L;
    private static final int JUMP_MILLIS = 1000;
    private static final int JUMP_BACK_MILLIS = 120;

    /** Where the buffer is. */
    public enum State {
        /** Nothing has come yet. */
        NEW,
        /** The first packet waits. */
        PRIMING,
        /** The cursor moves. */
        PLAYING
    }

    /** What comes next at the cursor. */
    public enum Step {
        /** Nothing: it is not time yet. */
        WAIT,
        /** The audio of {@link #head}. */
        PACKET,
        /** Something that was lost, for {@link #gapTicks}. */
        LOST,
        /** Silence: the sender sends nothing, or no audio; for {@link #gapTicks}. */
        SILENT,
        /** Nothing is there; nobody can say yet whether it is lost, late or not sent. */
        EMPTY
    }

    private final Rates rates;
    private final DelayTarget delay;
    private final PlayoutCounters counters;
    private final WaitingPackets waiting = new WaitingPackets();
    private final SequenceAccount account;
    private final DelayControl control;
    private State state = State.NEW;
    private long cursor;
    private long playedEnd;
    private long packetTicks;
    private long lastTimestamp;
    private long primeAt;
    private boolean rewound;

    /**
     * Makes an empty buffer.
     *
     * @param rates of the codec
     * @param delay learns from what arrives; one that knows the path already may be handed on
     * @param counters where it counts what is lost or thrown away
     */
    public JitterBuffer(Rates rates, DelayTarget delay, PlayoutCounters counters) {
        this.rates = rates;
        this.delay = delay;
        this.counters = counters;
        account = new SequenceAccount(counters.losses());
        control = new DelayControl(rates, delay);
        delay.rebase();
    }

    /**
     * An audio packet has come.
     *
     * @param packet the packet; its payload is copied
     * @param sequence its extended sequence number
     * @param now its arrival
     * @return {@link PacketResult#AUDIO}, {@link PacketResult#LATE} or {@link PacketResult#DUPLICATE}
     */
    public PacketResult insert(RtpPacket packet, long sequence, long now) {
        if (!account.add(sequence)) {
            return account.isTooOld(sequence) ? PacketResult.LATE : PacketResult.DUPLICATE;
        }
        long timestamp = extend(packet.timestamp());
        long transit = now - rates.nanos(timestamp);
        if (beginsAnew(timestamp, sequence)) {
            clear();
            prime(timestamp, sequence, transit, now);
        } else {
            delay.onPacket(transit, now);
            if (state == State.PRIMING) {
                cursor = Math.min(cursor, timestamp);
            } else if (timestamp < cursor && !stillWanted(timestamp)) {
                account.takeBack(sequence);
                return PacketResult.LATE;
            }
        }
        place(packet, sequence, timestamp, now);
        return PacketResult.AUDIO;
    }

    /**
     * A packet without audio has come, such as an event: its sequence number is not missing.
     *
     * @param sequence its extended sequence number
     * @return whether it is new, not a duplicate
     */
    public boolean insertOther(long sequence) {
        return account.addOther(sequence);
    }

    private long extend(int timestamp) {
        lastTimestamp =
                state == State.NEW ? timestamp & 0xFFFF_FFFFL : lastTimestamp + (timestamp - (int) lastTimestamp);
        return lastTimestamp;
    }

    /** Whether the first packet has come, or one so far back that timestamps have jumped or stood still, or the line has. */
    private boolean beginsAnew(long timestamp, long sequence) {
        if (state == State.NEW) {
            return true;
        }
        long back = rates.nanos(cursor - timestamp);
        // Numbers go on but timestamps are before what was played already: no packet of audio is as long as that.
        boolean jump = account.isHighest(sequence)
                && (back > JUMP_MILLIS * 1_000_000L || playedEnd - timestamp > rates.ticksIn(JUMP_BACK_MILLIS));
        return jump || state == State.PLAYING && nothingNewerPlayed(timestamp) && back > delay.newLineNanos();
    }

    private boolean nothingNewerPlayed(long timestamp) {
        return waiting.size() == 0 && timestamp >= playedEnd;
    }

    private void prime(long timestamp, long sequence, long transit, long now) {
        state = State.PRIMING;
        cursor = timestamp;
        playedEnd = timestamp;
        account.begin(sequence);
        primeAt = now + delay.targetNanos();
        delay.rebase();
        delay.onPacket(transit, now);
        control.begin();
    }

    /** Whether a packet from before the cursor can be played; if so, the cursor is where it has to be. */
    private boolean stillWanted(long timestamp) {
        if (nothingNewerPlayed(timestamp)) {
            cursor = timestamp;
            rewound = true;
            return true;
        }
        return timestamp >= playedEnd && timestamp + packetTicks > cursor;
    }

    private void place(RtpPacket packet, long sequence, long timestamp, long now) {
        if (waiting.size() == CAPACITY) {
            dropHead();
        }
        waiting.add(packet, sequence, timestamp, now);
        while (waiting.size() > 1 && isTooMuch(waiting.spread())) {
            dropHead();
        }
    }

    /** A jump of the timestamps is not audio that waits. */
    private boolean isTooMuch(long ticks) {
        return ticks <= rates.ticksIn(JUMP_MILLIS) && rates.nanos(ticks) > maximumHeldNanos();
    }

    /**
     * Says how much may wait: what is beyond pushes the oldest out.
     *
     * @return nanoseconds of audio
     */
    long maximumHeldNanos() {
        return delay.maximumNanos() + HELD_BEYOND_NANOS;
    }

    private void dropHead() {
        account.onDropped(waiting.get(0).sequence());
        throwHeadAway();
        if (waiting.size() > 0) {
            cursor = Math.max(cursor, waiting.get(0).timestamp());
        }
    }

    private void clear() {
        while (waiting.size() > 0) {
            throwHeadAway();
        }
    }

    private void throwHeadAway() {
        counters.onDiscarded();
        waiting.removeHead();
    }

    /**
     * Says what comes next.
     *
     * @param now the time
     * @return what is at the cursor
     */
    public Step next(long now) {
        if (state == State.NEW || state == State.PRIMING && now < primeAt) {
            return Step.WAIT;
        }
        state = State.PLAYING;
        if (waiting.size() == 0) {
            return account.endsWithOther() ? Step.SILENT : Step.EMPTY;
        }
        long gap = waiting.get(0).timestamp() - cursor;
        if (gap > rates.ticksIn(JUMP_MILLIS)) {
            cursor = waiting.get(0).timestamp();
            return Step.PACKET;
        }
        if (gap <= 0) {
            return Step.PACKET;
        }
        return nothingMissing() ? Step.SILENT : Step.LOST;
    }

    /**
     * Says how long what is at the cursor lasts, until the next packet's audio.
     *
     * @return ticks; {@link Long#MAX_VALUE} if no packet waits
     */
    public long gapTicks() {
        return waiting.size() == 0 ? Long.MAX_VALUE : Math.max(0, waiting.get(0).timestamp() - cursor);
    }

    /**
     * Tells whether no packet is missing between what was played and the next that waits, or the last that came.
     *
     * @return whether none is
     */
    public boolean nothingMissing() {
        return waiting.size() == 0 ? account.nothingMissing() : nothingMissingBefore(0);
    }

    /**
     * Tells whether the cursor went back for a late packet since this was asked last.
     *
     * @return whether it did
     */
    public boolean pollRewound() {
        boolean was = rewound;
        rewound = false;
        return was;
    }

    /**
     * Gives the next packet.
     *
     * @return to be decoded when {@link #next} says {@link Step#PACKET}; before its place is {@link #cursor}, it is to be cut
     */
    public JitterPacket head() {
        return waiting.get(0);
    }

    /**
     * The next packet was decoded: it is gone, and the cursor is at its end.
     *
     * @param ticks how long its audio is
     */
    public void takeHead(long ticks) {
        JitterPacket head = waiting.get(0);
        if (ticks > 0) {
            packetTicks = ticks;
            control.onPacketLength(ticks);
            counters.onPacketLength(rates.nanos(ticks) / 1e6);
        }
        account.onPlayed(head.sequence());
        cursor = Math.max(cursor, head.timestamp() + ticks);
        playedEnd = cursor;
        waiting.removeHead();
    }

    /** The next packet could not be decoded: it is gone, and as good as lost. It may come again. */
    public void dropMalformed() {
        account.onMalformed(waiting.get(0).sequence());
        waiting.removeHead();
    }

    /**
     * What was lost right before the next packet was decoded from that one.
     *
     * @param ticks how long its audio is
     */
    public void onRecovered(long ticks) {
        account.onRecovered(packetTicks == 0 ? 1 : Math.max(1, (ticks + packetTicks / 2) / packetTicks));
        advance(ticks);
    }

    /**
     * Something else was played.
     *
     * @param ticks how long
     */
    public void advance(long ticks) {
        cursor += ticks;
    }

    /**
     * Gives the cursor.
     *
     * @return the extended timestamp of what is next
     */
    public long cursor() {
        return cursor;
    }

    /**
     * Says for how long it is known what is played: audio that waits, if packets are as long as the last one, and silence of the
     * sender between. What is missing may come yet.
     *
     * @return ticks from the cursor on
     */
    long knownTicks() {
        long end = cursor;
        for (int i = 0; i < waiting.size() && (waiting.get(i).timestamp() <= end || nothingMissingBefore(i)); i++) {
            end = Math.max(end, waiting.get(i).timestamp() + packetTicks);
        }
        return end - cursor;
    }

    private boolean nothingMissingBefore(int at) {
        long sequence = waiting.get(at).sequence();
        return at == 0
                ? account.nothingMissingBefore(sequence)
                : account.nothingMissingBetween(waiting.get(at - 1).sequence(), sequence);
    }

    /**
     * Says what the delay wants. To be asked once for each frame of 20 ms.
     *
     * @param ahead ticks of audio before the cursor that are still to be played
     * @param now the time
     * @return what to do with the frame
     */
    DelayWatch.Adjustment adjustment(long ahead, long now) {
        return state == State.PLAYING && waiting.size() > 0
                ? control.onFrame(cursor - ahead, ahead, now)
                : DelayWatch.Adjustment.NONE;
    }

    /** Says how much the delay can be changed, and is to be told when it was. */
    DelayControl control() {
        return control;
    }

    /**
     * Says where the buffer is.
     *
     * @return the state
     */
    public State state() {
        return state;
    }

    /**
     * Counts the packets that wait.
     *
     * @return packets
     */
    public int size() {
        return waiting.size();
    }
}
