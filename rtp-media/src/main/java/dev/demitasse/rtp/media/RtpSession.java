// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media;

import dev.demitasse.event.loop.Deadlines;
import dev.demitasse.event.loop.Network;
import dev.demitasse.event.loop.Signal;
import dev.demitasse.rtp.media.internal.Segment;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;

/**
 * One audio stream both ways over RTP (RFC 3550), with its RTCP, jitter buffer, pacer, digits and statistics. Knows nothing
 * of SIP.
 *
 * <p>Audio is met in three ways, which may be mixed: blocking ({@link #read()}, {@link #write(AudioFrame)}), by a listener
 * ({@link RtpSessionBuilder#audioListener}), or by an {@link AudioProcessor} on the media loop. Received audio comes in frames
 * of 20 ms from the first packet on, without gaps: what was lost is concealed, where nothing is sent there is silence. What
 * the application gives may have any length.
 *
 * <p>Sending is paced on absolute times. Timestamps follow the clock through silence; a talkspurt begins with the marker bit.
 * When the loop was late by up to 60 ms the packets due are sent at once; when it was later, those times are left out as if
 * there had been silence, and what was to be sent then is sent now: nothing is skipped, it is late.
 *
 * <p>Thread-safe: methods hand commands to the session's media loop. Those that wait say so; on a loop (but for the session's own,
 * where a command is done at once) they throw {@link IllegalStateException}, and when their thread is interrupted
 * {@link dev.demitasse.event.loop.InterruptedWaitException}.
 */
public final class RtpSession implements AutoCloseable {
    private final RtpPorts ports;
    private final RtpEngine engine;
    private final LoopAccess access;
    private final FrameRing ring;
    private final SendSide output;
    private final Signal input;
    private final AtomicBoolean closing = new AtomicBoolean();

    RtpSession(RtpSessionBuilder from) {
        ports = from.ports;
        access = new LoopAccess(from);
        ring = new FrameRing(from.parameters.receive().get(0).format());
        input = from.network.newSignal();
        output = new SendSide(this, access, from);
        engine = new RtpEngine(this, access, from, ring);
    }

    /**
     * Begins a session on bound ports.
     *
     * @param network the network of the ports
     * @param ports bound ports that no other session has; the session closes them
     * @param parameters what both sides have agreed on
     * @return a builder
     */
    public static RtpSessionBuilder builder(Network network, RtpPorts ports, RtpParameters parameters) {
        return new RtpSessionBuilder(network, ports, parameters);
    }

    /**
     * Begins to receive and to send. Does not wait.
     *
     * @throws IllegalStateException if the session was started before, or is closed
     */
    public void start() {
        if (closing.get()) {
            throw new IllegalStateException("start() of a closed session");
        }
        engine.requireFirstStart();
        access.submit(engine::start);
    }

    /**
     * Gives the ports.
     *
     * @return where the session receives
     */
    public RtpPorts ports() {
        return ports;
    }

    /**
     * Gives the format of the audio that is sent, and so that of what is to be written.
     *
     * @return sample rate and channels; may change by {@link #update}
     */
    public AudioFormat sendFormat() {
        return output.format();
    }

    /**
     * Gives the format of the audio that is received.
     *
     * @return sample rate and channels; may change with the codec the peer sends
     */
    public AudioFormat receiveFormat() {
        return ring.format();
    }

    /**
     * Waits for the next frame of received audio. The queue holds 200 ms; when it is full the oldest frame is dropped and
     * counted. While a processor works, frames are kept only from the first time on that one is read or polled.
     *
     * @return 20 ms of audio; nothing when the session is closed and all is read
     */
    public Optional<AudioFrame> read() {
        return readUntil(Deadlines.NEVER);
    }

    /**
     * Waits for the next frame of received audio, or a time.
     *
     * @param limit how long at the most
     * @return 20 ms of audio; nothing when there was none in time, or the session is closed and all is read
     */
    public Optional<AudioFrame> read(Duration limit) {
        return readUntil(access.deadline(limit));
    }

    /**
     * Gives the next frame of received audio if there is one. Does not wait.
     *
     * @return 20 ms of audio, or nothing
     */
    public Optional<AudioFrame> poll() {
        return ring.poll();
    }

    /**
     * Throws away the received audio that was not read yet. Does not wait.
     *
     * @return samples, all channels together
     */
    public int discardInput() {
        return ring.discard();
    }

    private Optional<AudioFrame> readUntil(long deadline) {
        Optional<AudioFrame> frame = ring.poll();
        while (frame.isEmpty()
                && !access.hasEnded()
                && input.await(() -> !ring.isEmpty() || access.hasEnded(), deadline)) {
            frame = ring.poll();
        }
        return frame;
    }

    /**
     * Has audio sent; waits until the queue has taken all of it, which is until all but 200 ms of it are sent.
     *
     * @param audio in the format that is sent
     * @return whether all was taken; not if the session was closed meanwhile
     * @throws IllegalArgumentException if the audio has another format
     */
    public boolean write(AudioFrame audio) {
        output.requireFormat(audio);
        return write(audio.array(), 0, audio.length()) == audio.length();
    }

    /**
     * Has samples sent; waits until the queue has taken all of them.
     *
     * @param pcm in the format that is sent, channels interleaved; copied
     * @param offset of the first sample
     * @param length how many, all channels together
     * @return how many were taken; all, unless the session was closed meanwhile
     */
    public int write(short[] pcm, int offset, int length) {
        return output.write(pcm, offset, length);
    }

    /**
     * Has samples sent, as many as the queue takes. Does not wait.
     *
     * @param pcm in the format that is sent, channels interleaved; copied
     * @param offset of the first sample
     * @param length how many, all channels together
     * @return how many were taken; 0 if the session is closed
     * @throws IllegalArgumentException if it is no multiple of the number of channels
     */
    public int offer(short[] pcm, int offset, int length) {
        return output.offer(pcm, offset, length);
    }

    /**
     * Has audio sent after what was given before. Does not wait; all of it is taken.
     *
     * @param audio in the format that is sent
     * @return tells how far it is, and can cancel it
     * @throws IllegalArgumentException if the audio has another format
     * @throws IllegalStateException if a thousand others wait
     */
    public Playback play(AudioFrame audio) {
        return output.play(audio);
    }

    /**
     * Marks a place in the audio that is given. Does not wait.
     *
     * @return completed on the session's lane: with {@code true} when the last sample given before has left in a packet, with
     *     {@code false} when the mark is thrown away with audio that waits, or the session is closed
     * @throws IllegalStateException if a thousand other marks and playbacks wait
     */
    public CompletableFuture<Boolean> mark() {
        return output.mark();
    }

    /**
     * Waits until all audio given so far is sent.
     *
     * @param limit how long at the most
     * @return whether it is, or the session is closed
     */
    public boolean drain(Duration limit) {
        return access.await(() -> !isPlaying(), access.deadline(limit));
    }

    /**
     * Tells whether audio given by the application waits to be sent.
     *
     * @return whether some does
     */
    public boolean isPlaying() {
        return output.isPlaying();
    }

    /**
     * Throws away all audio that waits to be sent, written and to be played, at the next frame boundary. Waits until that is
     * done, a tick of the loop at the most.
     *
     * @return whether there was any
     */
    public boolean discardOutput() {
        boolean playing = isPlaying();
        var done = new AtomicBoolean();
        access.command(
                () -> {
                    engine.discardOutput();
                    done.set(true);
                },
                done::get);
        return playing;
    }

    /**
     * Sends digits as telephone events (RFC 4733), after those given before. Audio that waits is sent after them.
     *
     * @param digits of {@code 0123456789*#ABCD}, 160 ms each
     * @return completed on the session's lane when the last is sent; fails with {@link CancellationException} if the session
     *     is closed before
     * @throws IllegalArgumentException if there is another character, or none
     * @throws IllegalStateException if the peer takes no telephone events
     */
    public CompletableFuture<Void> sendDtmf(String digits) {
        return sendDtmf(
                digits.chars().mapToObj(digit -> DtmfEvent.of((char) digit)).toList());
    }

    /**
     * Sends digits as telephone events (RFC 4733), after those given before. Audio that waits is sent after them.
     *
     * @param events one or more, 40 ms or longer
     * @return completed on the session's lane when the last is sent; fails with {@link CancellationException} if the session
     *     is closed before
     * @throws IllegalArgumentException if there is none, or one is too short, or longer than 65,535 timestamp ticks
     * @throws IllegalStateException if the peer takes no telephone events
     */
    public CompletableFuture<Void> sendDtmf(List<DtmfEvent> events) {
        List<DtmfEvent> wanted = DigitQueue.requireSendable(List.copyOf(events), engine.parameters());
        var sent = new CompletableFuture<Void>();
        if (!access.submit(() -> engine.sendDtmf(wanted, sent))) {
            access.onLane(() -> sent.completeExceptionally(new CancellationException("session closed")));
        }
        return sent;
    }

    /**
     * Goes on with other parameters, as after a new offer and answer: another address, codec, packet time or direction.
     * Source, sequence numbers and timestamps go on. The address is probed again, even if it is the same. When the sample
     * rate changes, audio that waits in the old one is thrown away. Does not wait.
     *
     * @param parameters the new ones
     */
    public void update(RtpParameters parameters) {
        access.submit(() -> engine.update(parameters));
    }

    /**
     * Puts a processor in the place of the one there is. Does not wait.
     *
     * @param processor called on the media loop; must not block
     */
    public void process(AudioProcessor processor) {
        access.submit(() -> engine.process(Optional.of(processor)));
    }

    /** Takes the processor away, if there is one. Does not wait. */
    public void stopProcessing() {
        access.submit(() -> engine.process(Optional.empty()));
    }

    /**
     * Gives what was counted so far; of a closed session, the final figures. Waits for the loop, a tick at the most.
     *
     * @return the statistics
     */
    public RtpStatistics statistics() {
        var taken = new AtomicReference<RtpStatistics>();
        access.command(() -> taken.set(engine.statistics()), () -> taken.get() != null);
        return taken.get() != null ? taken.get() : engine.statistics();
    }

    /**
     * Gives what was counted so far. Does not wait.
     *
     * @return completed on the session's lane
     */
    public CompletableFuture<RtpStatistics> snapshot() {
        var future = new CompletableFuture<RtpStatistics>();
        boolean submitted = access.submit(() -> {
            RtpStatistics statistics = engine.statistics();
            access.onLane(() -> future.complete(statistics));
        });
        if (!submitted) {
            access.onLane(() -> future.complete(engine.statistics()));
        }
        return future;
    }

    /**
     * Tells whether the session is closed.
     *
     * @return whether it is
     */
    public boolean isClosed() {
        return closing.get();
    }

    /**
     * Ends the session: says good-bye by RTCP, closes the sockets, gives the ports back; nobody waits any more, playbacks are
     * over, reads give what is left and then nothing. Does not wait. Idempotent.
     */
    @Override
    public void close() {
        if (closing.compareAndSet(false, true)) {
            if (!access.submit(engine::close)) {
                engine.abandon();
                ports.close();
                onClosed();
            }
            access.raise();
        }
    }

    void onSendFormat(AudioFormat format) {
        output.format(format);
    }

    void onFrame() {
        input.raise();
    }

    void onClosed() {
        access.end();
        input.raise();
    }

    void cancel(Segment segment, BooleanSupplier done) {
        access.command(() -> engine.cancel(segment), done);
    }

    void enqueue(Segment segment, AudioFormat format) {
        if (!access.submit(() -> engine.enqueue(segment, format))) {
            engine.refuse(segment);
        }
    }
}
