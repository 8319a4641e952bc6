// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/** Collects {@link RtpParameters}. Not thread-safe. */
public final class RtpParametersBuilder {
    private static final int MAXIMUM_CLOCK_HZ = 1_000_000;

    Optional<InetSocketAddress> remote = Optional.empty();
    Optional<InetSocketAddress> remoteRtcp = Optional.empty();
    Optional<Ssrc> remoteSsrc = Optional.empty();
    AudioPayload send;
    final List<AudioPayload> receive = new ArrayList<>();
    OptionalInt sendTelephoneEvent = OptionalInt.empty();
    final List<Integer> receiveTelephoneEvents = new ArrayList<>();
    OptionalInt sendTelephoneEventClock = OptionalInt.empty();
    final Map<Integer, Integer> receiveTelephoneEventClocks = new HashMap<>();
    OptionalInt sendComfortNoise = OptionalInt.empty();
    final List<Integer> receiveComfortNoise = new ArrayList<>();
    MediaDirection direction = MediaDirection.SENDRECV;
    int ptimeMillis = 20;
    boolean rtcpMux;
    boolean rtcpReducedSize;
    boolean genericNack;
    boolean extendedReports;
    Optional<MidExtension> mid = Optional.empty();

    RtpParametersBuilder(AudioPayload send) {
        this.send = Objects.requireNonNull(send, "send");
    }

    RtpParametersBuilder(RtpParameters from) {
        remote = from.remote();
        remoteRtcp = from.namedRtcp();
        remoteSsrc = from.remoteSsrc();
        send = from.send();
        receive.addAll(from.receive());
        sendTelephoneEvent = from.sendTelephoneEvent();
        receiveTelephoneEvents.addAll(from.receiveTelephoneEvents());
        sendTelephoneEventClock = from.sendTelephoneEventClockRateHz();
        receiveTelephoneEventClocks.putAll(from.receiveTelephoneEventClocks());
        sendComfortNoise = from.sendComfortNoise();
        receiveComfortNoise.addAll(from.receiveComfortNoise());
        direction = from.direction();
        ptimeMillis = from.ptimeMillis();
        rtcpMux = from.rtcpMux();
        rtcpReducedSize = from.rtcpReducedSize();
        genericNack = from.genericNack();
        extendedReports = from.extendedReports();
        mid = from.mid();
    }

    /**
     * Sets where the peer receives RTP. Without it the session waits until it has heard somebody.
     *
     * @param address a resolved address
     * @return this
     * @throws IllegalArgumentException if the address is unresolved or its port 0
     */
    public RtpParametersBuilder remote(InetSocketAddress address) {
        remote = Optional.of(required(address));
        return this;
    }

    /**
     * Sets where the peer receives RTCP, if that is not the next port ({@code a=rtcp}, RFC 3605).
     *
     * @param address a resolved address
     * @return this
     * @throws IllegalArgumentException if the address is unresolved or its port 0
     */
    public RtpParametersBuilder remoteRtcp(InetSocketAddress address) {
        remoteRtcp = Optional.of(required(address));
        return this;
    }

    /**
     * Sets under which SSRC the peer sends, if it has said so ({@code a=ssrc}, RFC 5576).
     *
     * @param ssrc its synchronization source
     * @return this
     */
    public RtpParametersBuilder remoteSsrc(Ssrc ssrc) {
        remoteSsrc = Optional.of(ssrc);
        return this;
    }

    /**
     * Sets what is sent.
     *
     * @param payload codec and payload type
     * @return this
     */
    public RtpParametersBuilder send(AudioPayload payload) {
        send = Objects.requireNonNull(payload, "payload");
        return this;
    }

    /**
     * Adds what may arrive.
     *
     * @param payload codec and payload type
     * @return this
     */
    public RtpParametersBuilder receive(AudioPayload payload) {
        receive.add(Objects.requireNonNull(payload, "payload"));
        return this;
    }

    /**
     * Sets one payload type for digits both ways.
     *
     * @param payloadType 0 to 127
     * @return this
     */
    public RtpParametersBuilder telephoneEvent(int payloadType) {
        return sendTelephoneEvent(payloadType).receiveTelephoneEvent(payloadType);
    }

    /**
     * Sets the payload type under which digits are sent. Their durations are in ticks of the clock of the codec that is sent.
     *
     * @param payloadType 0 to 127
     * @return this
     */
    public RtpParametersBuilder sendTelephoneEvent(int payloadType) {
        AudioPayload.requirePayloadType(payloadType);
        sendTelephoneEvent = OptionalInt.of(payloadType);
        sendTelephoneEventClock = OptionalInt.empty();
        return this;
    }

    /**
     * Sets the payload type under which digits are sent, and the clock of their durations: that of {@code a=rtpmap}, which
     * need not be the codec's. Beside Opus at 48,000 Hz a peer may know {@code telephone-event/8000} alone.
     *
     * @param payloadType 0 to 127
     * @param clockRateHz 1 to 1,000,000
     * @return this
     * @throws IllegalArgumentException if the clock is not within these bounds
     */
    public RtpParametersBuilder sendTelephoneEvent(int payloadType, int clockRateHz) {
        sendTelephoneEvent(payloadType);
        sendTelephoneEventClock = OptionalInt.of(requireClock(clockRateHz));
        return this;
    }

    /**
     * Adds a payload type under which digits may arrive. Their durations are taken to be in ticks of the clock of the audio that
     * was heard last.
     *
     * @param payloadType 0 to 127
     * @return this
     */
    public RtpParametersBuilder receiveTelephoneEvent(int payloadType) {
        AudioPayload.requirePayloadType(payloadType);
        receiveTelephoneEvents.add(payloadType);
        return this;
    }

    /**
     * Adds a payload type under which digits may arrive, and the clock of their durations; see {@link
     * #sendTelephoneEvent(int, int)}.
     *
     * @param payloadType 0 to 127
     * @param clockRateHz 1 to 1,000,000
     * @return this
     * @throws IllegalArgumentException if the clock is not within these bounds
     */
    public RtpParametersBuilder receiveTelephoneEvent(int payloadType, int clockRateHz) {
        receiveTelephoneEvent(payloadType);
        receiveTelephoneEventClocks.put(payloadType, requireClock(clockRateHz));
        return this;
    }

    private static int requireClock(int clockRateHz) {
        if (clockRateHz < 1 || clockRateHz > MAXIMUM_CLOCK_HZ) {
            throw new IllegalArgumentException("clock of " + clockRateHz + " Hz for telephone-event");
        }
        return clockRateHz;
    }

    /**
     * Sets one payload type for comfort noise (RFC 3389) both ways.
     *
     * @param payloadType 0 to 127; 13 for codecs with a clock of 8000 Hz
     * @return this
     */
    public RtpParametersBuilder comfortNoise(int payloadType) {
        return sendComfortNoise(payloadType).receiveComfortNoise(payloadType);
    }

    /**
     * Sets the payload type under which comfort noise may be sent. Its clock is to be that of the codec that is sent.
     *
     * @param payloadType 0 to 127
     * @return this
     */
    public RtpParametersBuilder sendComfortNoise(int payloadType) {
        AudioPayload.requirePayloadType(payloadType);
        sendComfortNoise = OptionalInt.of(payloadType);
        return this;
    }

    /**
     * Adds a payload type under which comfort noise may arrive.
     *
     * @param payloadType 0 to 127, usually 13
     * @return this
     */
    public RtpParametersBuilder receiveComfortNoise(int payloadType) {
        AudioPayload.requirePayloadType(payloadType);
        receiveComfortNoise.add(payloadType);
        return this;
    }

    /**
     * Sets which way media flows; both ways if not set.
     *
     * @param value seen from this side
     * @return this
     */
    public RtpParametersBuilder direction(MediaDirection value) {
        direction = Objects.requireNonNull(value, "direction");
        return this;
    }

    /**
     * Sets how much audio a sent packet is to carry, 20 ms if not set. The codec has the last word ({@link
     * dev.demitasse.rtp.media.spi.AudioCodec#packetMillis}).
     *
     * @param millis 10 to 60
     * @return this
     * @throws IllegalArgumentException if out of range
     */
    public RtpParametersBuilder ptimeMillis(int millis) {
        if (millis < 10 || millis > 60) {
            throw new IllegalArgumentException("ptime " + millis + " ms");
        }
        ptimeMillis = millis;
        return this;
    }

    /**
     * Sets whether RTP and RTCP share a port (RFC 5761); they do not if not set.
     *
     * @param shared whether they do
     * @return this
     */
    public RtpParametersBuilder rtcpMux(boolean shared) {
        rtcpMux = shared;
        return this;
    }

    /**
     * Sets whether the peer may send RTCP that does not begin with a report ({@code a=rtcp-rsize}, RFC 5506); it may not if not
     * set. Ours always does.
     *
     * @param allowed whether it may
     * @return this
     */
    public RtpParametersBuilder rtcpReducedSize(boolean allowed) {
        rtcpReducedSize = allowed;
        return this;
    }

    /**
     * Sets whether the peer may ask for packets again ({@code a=rtcp-fb nack}, RFC 4585 section 4.2); it may not if not set. The
     * last 128 packets are kept then, and each is sent again, as it was, up to twice.
     *
     * @param allowed whether it may
     * @return this
     */
    public RtpParametersBuilder genericNack(boolean allowed) {
        genericNack = allowed;
        return this;
    }

    /**
     * Sets whether each RTCP report tells how the peer's stream sounds here: an XR block of VoIP metrics (RFC 3611 section 4.7), for peers that
     * take it ({@code a=rtcp-xr:voip-metrics}); it does not if not set. Loss, discards, bursts, delays, ratings by the E-model and the
     * jitter buffer are told; levels and echo are not measured, and told as such.
     *
     * @param wanted whether it does
     * @return this
     */
    public RtpParametersBuilder extendedReports(boolean wanted) {
        extendedReports = wanted;
        return this;
    }

    /**
     * Has packets name their stream (RFC 9143 section 15), as streams that share a transport do; they do not if not set.
     *
     * @param named name and number
     * @return this
     */
    public RtpParametersBuilder mid(MidExtension named) {
        mid = Optional.of(named);
        return this;
    }

    /**
     * Makes the parameters.
     *
     * @return immutable parameters
     * @throws IllegalStateException if nothing can be received or a payload type to receive means two things
     */
    public RtpParameters build() {
        var types = new HashSet<Integer>();
        boolean unique = receive.stream().allMatch(payload -> types.add(payload.payloadType()))
                && receiveTelephoneEvents.stream().allMatch(types::add)
                && receiveComfortNoise.stream().allMatch(types::add);
        if (receive.isEmpty() || !unique) {
            throw new IllegalStateException(
                    receive.isEmpty() ? "no payload to receive" : "a payload type to receive means two things");
        }
        return new RtpParameters(this);
    }

    private static InetSocketAddress required(InetSocketAddress address) {
        if (address.isUnresolved() || address.getPort() == 0) {
            throw new IllegalArgumentException("remote address " + address);
        }
        return address;
    }
}
