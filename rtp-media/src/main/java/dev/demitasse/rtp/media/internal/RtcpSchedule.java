// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

import dev.demitasse.event.loop.Deadlines;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Says when RTCP is sent: RFC 3550 section 6.3 and appendix A.7, with reconsideration both ways. Not thread-safe.
 *
 * <p>The interval is 5 s, or what else is wanted, at the least (half of it before the first report), times a random 0.5 to 1.5, divided by e - 1.5, which
 * makes up for what reconsideration adds.
 */
public final class RtcpSchedule {
    /** The least interval if nothing else is wanted, in seconds. */
    public static final double MINIMUM_SECONDS = 5;

    /** 5 % of the 80 kbit/s of G.711 with its headers (section 6.2). */
    private static final double BANDWIDTH_BYTES_PER_SECOND = 500;

    private static final int FIRST_BYTES = 100;

    private static final double COMPENSATION = Math.E - 1.5;
    private static final double SENDER_SHARE = 0.25;
    private static final double SECOND = 1e9;

    /** Where the machine is. */
    public enum State {
        /** Nothing is sent. */
        IDLE,
        /** Nothing was sent yet. */
        INITIAL,
        /** Reports are sent. */
        REGULAR,
        /** We have left. */
        LEFT
    }

    private final RandomGenerator random;
    private final double bandwidth;
    private final double minimumSeconds;
    private State state = State.IDLE;
    private int members = 1;
    private int membersBefore = 1;
    private int senders;
    private boolean weSent;
    private double averageBytes;
    private long lastSent;
    private long deadline = Deadlines.NEVER;

    /**
     * Makes a schedule.
     *
     * @param random for the intervals
     * @param bandwidthBytesPerSecond of all RTCP of the session: 5 % of its bandwidth
     * @param firstBytes how large the first report is going to be, with the headers below it
     */
    public RtcpSchedule(RandomGenerator random, double bandwidthBytesPerSecond, int firstBytes) {
        this(random, bandwidthBytesPerSecond, firstBytes, MINIMUM_SECONDS);
    }

    /**
     * Makes a schedule for one call, with a least interval of its own.
     *
     * @param random for the intervals
     * @param minimum the least interval
     */
    public RtcpSchedule(RandomGenerator random, Duration minimum) {
        this(random, BANDWIDTH_BYTES_PER_SECOND, FIRST_BYTES, minimum.toNanos() / SECOND);
    }

    private RtcpSchedule(
            RandomGenerator random, double bandwidthBytesPerSecond, int firstBytes, double minimumSeconds) {
        this.random = random;
        this.bandwidth = bandwidthBytesPerSecond;
        this.averageBytes = firstBytes;
        this.minimumSeconds = minimumSeconds;
    }

    /**
     * Begins.
     *
     * @param now the time
     */
    public void start(long now) {
        state = State.INITIAL;
        lastSent = now;
        deadline = now + intervalNanos();
    }

    /**
     * Tells of the session.
     *
     * @param memberCount ourselves included
     * @param senderCount ourselves included, if we send
     * @param sending whether we have sent RTP of late
     */
    public void onMembers(int memberCount, int senderCount, boolean sending) {
        members = memberCount;
        senders = senderCount;
        weSent = sending;
    }

    /**
     * RTCP has come.
     *
     * @param bytes its length, with the headers below it
     */
    public void onReceived(int bytes) {
        averageBytes += (bytes - averageBytes) / 16;
    }

    /**
     * A member has left: the next report comes sooner (reverse reconsideration, section 6.3.4).
     *
     * @param now the time
     * @param memberCount those that are left
     */
    public void onGoodbye(long now, int memberCount) {
        members = memberCount;
        if (state != State.IDLE && state != State.LEFT && members < membersBefore) {
            double share = (double) members / membersBefore;
            deadline = now + (long) (share * (deadline - now));
            lastSent = now - (long) (share * (now - lastSent));
            membersBefore = members;
        }
    }

    /**
     * Looks at the clock.
     *
     * @param now the time
     * @return whether a report is to be sent now
     */
    public boolean onTimeout(long now) {
        if (now < deadline) {
            return false;
        }
        long reconsidered = lastSent + intervalNanos();
        membersBefore = members;
        if (reconsidered > now) {
            deadline = reconsidered;
            return false;
        }
        return true;
    }

    /**
     * A report was sent.
     *
     * @param bytes its length, with the headers below it
     * @param now the time
     */
    public void onSent(int bytes, long now) {
        averageBytes += (bytes - averageBytes) / 16;
        lastSent = now;
        state = State.REGULAR;
        deadline = now + intervalNanos();
    }

    /** We leave: nothing is sent any more. A BYE goes out at once, for {@link RtcpMembers} knows of fewer than 50 members (section 6.3.7). */
    public void leave() {
        state = State.LEFT;
        deadline = Deadlines.NEVER;
    }

    private long intervalNanos() {
        double minimum = state == State.REGULAR ? minimumSeconds : minimumSeconds / 2;
        double seconds = deterministicSeconds(minimum, weSent);
        return (long) (seconds * (random.nextDouble() + 0.5) / COMPENSATION * SECOND);
    }

    private double deterministicSeconds(double minimum, boolean asSender) {
        double share = bandwidth;
        int sharers = members;
        if (senders <= members * SENDER_SHARE) {
            share *= asSender ? SENDER_SHARE : 1 - SENDER_SHARE;
            sharers = asSender ? senders : members - senders;
        }
        return Math.max(minimum, averageBytes * sharers / share);
    }

    /**
     * Gives the interval without its random factor, as a receiver has it: by this, members time out (section 6.3.5). One that is
     * reduced does not count here: section 6.2, "the fixed minimum SHOULD be used when calculating the participant timeout interval".
     *
     * @return nanoseconds, 5 s or more
     */
    public long receiverIntervalNanos() {
        return (long) (deterministicSeconds(Math.max(MINIMUM_SECONDS, minimumSeconds), false) * SECOND);
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
