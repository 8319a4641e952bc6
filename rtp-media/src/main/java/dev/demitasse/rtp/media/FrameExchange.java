// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media;

import dev.demitasse.rtp.media.internal.AudioReceiver;
import dev.demitasse.rtp.media.internal.AudioSender;
import dev.demitasse.rtp.media.internal.LoopBuffers;
import dev.demitasse.rtp.media.internal.Rates;
import java.util.Arrays;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands each 20 ms of received audio to the application, and asks its processor for what is to be sent. Confined to the media loop. */
final class FrameExchange {
    private static final Logger LOG = LoggerFactory.getLogger(RtpSession.class);

    private final RtpSession session;
    private final FrameRing ring;
    private final Optional<AudioTap> tap;
    private final LoopBuffers buffers;
    private Optional<AudioProcessor> processor;
    private AudioFormat sendFormat;
    private short[] in = new short[0];
    private short[] out = new short[0];
    private long position;
    private long unreadSamples;

    FrameExchange(RtpSession session, LoopAccess access, RtpSessionBuilder from, FrameRing ring, LoopBuffers buffers) {
        this.session = session;
        this.ring = ring;
        this.buffers = buffers;
        processor = from.processor;
        tap = from.audioListener.map(consumer -> new AudioTap(access, ring, consumer));
        sendFormat = from.parameters.send().format();
    }

    void start() {
        takeBuffers();
        tellFormats();
    }

    private void takeBuffers() {
        in = buffers.received(ring.format().samples(20));
        out = buffers.toSend(sendFormat.samples(20));
    }

    /** The formats may have changed. */
    void use(Rates received, AudioFormat sent) {
        AudioFormat receiveFormat = new AudioFormat(received.sampleRateHz(), received.channels());
        if (!receiveFormat.equals(ring.format())) {
            ring.reformat(receiveFormat);
        }
        sendFormat = sent;
        takeBuffers();
        tellFormats();
    }

    void process(Optional<AudioProcessor> next) {
        processor = next;
        tellFormats();
    }

    private void tellFormats() {
        try {
            processor.ifPresent(to -> to.onFormats(ring.format(), sendFormat));
        } catch (RuntimeException thrown) {
            dropProcessor(thrown);
        }
    }

    void onFrame(AudioReceiver receiver, AudioSender sender, long now) {
        boolean received = receiver.pull(in, now);
        if (received) {
            if (keeps()) {
                keep();
            } else {
                unreadSamples += in.length;
            }
            position += in.length;
        }
        if (processor.isPresent()) {
            if (!received) {
                Arrays.fill(in, (short) 0);
            }
            Arrays.fill(out, (short) 0);
            process(processor.get(), sender, now);
        }
    }

    /** A processor hears every frame: while nobody has read, there is no second hearer to keep them for. */
    private boolean keeps() {
        return processor.isEmpty() || tap.isPresent() || ring.isRead();
    }

    private void keep() {
        unreadSamples += ring.put(in, position) ? 0 : in.length;
        session.onFrame();
        if (tap.isPresent()) {
            tap.get().onFrame();
        }
    }

    private void process(AudioProcessor by, AudioSender sender, long now) {
        try {
            if (by.process(in, out, now)) {
                sender.addProcessed(out);
            }
        } catch (RuntimeException thrown) {
            dropProcessor(thrown);
        }
    }

    private void dropProcessor(RuntimeException thrown) {
        LOG.warn(
                "audio processor of {} has thrown and is not called any more",
                session.ports().rtpAddress(),
                thrown);
        processor = Optional.empty();
    }

    /** The listener takes what is left. */
    void close() {
        tap.ifPresent(AudioTap::onFrame);
    }

    long unreadSamples() {
        return unreadSamples;
    }
}
