// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media;

import dev.demitasse.event.loop.Network;
import dev.demitasse.rtp.media.internal.RtcpSchedule;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** Collects what an {@link RtpSession} needs. Not thread-safe. */
public final class RtpSessionBuilder {
    private static final Duration MAXIMUM_SEND_QUEUE = Duration.ofMinutes(1);
    private static final Duration LEAST_RTCP_INTERVAL = Duration.ofMillis(500);
    private static final Duration LONGEST_RTCP_INTERVAL = Duration.ofMinutes(1);

    final Network network;
    final RtpPorts ports;
    final RtpParameters parameters;
    RtpListener listener = new RtpListener() {};
    Optional<AudioProcessor> processor = Optional.empty();
    Optional<Consumer<? super AudioFrame>> audioListener = Optional.empty();
    Optional<Executor> lane = Optional.empty();
    String cname = "";
    Duration mediaTimeout = Duration.ofSeconds(30);
    Duration sendQueue = Duration.ofMillis(200);
    boolean duplicatePackets;
    boolean continuousStream;
    boolean silenceSuppression;
    Optional<Ssrc> ssrc = Optional.empty();
    Duration rtcpInterval = Duration.ofNanos((long) (RtcpSchedule.MINIMUM_SECONDS * 1e9));
    PlayoutDelay playoutDelay = PlayoutDelay.DEFAULT;

    RtpSessionBuilder(Network network, RtpPorts ports, RtpParameters parameters) {
        this.network = Objects.requireNonNull(network, "network");
        this.ports = Objects.requireNonNull(ports, "ports");
        this.parameters = Objects.requireNonNull(parameters, "parameters");
    }

    /**
     * Sets who hears of digits, timeouts and the like, on the media loop.
     *
     * @param value must not block
     * @return this
     */
    public RtpSessionBuilder listener(RtpListener value) {
        listener = Objects.requireNonNull(value, "listener");
        return this;
    }

    /**
     * Sets a processor of audio, on the media loop.
     *
     * @param value must not block
     * @return this
     */
    public RtpSessionBuilder processor(AudioProcessor value) {
        processor = Optional.of(value);
        return this;
    }

    /**
     * Sets a listener that takes all received audio, in frames of 20 ms, on the session's lane. It may block; what it
     * misses by that is dropped as from {@link RtpSession#read()}. There is nothing left to read then.
     *
     * @param value takes the frames
     * @return this
     */
    public RtpSessionBuilder audioListener(Consumer<? super AudioFrame> value) {
        audioListener = Optional.of(value);
        return this;
    }

    /**
     * Sets where futures are completed and the audio listener is called. If not set, the session has a lane of its own on
     * application threads.
     *
     * @param value runs tasks one after the other, not on a loop
     * @return this
     */
    public RtpSessionBuilder lane(Executor value) {
        lane = Optional.of(value);
        return this;
    }

    /**
     * Sets the canonical name told to the peer (RFC 3550 section 6.5.1). If not set, a random one for each session, as
     * RFC 7022 section 4.2 advises.
     *
     * @param value up to 255 bytes of UTF-8
     * @return this
     * @throws IllegalArgumentException if it is longer
     */
    public RtpSessionBuilder cname(String value) {
        if (value.getBytes(StandardCharsets.UTF_8).length > 255) {
            throw new IllegalArgumentException("cname longer than 255 bytes");
        }
        cname = value;
        return this;
    }

    /**
     * Sets the synchronization source that is sent under, as it is told to the peer beforehand ({@code a=ssrc}, RFC 5576); a random
     * one for each session if not set. When it collides with the peer's own (RFC 3550 section 8.2), the session says good-bye for it and goes on
     * under a random one. Sessions that share ports, or that one peer is to hear as several, need one each.
     *
     * @param value ours
     * @return this
     */
    public RtpSessionBuilder ssrc(Ssrc value) {
        ssrc = Optional.of(value);
        return this;
    }

    /** The one that was set, or a random one. Draws in either case, so that what is drawn later does not depend on it. */
    int firstSsrcBits(RandomGenerator random) {
        int drawn = random.nextInt();
        return ssrc.map(Ssrc::bits).orElse(drawn);
    }

    /**
     * Sets the least interval between RTCP reports (RFC 3550 section 6.2); 5 s if not set. Half of it goes by before the first
     * report; each is at random between half and one and a half times as long. Reports never take more than 5 % of 80 kbit/s: with one peer that
     * is as long as 0.4 to 0.7 s, whatever is set. Section 6.2 recommends no less than 4.5 s at that rate; less is for those
     * who watch a line closely. Who is silent for 25 s, or five times the interval if that is longer, is no member any more.
     *
     * @param value 500 ms to 1 minute
     * @return this
     * @throws IllegalArgumentException if out of range
     */
    public RtpSessionBuilder rtcpInterval(Duration value) {
        if (value.compareTo(LEAST_RTCP_INTERVAL) < 0 || value.compareTo(LONGEST_RTCP_INTERVAL) > 0) {
            throw new IllegalArgumentException("RTCP interval of " + value);
        }
        rtcpInterval = value;
        return this;
    }

    /**
     * Sets between which bounds the jitter buffer picks how long received packets wait; {@link PlayoutDelay#DEFAULT} if not set.
     *
     * @param value bounds
     * @return this
     */
    public RtpSessionBuilder playoutDelay(PlayoutDelay value) {
        playoutDelay = Objects.requireNonNull(value, "playout delay");
        return this;
    }

    /**
     * Sets after how long without RTP {@link RtpListener#onMediaTimeout} is called; 30 s if not set.
     *
     * @param value positive
     * @return this
     * @throws IllegalArgumentException if it is not positive
     */
    public RtpSessionBuilder mediaTimeout(Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException("media timeout " + value);
        }
        mediaTimeout = value;
        return this;
    }

    /**
     * Sets how much written audio may wait to be sent; 200 ms if not set. What {@link RtpSession#play} has taken does not
     * count.
     *
     * @param value 20 ms to 1 minute
     * @return this
     * @throws IllegalArgumentException if out of range
     */
    public RtpSessionBuilder sendQueue(Duration value) {
        if (value.compareTo(Duration.ofMillis(20)) < 0 || value.compareTo(MAXIMUM_SEND_QUEUE) > 0) {
            throw new IllegalArgumentException("send queue of " + value);
        }
        sendQueue = value;
        return this;
    }

    /**
     * Sets whether every packet is sent twice, against loss at the price of twice the bandwidth; it is not if not set. A receiver
     * drops the copies by their sequence numbers. Statistics and reports count them as packets.
     *
     * @param twice whether it is
     * @return this
     */
    public RtpSessionBuilder duplicatePackets(boolean twice) {
        duplicatePackets = twice;
        return this;
    }

    /**
     * Sets whether silence is sent in packets when there is nothing to send, for peers and networks that take a pause for the
     * end; nothing is sent then if not set. On hold nothing is sent.
     *
     * @param always whether it is
     * @return this
     */
    public RtpSessionBuilder continuousStream(boolean always) {
        continuousStream = always;
        return this;
    }

    /**
     * Sets whether silence is left out and described by comfort noise (RFC 3389) instead, where the parameters have a payload
     * type to send it under; it is not if not set. Silence is what holds no speech, and time in which there is nothing to send;
     * a packet of noise is sent at its beginning, when the background changes, and every 3 s. Goes before
     * {@link #continuousStream}; for audio of one channel.
     *
     * @param wanted whether it is
     * @return this
     */
    public RtpSessionBuilder silenceSuppression(boolean wanted) {
        silenceSuppression = wanted;
        return this;
    }

    /**
     * Makes the session. Nothing is sent, and what arrives is dropped, until it is started.
     *
     * @return a session, which owns the ports from now on
     * @throws IllegalStateException if the ports have a session already, or are closed
     */
    public RtpSession build() {
        ports.take();
        return new RtpSession(this);
    }
}
