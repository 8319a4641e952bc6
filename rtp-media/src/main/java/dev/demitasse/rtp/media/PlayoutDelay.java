// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media;

import dev.demitasse.rtp.media.internal.DelayTarget;
import java.time.Duration;

/**
 * Between which bounds a jitter buffer picks how long received packets wait, counted from the arrival of the fastest. Immutable.
 *
 * <p>With both the same it does not adapt. Frames are taken every 20 ms, so audio waits up to 20 ms more. A packet later than that
 * is played all the same while nothing newer was, which makes the delay longer for a while; but more than the maximum and
 * 100 ms never waits, nor do more than 64 packets.
 *
 * @param minimum 0 to {@code maximum}; a clean line is made to wait so long, by 5 ms at the least
 * @param maximum 20 ms to 500 ms
 */
public record PlayoutDelay(Duration minimum, Duration maximum) {
    /** 20 ms to 200 ms. */
    public static final PlayoutDelay DEFAULT =
            new PlayoutDelay(Duration.ofNanos(DelayTarget.MINIMUM_NANOS), Duration.ofNanos(DelayTarget.MAXIMUM_NANOS));

    /**
     * Checks the bounds.
     *
     * @param minimum 0 to {@code maximum}; a clean line is made to wait so long, by 5 ms at the least
     * @param maximum 20 ms to 500 ms
     * @throws IllegalArgumentException if one is out of its range
     */
    public PlayoutDelay {
        // More than the jitter buffer has room for, in packets of 10 ms, would be promised in vain.
        requireWithin("maximum", Duration.ofMillis(20), maximum, Duration.ofMillis(500));
        requireWithin("minimum", Duration.ZERO, minimum, maximum);
    }

    /**
     * Makes bounds.
     *
     * @param minimum milliseconds, 0 to {@code maximum}
     * @param maximum milliseconds, 20 to 500
     * @return the bounds
     * @throws IllegalArgumentException if one is out of its range
     */
    public static PlayoutDelay ofMillis(int minimum, int maximum) {
        return new PlayoutDelay(Duration.ofMillis(minimum), Duration.ofMillis(maximum));
    }

    private static void requireWithin(String bound, Duration least, Duration value, Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException(
                    bound + " playout delay of " + value + " is not " + least + " to " + most);
        }
    }
}
