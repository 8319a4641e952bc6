// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.audio;

import dev.demitasse.rtp.media.AudioFormat;
import dev.demitasse.rtp.media.AudioProcessor;
import java.util.Arrays;

/**
 * A conference: each member hears the sum of all others, saturating, in its own format. Sessions may live on different loops; they
 * hand frames over without locks, and a frame takes 20 ms at the most to be heard. With two members it forwards: a bridge.
 *
 * <p>Thread-safe. A {@link Member} is the {@link AudioProcessor} of one session.
 */
public final class AudioMixer {
    /** The most members there may be. */
    public static final int MAXIMUM_MEMBERS = 64;

    private static final int FRAME_MILLIS = 20;

    private final Object joining = new Object();
    private volatile Member[] members = {};

    /** Makes a mixer without members. */
    public AudioMixer() {}

    /**
     * Makes a member.
     *
     * @return for {@link dev.demitasse.rtp.media.RtpSession#process} of one session
     * @throws IllegalStateException if there are as many as may be
     */
    public Member join() {
        synchronized (joining) {
            Member[] before = members;
            if (before.length == MAXIMUM_MEMBERS) {
                throw new IllegalStateException("join() of a mixer with " + MAXIMUM_MEMBERS + " members");
            }
            Member[] after = Arrays.copyOf(before, before.length + 1);
            after[before.length] = new Member();
            members = after;
            return after[before.length];
        }
    }

    /**
     * Counts the members.
     *
     * @return how many there are
     */
    public int size() {
        return members.length;
    }

    /** One session's place in the mixer. */
    public final class Member implements AudioProcessor, AutoCloseable {
        private final FrameBroadcast spoken = new FrameBroadcast();
        private volatile boolean muted;

        private AudioFormat format = AudioFormat.NARROWBAND;
        private Member[] heard = {};
        private FrameBroadcast.Reader[] readers = {};
        private Member[] seen = {};
        private short[] frame = new short[0];
        private int[] sum = new int[0];
        private short[] silence = new short[AudioFormat.NARROWBAND.samples(FRAME_MILLIS)];

        private Member() {
            use(format);
        }

        private void use(AudioFormat toSend) {
            format = toSend;
            frame = new short[toSend.samples(FRAME_MILLIS)];
            sum = new int[frame.length];
            heard = new Member[0];
            readers = new FrameBroadcast.Reader[0];
            seen = new Member[0];
        }

        @Override
        public void onFormats(AudioFormat received, AudioFormat toSend) {
            spoken.format(received);
            silence = new short[received.samples(FRAME_MILLIS)];
            if (!toSend.equals(format)) {
                use(toSend);
            }
        }

        @Override
        public boolean process(short[] received, short[] toSend, long now) {
            spoken.put(muted ? silence : received);
            follow();
            Arrays.fill(sum, 0);
            boolean any = false;
            for (int i = 0; i < readers.length; i++) {
                if (readers[i].read(frame)) {
                    any = true;
                    for (int sample = 0; sample < frame.length; sample++) {
                        sum[sample] += frame[sample];
                    }
                }
            }
            for (int i = 0; i < sum.length; i++) {
                toSend[i] = (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, sum[i]));
            }
            return any;
        }

        /** Members have come or gone: those that stay are read on where they were. */
        private void follow() {
            Member[] present = members;
            if (present == seen) {
                return;
            }
            var next = new FrameBroadcast.Reader[present.length];
            int count = 0;
            for (Member member : present) {
                if (member != this) {
                    int before = Arrays.asList(heard).indexOf(member);
                    next[count++] = before >= 0 ? readers[before] : member.spoken.newReader(format);
                }
            }
            heard = Arrays.stream(present).filter(member -> member != this).toArray(Member[]::new);
            readers = Arrays.copyOf(next, count);
            seen = present;
        }

        /**
         * Lets the others hear this member, or not.
         *
         * @param silent whether they hear silence
         */
        public void mute(boolean silent) {
            muted = silent;
        }

        /** Leaves the mixer. Idempotent. */
        @Override
        public void close() {
            synchronized (joining) {
                members =
                        Arrays.stream(members).filter(member -> member != this).toArray(Member[]::new);
            }
        }
    }
}
