// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.audio;

import dev.demitasse.rtp.media.AudioFormat;
import dev.demitasse.rtp.media.AudioProcessor;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Keeps what is received until a thread of the application writes it to a file: the media loop never waits for a disk. For one
 * session; sends nothing; allocates nothing per frame.
 *
 * <p>When the codec changes in the call, the audio is converted; the file keeps its format. When nobody drains in time, the newest
 * frames are dropped and counted.
 */
public final class RecorderTap implements AudioProcessor {
    private final AudioFormat format;
    private final short[] ring;
    private final AtomicLong written = new AtomicLong();
    private final AtomicLong read = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();
    private final short[] frame;
    private FrameConverter converter;

    /**
     * Makes a recorder.
     *
     * @param format of what is written
     * @param room how much audio is kept at the most, 20 ms to a minute
     * @throws IllegalArgumentException if the room is out of range
     */
    public RecorderTap(AudioFormat format, Duration room) {
        if (room.compareTo(Duration.ofMillis(20)) < 0 || room.compareTo(Duration.ofMinutes(1)) > 0) {
            throw new IllegalArgumentException("room for " + room);
        }
        this.format = format;
        frame = new short[format.samples(20)];
        ring = new short[format.samples((int) room.toMillis()) / frame.length * frame.length];
        converter = new FrameConverter(AudioFormat.NARROWBAND, format);
    }

    @Override
    public void onFormats(AudioFormat received, AudioFormat toSend) {
        converter = new FrameConverter(received, format);
    }

    @Override
    public boolean process(short[] received, short[] toSend, long now) {
        converter.convert(received, frame);
        long at = written.get();
        if (at - read.get() > ring.length - frame.length) {
            dropped.addAndGet(frame.length);
        } else {
            System.arraycopy(frame, 0, ring, (int) (at % ring.length), frame.length);
            written.set(at + frame.length);
        }
        return false;
    }

    /**
     * Writes what was kept. From one thread at a time, not from a media loop: it blocks as the file does.
     *
     * @param to a file, as of {@link WavWriter}, of this recorder's format
     * @return how many samples were written, all channels together
     * @throws IllegalArgumentException if the file has another format
     * @throws IOException if it can't be written; what was kept is gone then
     */
    public int drainTo(AudioSink to) throws IOException {
        if (!to.format().equals(format)) {
            throw new IllegalArgumentException("audio of " + format + " in a file of " + to.format());
        }
        int drained = 0;
        for (long at = read.get(); at < written.get(); at += frame.length) {
            try {
                to.write(ring, (int) (at % ring.length), frame.length);
            } finally {
                read.set(at + frame.length);
            }
            drained += frame.length;
        }
        return drained;
    }

    /**
     * Counts what nobody drained in time.
     *
     * @return samples, all channels together
     */
    public long droppedSamples() {
        return dropped.get();
    }
}
