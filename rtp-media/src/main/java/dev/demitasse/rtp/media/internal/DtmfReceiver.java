// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

import dev.demitasse.event.loop.Deadlines;
import dev.demitasse.rtp.media.DtmfEvent;
import dev.demitasse.rtp.media.RtpPacket;
import java.util.List;

/**
 * Makes digits of telephone events (RFC 4733 section 2.5.2): each exactly once, from whichever of its packets arrive. Not
 * thread-safe.
 *
 * <p>A digit is known by its code and timestamp. It is reported at its end packet; when that is lost, at the next digit, or
 * when no packet of it has come for 150 ms.
 */
public final class DtmfReceiver {
    /** After how long without a packet an event is over, in nanoseconds. */
    public static final long SILENCE_NANOS = 150_000_000L;

    private static final int REMEMBERED = 16;
    private static final int LAST_CODE = 16;
    private static final int SEGMENT_TICKS = 0xFFFF;

    /** Where the machine is. */
    public enum State {
        /** No key is down. */
        IDLE,
        /** A key is down. */
        TONE
    }

    private final long[] reported = new long[REMEMBERED];
    private long reports;
    private State state = State.IDLE;
    private int code;
    private int timestamp;
    private int volume;
    private int clockRateHz;
    private long ticks;
    private long ticksBefore;
    private long deadline = Deadlines.NEVER;

    /** Makes a receiver that has heard nothing. */
    public DtmfReceiver() {}

    /**
     * Tells whether a packet's payload can be an event.
     *
     * @param packet the packet
     * @return whether it is long enough
     */
    public static boolean isEvent(RtpPacket packet) {
        return packet.payloadLength() >= DtmfSender.PAYLOAD_BYTES;
    }

    /**
     * A packet of an event has come.
     *
     * @param packet one that {@link #isEvent}
     * @param clockHz of its timestamps
     * @param now the time
     * @return the digits that are over by this
     */
    public List<DtmfEvent> onPacket(RtpPacket packet, int clockHz, long now) {
        int event = packet.payloadByte(0);
        if (event > LAST_CODE || wasReported(event, packet.timestamp())) {
            return List.of();
        }
        List<DtmfEvent> over = List.of();
        if (!belongs(event, packet.timestamp())) {
            if (state == State.TONE && packet.timestamp() - timestamp < 0) {
                return List.of(reportOlder(packet, event, clockHz));
            }
            over = state == State.TONE ? List.of(report()) : over;
            begin(event, packet.timestamp(), clockHz);
        }
        if (clockHz != clockRateHz) {
            changeClock(clockHz);
        }
        volume = packet.payloadByte(1) & 0x3F;
        ticks = Math.max(ticks, packet.payloadByte(2) << 8 | packet.payloadByte(3));
        deadline = now + SILENCE_NANOS;
        if ((packet.payloadByte(1) & 0x80) == 0) {
            return over;
        }
        DtmfEvent ended = report();
        return over.isEmpty() ? List.of(ended) : List.of(over.get(0), ended);
    }

    /** Whether a packet is one of the event that goes on, or of its next segment (RFC 4733 section 2.5.1.3). */
    private boolean belongs(int event, int packetTimestamp) {
        if (state != State.TONE || event != code) {
            return false;
        }
        if (packetTimestamp == timestamp + SEGMENT_TICKS) {
            remember(code, timestamp);
            ticksBefore += SEGMENT_TICKS;
            ticks = 0;
            timestamp = packetTimestamp;
        }
        return packetTimestamp == timestamp;
    }

    private void begin(int event, int eventTimestamp, int clockHz) {
        state = State.TONE;
        code = event;
        timestamp = eventTimestamp;
        clockRateHz = clockHz;
        ticks = 0;
        ticksBefore = 0;
    }

    /** A new agreement may change the clock within an event, whose durations are in other ticks from then on. */
    private void changeClock(int clockHz) {
        ticks = ticks * clockHz / clockRateHz;
        ticksBefore = ticksBefore * clockHz / clockRateHz;
        clockRateHz = clockHz;
    }

    private DtmfEvent report() {
        remember(code, timestamp);
        state = State.IDLE;
        deadline = Deadlines.NEVER;
        return DtmfEvent.ofCode(code, (int) ((ticksBefore + ticks) * 1000 / clockRateHz), -volume);
    }

    /** All an earlier event has left is a packet that was overtaken by the next event. */
    private DtmfEvent reportOlder(RtpPacket packet, int event, int clockHz) {
        remember(event, packet.timestamp());
        int duration = packet.payloadByte(2) << 8 | packet.payloadByte(3);
        return DtmfEvent.ofCode(event, (int) (duration * 1000L / clockHz), -(packet.payloadByte(1) & 0x3F));
    }

    private void remember(int event, int eventTimestamp) {
        reported[(int) (reports++ % REMEMBERED)] = key(event, eventTimestamp);
    }

    private boolean wasReported(int event, int eventTimestamp) {
        for (int i = 0; i < Math.min(reports, REMEMBERED); i++) {
            if (reported[i] == key(event, eventTimestamp)) {
                return true;
            }
        }
        return false;
    }

    private static long key(int event, int eventTimestamp) {
        return (long) event << 32 | eventTimestamp & 0xFFFF_FFFFL;
    }

    /**
     * Looks at the clock.
     *
     * @param now the time
     * @return the digit that is over by this, if one is
     */
    public List<DtmfEvent> onTimeout(long now) {
        return now < deadline ? List.of() : List.of(report());
    }

    /**
     * The source is over, or another begins.
     *
     * @return the digit that is over by this, if one is
     */
    public List<DtmfEvent> onSourceEnd() {
        List<DtmfEvent> over = state == State.TONE ? List.of(report()) : List.of();
        reports = 0;
        return over;
    }

    /**
     * Says when the clock is to be looked at.
     *
     * @return the time, or {@link Deadlines#NEVER}
     */
    public long nextDeadline() {
        return deadline;
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
