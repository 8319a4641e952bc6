// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

import dev.demitasse.rtp.media.DtmfEvent;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.List;

/**
 * Sends digits as telephone events, one after the other (RFC 4733 section 2.5.1). Asked once for each packet time. Not
 * thread-safe.
 *
 * <p>All packets of an event carry the timestamp of its beginning and the duration so far; the last is sent three times, one
 * packet time apart. Between the end of an event and the next are 50 ms or more.
 */
public final class DtmfSender {
    /** The length of an event's payload, in bytes. */
    public static final int PAYLOAD_BYTES = 4;

    private static final int END_PACKETS = 3;
    private static final int PAUSE_MILLIS = 50;
    private static final int END_BIT = 0x80;

    /** A digit may have been queued at a lower clock rate than it is sent at. */
    private static final int MAXIMUM_TICKS = 0xFFFF;

    /** Where the machine is. */
    public enum State {
        /** Sends no event. */
        IDLE,
        /** The key is down. */
        TONE,
        /** The key is up; the last packet is repeated. */
        END
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
    private int endsLeft;
    private int resumeAt;
    private boolean pausing;

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

    /** Forgets all digits; what was to be run is not. */
    public void clear() {
        queue.clear();
        state = State.IDLE;
    }

    /**
     * A packet time has come.
     *
     * @param now the stream's timestamp of it
     * @param slotTicks until the next
     * @param clockRateHz of the stream
     * @return what to send
     */
    public Output onSlot(int now, int slotTicks, int clockRateHz) {
        if (state == State.IDLE) {
            pausing = pausing && now - resumeAt < 0;
            if (queue.isEmpty()) {
                return Output.NOTHING;
            }
            if (pausing) {
                return Output.PAUSE;
            }
            timestamp = now;
            elapsedTicks = 0;
            totalTicks =
                    (int) Math.min(MAXIMUM_TICKS, (long) queue.peek().event().durationMillis() * clockRateHz / 1000);
        }
        state = switch (state) {
            case IDLE, TONE -> {
                elapsedTicks = Math.min(totalTicks, elapsedTicks + slotTicks);
                endsLeft = END_PACKETS;
                yield elapsedTicks < totalTicks ? State.TONE : State.END;
            }
            case END -> State.END;
        };
        return Output.PACKET;
    }

    /**
     * Writes the packet's payload, and goes on.
     *
     * <pre>
     *  |     event     |E|R| volume    |          duration             |
     * </pre>
     *
     * @param to four bytes are put
     * @param clockRateHz of the stream
     */
    public void writePayload(ByteBuffer to, int clockRateHz) {
        Waiting current = queue.element();
        int end = state == State.END ? END_BIT : 0;
        to.put((byte) current.event().code()).put((byte) (end | -current.event().volumeDbm0()));
        to.putShort((short) elapsedTicks);
        if (state == State.END && --endsLeft == 0) {
            state = State.IDLE;
            pausing = true;
            resumeAt = timestamp + totalTicks + PAUSE_MILLIS * clockRateHz / 1000;
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
     * @param slotTicks as given to {@link #onSlot}
     * @return whether it is
     */
    public boolean marker(int slotTicks) {
        return elapsedTicks <= slotTicks && endsLeft == END_PACKETS;
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
