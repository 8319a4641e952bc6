// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.audio;

import dev.demitasse.rtp.media.AudioFormat;
import java.lang.invoke.VarHandle;

/**
 * The last frames of one session, for any number of others, from loop to loop without locks: one writer; each reader has a
 * {@link Reader} of its own. A reader that is overtaken sees it and begins again at the newest frame.
 */
final class FrameBroadcast {
    private static final int SLOTS = 8;
    private static final int FRAME_MILLIS = 20;

    /** More than this many frames behind, a reader leaves some out: the loops' jitter is far below it. */
    private static final int MAXIMUM_BEHIND = 3;

    /** After so many frames (1 s) that were read late, one is left out, and the delay is a frame less. */
    private static final int LATE_READS = 50;

    /** Frames of one format. Another format is another stream. */
    private static final class Stream {
        final AudioFormat format;
        final short[][] slots;
        volatile long written;

        Stream(AudioFormat format) {
            this.format = format;
            slots = new short[SLOTS][format.samples(FRAME_MILLIS)];
        }
    }

    private volatile Stream stream = new Stream(AudioFormat.NARROWBAND);

    /** The frames to come have this format. By the writer. */
    void format(AudioFormat format) {
        if (!format.equals(stream.format)) {
            stream = new Stream(format);
        }
    }

    void put(short[] frame) {
        Stream to = stream;
        long number = to.written;
        // A reader that copied this slot in the meantime must see that it is written anew.
        VarHandle.fullFence();
        short[] slot = to.slots[(int) (number % SLOTS)];
        System.arraycopy(frame, 0, slot, 0, slot.length);
        to.written = number + 1;
    }

    Reader newReader(AudioFormat wanted) {
        return new Reader(wanted);
    }

    /** Reads in a format of its own. Not thread-safe; confined to the reader's loop. */
    final class Reader {
        private final AudioFormat wanted;
        private Stream from;
        private FrameConverter converter;
        private short[] copied;
        private long next;
        private int late;

        private Reader(AudioFormat wanted) {
            this.wanted = wanted;
            from = stream;
            begin();
        }

        private void begin() {
            converter = new FrameConverter(from.format, wanted);
            copied = new short[from.format.samples(FRAME_MILLIS)];
            next = from.written;
        }

        /** Gives the next frame, if there is one. */
        boolean read(short[] frame) {
            Stream now = stream;
            if (now != from) {
                from = now;
                begin();
                next = 0;
            }
            long written = from.written;
            if (written - next > MAXIMUM_BEHIND) {
                next = written - 1;
            }
            if (next == written) {
                late = 0;
                return false;
            }
            late = written - next > 1 ? late + 1 : 0;
            if (late == LATE_READS) {
                late = 0;
                next++;
            }
            System.arraycopy(from.slots[(int) (next % SLOTS)], 0, copied, 0, copied.length);
            VarHandle.fullFence();
            next++;
            if (from.written - next >= SLOTS - 1) {
                return false;
            }
            converter.convert(copied, frame);
            return true;
        }
    }
}
