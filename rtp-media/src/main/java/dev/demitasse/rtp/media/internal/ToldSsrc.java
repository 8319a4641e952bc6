// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

/**
 * The SSRC of a call's peer as signalling (RFC 5576) or a sender report has told it: preferred to what comes under another, but not
 * for ever, for it may be wrong. Not thread-safe.
 *
 * <pre>
 *              told                  it is heard
 *   NOTHING ----------&gt; EXPECTED ------------------&gt; CONFIRMED
 *      ^                   |  ^ told; fewer than 4 packets |
 *      |                   |  +----------------------------+
 *      |                   | another is heard, and this    | another is heard
 *      |                   | one has been silent for 1 s   |
 *      +-------------------+-------------------------------+
 * </pre>
 */
final class ToldSsrc {
    /** How long another stream goes on, while this one is silent, until it may be the call's all the same. */
    static final long TRUST_NANOS = SourceLock.SILENCE_NANOS;

    private static final long LONG_AGO = -2 * TRUST_NANOS;

    /** Where the machine is. */
    enum State {
        /** Nothing was told, or what was told is refuted. */
        NOTHING,
        /** Told, and not heard since. */
        EXPECTED,
        /** Told, and heard. */
        CONFIRMED
    }

    private State state = State.NOTHING;
    private int bits;
    private long otherSince;
    private long otherAt = LONG_AGO;

    State state() {
        return state;
    }

    boolean is(int ssrcBits) {
        return state != State.NOTHING && bits == ssrcBits;
    }

    int bits() {
        return bits;
    }

    void onTold(int ssrcBits) {
        state = State.EXPECTED;
        bits = ssrcBits;
        otherAt = LONG_AGO;
    }

    void forget() {
        state = State.NOTHING;
    }

    /** The call hears a stream. */
    void onHeard(int ssrcBits) {
        state = switch (state) {
            case NOTHING -> State.NOTHING;
            case EXPECTED -> ssrcBits == bits ? State.CONFIRMED : State.EXPECTED;
            case CONFIRMED -> ssrcBits == bits ? State.CONFIRMED : State.NOTHING;
        };
    }

    /** What was heard has ended before it was four packets. */
    void onLost() {
        state = state == State.CONFIRMED ? State.EXPECTED : state;
    }

    /** Another stream has come that may be the call's: tells whether it has gone on for long enough. */
    boolean isDoubtfulAt(long now) {
        if (now - otherAt > TRUST_NANOS) {
            otherSince = now;
        }
        otherAt = now;
        return now - otherSince >= TRUST_NANOS;
    }
}
