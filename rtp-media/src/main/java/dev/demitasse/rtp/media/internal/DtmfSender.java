// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

import dev.demitasse.rtp.media.DtmfEvent;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.List;
import java.util.OptionalInt;

/**
 * Sends digits as telephone events, one after the other (RFC 4733 section 2.5.1). Asked once for each packet time. Not
 * thread-safe.
 *
 * <p>All packets of an event carry the timestamp of its beginning and the duration so far; the last is sent three times, one
 * packet time apart (section 2.5.1.4). Between the end of an event and the next are 50 ms or more.
 */
public final class DtmfSender {
    /** The length of an event's payload, in bytes. */
    public static final int PAYLOAD_BYTES = 4;

    private static final int END_PACKETS = 3;
    private static final int PAUSE_MILLIS = 50;
    private static final int END_BIT = 0x80;

    /** A digit may have been queued, or begun, at a lower clock rate than it is sent at. */
    private static final int MAXIMUM_DURATION = 0xFFFF;

    /** The clock of durations is the stream's. */
    private static final int SAME = 0;

    /** Where the machine is. */
    public enum State {
        /** Sends no event. */
        IDLE,
        /** The key is down. */
        TONE,
        /** The key is up; the last packet is repeated. */
        END,
        /** Sends no event, and may not begin one yet. */
        PAUSE
    }

    /** What a packet time is for. */
    public enum Output {
        /** No event: audio may be sent. */
        NOTHING,
        /** A pause between two events: nothing may be sent. */
        PAUSE,
        /** A packet of an event. */
        PACKET
    }

    private record Waiting(DtmfEvent event, Runnable onSent) {}

    private final ArrayDeque<Waiting> queue = new ArrayDeque<>();
    private State state = State.IDLE;
    private int timestamp;
    private int elapsedTicks;
    private int totalTicks;
    private int clockRateHz = 8_000;
    private int durationHz = SAME;
    private int upAt;
    private int endsLeft;
    private boolean first;

    /** Makes a sender with nothing to send. */
    public DtmfSender() {}

    /**
     * Queues digits.
     *
     * @param events in order
     * @param onSent run when the last packet of the last is sent
     */
    public void add(List<DtmfEvent> events, Runnable onSent) {
        for (int i = 0; i < events.size(); i++) {
            queue.add(new Waiting(events.get(i), i == events.size() - 1 ? onSent : () -> {}));
        }
    }

    /**
     * Counts the digits that wait or are being sent.
     *
     * @return digits
     */
    public int pending() {
        return queue.size();
    }

    /**
     * Ends the digit that is being sent: the next three packets are its last, with the duration reached. Forgets those that wait; what
     * was to be run is not, of any.
     */
    public void clear() {
        if (state != State.TONE && state != State.END) {
            queue.clear();
            return;
        }
        DtmfEvent cut = queue.element().event();
        queue.clear();
        queue.add(new Waiting(cut, () -> {}));
        if (state == State.TONE) {
            end();
        }
    }

    /**
     * Forgets all digits; what was to be run is not. Nothing is sent of them any more, as when no payload type is agreed on for it: to
     * the peer, one that was being sent ends when it gives up waiting (RFC 4733 section 2.5.2).
     */
    public void forget() {
        queue.clear();
        state = state == State.IDLE ? State.IDLE : State.PAUSE;
    }

    /**
     * A packet time passes in which nothing may be sent, as on hold. A digit that was begun is over, and counts as sent: the peer has given it
     * up by the time it could go on (RFC 4733 section 2.5.2), and would take the rest for another. Those that wait are sent later.
     */
    public void onHold() {
        if (state == State.TONE || state == State.END) {
            state = State.PAUSE;
            queue.remove().onSent().run();
        }
    }

    /**
     * Says in which ticks packets give the duration; it may change within an event. All else is in ticks of the stream.
     *
     * @param hertz the clock of the event's payload type; nothing if it is that of the stream
     */
    public void measureIn(OptionalInt hertz) {
        durationHz = hertz.orElse(SAME);
    }

    /**
     * A packet time has come.
     *
     * @param now the stream's timestamp of it
     * @param slotTicks until the next
     * @param rateHz of the stream's timestamps; may change within an event
     * @return what to send
     */
    public Output onSlot(int now, int slotTicks, int rateHz) {
        if (state == State.PAUSE && !isPause(now)) {
            state = State.IDLE;
        }
        if (rateHz != clockRateHz) {
            changeClock(now, rateHz);
        }
        first = state == State.IDLE;
        return switch (state) {
            case IDLE -> queue.isEmpty() ? Output.NOTHING : begin(now, slotTicks);
            case TONE -> goOn(now, slotTicks);
            case END -> Output.PACKET;
            case PAUSE -> queue.isEmpty() ? Output.NOTHING : Output.PAUSE;
        };
    }

    /** Unsigned, for half a cycle of the timestamps may pass without packet times, as on hold. */
    private boolean isPause(int now) {
        return Integer.compareUnsigned(now - upAt, PAUSE_MILLIS * clockRateHz / 1000) < 0;
    }

    /**
     * An event stays what it is, for its timestamp says which it is (RFC 4733 section 2.2.1): begun anew, it would be another digit.
     * Its duration is in ticks of the clock that its packets have from now on.
     */
    private void changeClock(int now, int nextRateHz) {
        elapsedTicks = scaled(elapsedTicks, nextRateHz);
        upAt = now - scaled(now - upAt, nextRateHz);
        clockRateHz = nextRateHz;
        if (state == State.TONE) {
            totalTicks = ticks(queue.element().event());
        }
    }

    private int scaled(int ticks, int nextRateHz) {
        return (int) Math.min(longest(nextRateHz), (long) ticks * nextRateHz / clockRateHz);
    }

    private int ticks(DtmfEvent event) {
        return (int) Math.min(longest(clockRateHz), (long) event.durationMillis() * clockRateHz / 1000);
    }

    /** What fits into 16 bits of the duration's ticks, in ticks of the stream. */
    private long longest(int rateHz) {
        return durationHz == SAME ? MAXIMUM_DURATION : (long) MAXIMUM_DURATION * rateHz / durationHz;
    }

    private Output begin(int now, int slotTicks) {
        state = State.TONE;
        timestamp = now;
        elapsedTicks = 0;
        totalTicks = ticks(queue.element().event());
        return goOn(now, slotTicks);
    }

    private Output goOn(int now, int slotTicks) {
        int ticks = Math.min(slotTicks, totalTicks - elapsedTicks);
        elapsedTicks += ticks;
        upAt = now + ticks;
        if (elapsedTicks == totalTicks) {
            end();
        }
        return Output.PACKET;
    }

    private void end() {
        state = State.END;
        endsLeft = END_PACKETS;
    }

    /**
     * Writes the packet's payload, and goes on.
     *
     * <pre>
     *  |     event     |E|R| volume    |          duration             |
     * </pre>
     *
     * @param to four bytes are put
     */
    public void writePayload(ByteBuffer to) {
        Waiting current = queue.element();
        int end = state == State.END ? END_BIT : 0;
        to.put((byte) current.event().code()).put((byte) (end | -current.event().volumeDbm0()));
        long duration = durationHz == SAME ? elapsedTicks : (long) elapsedTicks * durationHz / clockRateHz;
        to.putShort((short) Math.min(MAXIMUM_DURATION, duration));
        if (state == State.END && --endsLeft == 0) {
            state = State.PAUSE;
            queue.remove();
            current.onSent().run();
        }
    }

    /**
     * Gives the timestamp of the event.
     *
     * @return the same for all its packets
     */
    public int timestamp() {
        return timestamp;
    }

    /**
     * Tells whether the packet is the event's first, which has the marker bit.
     *
     * @return whether it is
     */
    public boolean marker() {
        return first;
    }

    /**
     * Says where the machine is.
     *
     * @return the state
     */
    public State state() {
        return state;
    }
}
