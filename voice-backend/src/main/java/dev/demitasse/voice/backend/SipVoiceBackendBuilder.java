// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.voice.backend;

import dev.demitasse.event.loop.Network;
import dev.demitasse.rtp.media.AudioCodecs;
import dev.demitasse.rtp.media.PlayoutDelay;
import dev.demitasse.sip.ua.PeerRouting;
import dev.demitasse.sip.ua.SipTimers;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Collects what a {@link SipVoiceBackend} needs. Not thread-safe. */
public final class SipVoiceBackendBuilder {
    private Optional<Network> network = Optional.empty();
    private InetSocketAddress sipAddress = new InetSocketAddress(5060);
    private Optional<InetAddress> rtpAddress = Optional.empty();
    private int firstRtpPort = 10_000;
    private int lastRtpPort = 20_000;
    private Optional<InetAddress> advertisedAddress = Optional.empty();
    private List<String> codecs = List.of("PCMU", "PCMA");
    private int telephoneEventPayloadType = 101;
    private int ptimeMillis = 20;
    private boolean comfortNoise;
    private boolean offerRtcpMux;
    private int maximumCalls = Integer.MAX_VALUE;
    private String userAgent = "Demitasse";
    private Duration closeLimit = Duration.ofSeconds(5);
    private Duration portQuarantine = Duration.ofSeconds(5);
    private SipTimers timers = SipTimers.DEFAULT;
    private PeerRouting peerRouting = PeerRouting.NAT_AWARE;
    private boolean closedPortProbe = true;
    private Duration mediaTimeout = Duration.ofSeconds(30);
    private PlayoutDelay playoutDelay = PlayoutDelay.DEFAULT;
    private boolean duplicatePackets;
    private boolean continuousStream;
    private Duration mediaEstablishmentTimeout = Duration.ofSeconds(60);

    SipVoiceBackendBuilder() {}

    /**
     * Sets the network to run on. The default is a {@link Network#system()} of the backend's own, closed with it; one that
     * is given stays open.
     *
     * @param value the machine's network or a simulated one
     * @return this builder
     */
    public SipVoiceBackendBuilder network(Network value) {
        network = Optional.of(value);
        return this;
    }

    /**
     * Sets where SIP is heard. The default is any address, port 5060.
     *
     * @param value a resolved address; port 0 takes any free one
     * @return this builder
     * @throws IllegalArgumentException if it is not resolved
     */
    public SipVoiceBackendBuilder sipAddress(InetSocketAddress value) {
        if (value.isUnresolved()) {
            throw new IllegalArgumentException("SIP address must be resolved: " + value);
        }
        sipAddress = value;
        return this;
    }

    /**
     * Sets where RTP is heard. The default is the address of {@link #sipAddress}.
     *
     * @param value a local address
     * @return this builder
     */
    public SipVoiceBackendBuilder rtpAddress(InetAddress value) {
        rtpAddress = Optional.of(value);
        return this;
    }

    /**
     * Sets the range of RTP ports. Each call takes a pair, an even port and the odd one above it, in sequence.
     *
     * @param first 1024 to 65534
     * @param last above {@code first}, 65535 at the most
     * @return this builder
     * @throws IllegalArgumentException if there is no pair in the range
     */
    public SipVoiceBackendBuilder rtpPorts(int first, int last) {
        if (first < 1024 || last > 65_535 || last < first + 1 + (first & 1)) {
            throw new IllegalArgumentException("no pair of RTP ports in " + first + "-" + last);
        }
        firstRtpPort = first;
        lastRtpPort = last;
        return this;
    }

    /**
     * Sets the address peers are told, in Contact and SDP, when it is not the one that is bound. The default is the bound
     * address or, bound to any, the one that packets to the peer leave from.
     *
     * @param value not a wildcard
     * @return this builder
     * @throws IllegalArgumentException if it is a wildcard
     */
    public SipVoiceBackendBuilder advertisedAddress(InetAddress value) {
        if (value.isAnyLocalAddress()) {
            throw new IllegalArgumentException("advertised address must not be a wildcard: " + value);
        }
        advertisedAddress = Optional.of(value);
        return this;
    }

    /**
     * Sets the codecs, the preferred one first. The default is PCMU, PCMA. What else is there: G722, L16 at several rates, and what
     * other providers bring, such as Opus by {@code rtp-codec-opus}.
     *
     * @param names encoding names, such as {@code G722}, with the clock rate and channels of {@code a=rtpmap} where that is not
     *     enough, such as {@code L16/16000}; 15 at the most
     * @return this builder
     * @throws IllegalArgumentException if there is none, one is unknown, or has two channels of audio
     */
    public SipVoiceBackendBuilder codecs(String... names) {
        if (names.length == 0) {
            throw new IllegalArgumentException("no codec");
        }
        MediaPlan.named(AudioCodecs.installed(), List.of(names));
        codecs = List.of(names);
        return this;
    }

    /**
     * Sets the payload type offered for telephone-events. The default is 101.
     *
     * @param value 96 to 127
     * @return this builder
     * @throws IllegalArgumentException if it is out of range
     */
    public SipVoiceBackendBuilder telephoneEventPayloadType(int value) {
        if (value < 96 || value > 127) {
            throw new IllegalArgumentException("telephone-event payload type must be within 96..127: " + value);
        }
        telephoneEventPayloadType = value;
        return this;
    }

    /**
     * Sets how much sound goes into a packet. The default is 20 ms.
     *
     * @param value a multiple of 10 ms, 10 to 60 ms
     * @return this builder
     * @throws IllegalArgumentException if it is not
     */
    public SipVoiceBackendBuilder ptime(Duration value) {
        long millis = value.toMillis();
        if (millis < 10 || millis > 60 || millis % 10 != 0) {
            throw new IllegalArgumentException("ptime must be 10, 20 .. 60 ms: " + value);
        }
        ptimeMillis = (int) millis;
        return this;
    }

    /**
     * Says whether to agree on comfort noise (RFC 3389) with peers that know it, for codecs with an RTP clock of 8000 Hz. With it
     * both sides leave out what holds no speech, and describe the background instead. The default is false: no comfort noise is
     * offered or accepted, so a peer sends all it hears, and the application hears that and not an imitation.
     *
     * @param wanted whether to offer and accept it, and to suppress silence where it is agreed
     * @return this builder
     */
    public SipVoiceBackendBuilder comfortNoise(boolean wanted) {
        comfortNoise = wanted;
        return this;
    }

    /**
     * Says whether to offer RTCP on the port of RTP ({@code a=rtcp-mux}, RFC 5761). It is accepted in any case where a peer offers
     * it. The default is false.
     *
     * @param offered whether to offer it; a peer that does not know it is sent RTCP on the next port
     * @return this builder
     */
    public SipVoiceBackendBuilder offerRtcpMux(boolean offered) {
        offerRtcpMux = offered;
        return this;
    }

    /**
     * Sets how many calls there may be at once; one more is refused with 503 and Retry-After. The default is no limit.
     *
     * @param value 1 or more
     * @return this builder
     * @throws IllegalArgumentException if it is less
     */
    public SipVoiceBackendBuilder maximumCalls(int value) {
        if (value < 1) {
            throw new IllegalArgumentException("maximum calls must be 1 or more: " + value);
        }
        maximumCalls = value;
        return this;
    }

    /**
     * Sets the product name sent in User-Agent and Server.
     *
     * @param value such as {@code MyBot/1.0}
     * @return this builder
     * @throws IllegalArgumentException if it is blank or has a control character
     */
    public SipVoiceBackendBuilder userAgent(String value) {
        if (value.isBlank() || value.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("user agent must be printable text: '" + value.strip() + "'");
        }
        userAgent = value;
        return this;
    }

    /**
     * Sets how long {@link SipVoiceBackend#close()} waits for calls to end on the wire. The default is 5 s.
     *
     * @param value not negative
     * @return this builder
     * @throws IllegalArgumentException if it is negative
     */
    public SipVoiceBackendBuilder closeLimit(Duration value) {
        closeLimit = notNegative("close limit", value);
        return this;
    }

    /**
     * Sets how long a pair of ports rests before it is used again. The default is 5 s.
     *
     * @param value not negative
     * @return this builder
     * @throws IllegalArgumentException if it is negative
     */
    public SipVoiceBackendBuilder portQuarantine(Duration value) {
        portQuarantine = notNegative("port quarantine", value);
        return this;
    }

    /**
     * Says where BYE and re-INVITE go when a peer's Contact is not where its packets come from, as behind a NAT. The default
     * is {@link PeerRouting#NAT_AWARE}.
     *
     * @param value the rule
     * @return this builder
     */
    public SipVoiceBackendBuilder peerRouting(PeerRouting value) {
        peerRouting = Objects.requireNonNull(value, "peerRouting");
        return this;
    }

    /**
     * Says whether a callee that says nothing is asked whether its port is closed: then {@code dial} fails within two seconds where
     * nobody listens. The default is true. See {@link dev.demitasse.sip.ua.UserAgentBuilder#closedPortProbe}.
     *
     * @param asked whether it is
     * @return this builder
     */
    public SipVoiceBackendBuilder closedPortProbe(boolean asked) {
        closedPortProbe = asked;
        return this;
    }

    /**
     * Sets the SIP timers. The default is RFC 3261's table 4.
     *
     * @param value T1, T2, T4
     * @return this builder
     */
    public SipVoiceBackendBuilder timers(SipTimers value) {
        timers = Objects.requireNonNull(value, "timers");
        return this;
    }

    /**
     * Sets how long a peer may send no RTP before the call is ended; a call on hold may be silent for ever. The default
     * is 30 s.
     *
     * @param value more than zero
     * @return this builder
     * @throws IllegalArgumentException if it is not
     */
    public SipVoiceBackendBuilder mediaTimeout(Duration value) {
        mediaTimeout = positive("media timeout", value);
        return this;
    }

    /**
     * Sets how long after the answer the peer's first packet may take. The default is 60 s.
     *
     * @param value more than zero
     * @return this builder
     * @throws IllegalArgumentException if it is not
     */
    public SipVoiceBackendBuilder mediaEstablishmentTimeout(Duration value) {
        mediaEstablishmentTimeout = positive("media establishment timeout", value);
        return this;
    }

    /**
     * Sets how long received sound waits for what comes late: longer for lines that jitter, shorter for quicker answers. The default is
     * {@link PlayoutDelay#DEFAULT}, within which the line decides.
     *
     * @param value bounds
     * @return this builder
     */
    public SipVoiceBackendBuilder playoutDelay(PlayoutDelay value) {
        playoutDelay = Objects.requireNonNull(value, "playout delay");
        return this;
    }

    /**
     * Sets whether every RTP packet is sent twice, against loss at the price of twice the bandwidth. The default is not.
     *
     * @param twice whether it is
     * @return this builder
     */
    public SipVoiceBackendBuilder duplicatePackets(boolean twice) {
        duplicatePackets = twice;
        return this;
    }

    /**
     * Sets whether silence is sent when the application writes nothing, for peers that take a pause for the end. Where comfort
     * noise is agreed on, that is sent instead; on hold nothing is. The default is not.
     *
     * @param always whether it is
     * @return this builder
     */
    public SipVoiceBackendBuilder continuousStream(boolean always) {
        continuousStream = always;
        return this;
    }

    /**
     * Makes the backend. It does nothing before {@link SipVoiceBackend#start()}.
     *
     * @return the backend
     */
    public SipVoiceBackend build() {
        return new SipVoiceBackend(options(), AudioCodecs.installed());
    }

    VoiceOptions options() {
        return new VoiceOptions(
                network,
                sipAddress,
                rtpAddress.orElse(sipAddress.getAddress()),
                firstRtpPort,
                lastRtpPort,
                advertisedAddress,
                codecs,
                telephoneEventPayloadType,
                ptimeMillis,
                comfortNoise,
                offerRtcpMux,
                maximumCalls,
                userAgent,
                closeLimit,
                portQuarantine,
                timers,
                peerRouting,
                closedPortProbe,
                mediaEstablishmentTimeout,
                new SoundOptions(mediaTimeout, playoutDelay, duplicatePackets, continuousStream));
    }

    private static Duration notNegative(String what, Duration value) {
        if (value.isNegative()) {
            throw new IllegalArgumentException(what + " must not be negative: " + value);
        }
        return value;
    }

    private static Duration positive(String what, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(what + " must be more than zero: " + value);
        }
        return value;
    }
}
