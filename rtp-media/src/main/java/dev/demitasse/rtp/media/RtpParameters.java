// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What two sides have agreed on for one audio stream, as an offer and its answer do: addresses, payload types each way,
 * packet time, direction. Immutable. The payload types of the two ways are apart, for the sides may number differently.
 */
public final class RtpParameters {
    private final Optional<InetSocketAddress> remote;
    private final Optional<InetSocketAddress> remoteRtcp;
    private final Optional<Ssrc> remoteSsrc;
    private final AudioPayload send;
    private final List<AudioPayload> receive;
    private final OptionalInt sendTelephoneEvent;
    private final List<Integer> receiveTelephoneEvents;
    private final OptionalInt sendTelephoneEventClock;
    private final Map<Integer, Integer> receiveTelephoneEventClocks;
    private final OptionalInt sendComfortNoise;
    private final List<Integer> receiveComfortNoise;
    private final MediaDirection direction;
    private final int ptimeMillis;
    private final boolean rtcpMux;
    private final boolean rtcpReducedSize;
    private final boolean genericNack;
    private final boolean extendedReports;
    private final Optional<MidExtension> mid;

    RtpParameters(RtpParametersBuilder from) {
        remote = from.remote;
        remoteRtcp = from.remoteRtcp;
        remoteSsrc = from.remoteSsrc;
        send = from.send;
        receive = List.copyOf(from.receive);
        sendTelephoneEvent = from.sendTelephoneEvent;
        receiveTelephoneEvents = List.copyOf(from.receiveTelephoneEvents);
        sendTelephoneEventClock = from.sendTelephoneEventClock;
        receiveTelephoneEventClocks = Map.copyOf(from.receiveTelephoneEventClocks);
        sendComfortNoise = from.sendComfortNoise;
        receiveComfortNoise = List.copyOf(from.receiveComfortNoise);
        direction = from.direction;
        ptimeMillis = from.ptimeMillis;
        rtcpMux = from.rtcpMux;
        rtcpReducedSize = from.rtcpReducedSize;
        genericNack = from.genericNack;
        extendedReports = from.extendedReports;
        mid = from.mid;
    }

    /**
     * Begins with a codec under the same payload type both ways.
     *
     * @param payload sent, and the first that is received
     * @return a builder
     */
    public static RtpParametersBuilder builder(AudioPayload payload) {
        return new RtpParametersBuilder(payload).receive(payload);
    }

    /**
     * Begins with a codec to send; those to receive are to be added.
     *
     * @param send what is sent
     * @return a builder
     */
    public static RtpParametersBuilder sending(AudioPayload send) {
        return new RtpParametersBuilder(send);
    }

    /**
     * Begins with a copy of these.
     *
     * @return a builder
     */
    public RtpParametersBuilder toBuilder() {
        return new RtpParametersBuilder(this);
    }

    /**
     * Where the peer has said it receives RTP.
     *
     * @return the address; nothing if it is to be learned from what arrives
     */
    public Optional<InetSocketAddress> remote() {
        return remote;
    }

    /**
     * Where RTCP goes: as the peer has said, else the next port, or the same one when multiplexed.
     *
     * @return the address; nothing if that of RTP is not known
     */
    public Optional<InetSocketAddress> remoteRtcp() {
        return remoteRtcp.or(() -> rtcpMux
                ? remote
                : remote.filter(address -> address.getPort() < 65_535)
                        .map(address -> new InetSocketAddress(address.getAddress(), address.getPort() + 1)));
    }

    /**
     * The RTCP address the peer has named, if it has.
     *
     * @return the address, or nothing
     */
    Optional<InetSocketAddress> namedRtcp() {
        return remoteRtcp;
    }

    /**
     * The SSRC the peer has said it sends under. Tells calls on {@link SharedRtpPorts} apart that have one address; a session with ports
     * of its own hears any.
     *
     * @return the SSRC; nothing if it is to be learned from what arrives
     */
    public Optional<Ssrc> remoteSsrc() {
        return remoteSsrc;
    }

    /**
     * What is sent.
     *
     * @return codec and payload type
     */
    public AudioPayload send() {
        return send;
    }

    /**
     * What may arrive.
     *
     * @return codecs and payload types, one or more
     */
    public List<AudioPayload> receive() {
        return receive;
    }

    /**
     * The payload type digits are sent under.
     *
     * @return 0 to 127; nothing if the peer takes no events
     */
    public OptionalInt sendTelephoneEvent() {
        return sendTelephoneEvent;
    }

    /**
     * The clock of the durations of digits that are sent.
     *
     * @return hertz; nothing if it is that of the codec that is sent
     */
    public OptionalInt sendTelephoneEventClockRateHz() {
        return sendTelephoneEventClock;
    }

    /**
     * The clocks of the durations of digits that arrive.
     *
     * @return hertz by payload type; one that is not there goes by the clock of the audio that was heard last
     */
    public Map<Integer, Integer> receiveTelephoneEventClocks() {
        return receiveTelephoneEventClocks;
    }

    /**
     * The payload types under which digits may arrive.
     *
     * @return perhaps none
     */
    public List<Integer> receiveTelephoneEvents() {
        return receiveTelephoneEvents;
    }

    /**
     * The payload type comfort noise (RFC 3389) is sent under, by a session that is to suppress silence.
     *
     * @return 0 to 127; nothing if the peer takes none
     */
    public OptionalInt sendComfortNoise() {
        return sendComfortNoise;
    }

    /**
     * The payload types under which comfort noise (RFC 3389) may arrive.
     *
     * @return perhaps none
     */
    public List<Integer> receiveComfortNoise() {
        return receiveComfortNoise;
    }

    /**
     * Which way media flows.
     *
     * @return seen from this side
     */
    public MediaDirection direction() {
        return direction;
    }

    /**
     * How much audio a sent packet is to carry. What the codec makes of it is sent ({@link
     * dev.demitasse.rtp.media.spi.AudioCodec#packetMillis}). Received packets may carry any amount.
     *
     * @return milliseconds as agreed on, 10 to 60
     */
    public int ptimeMillis() {
        return ptimeMillis;
    }

    /**
     * Whether RTP and RTCP share a port (RFC 5761).
     *
     * @return whether they do
     */
    public boolean rtcpMux() {
        return rtcpMux;
    }

    /**
     * Whether the peer may send RTCP that does not begin with a report (RFC 5506).
     *
     * @return whether it may
     */
    public boolean rtcpReducedSize() {
        return rtcpReducedSize;
    }

    /**
     * Whether the peer may ask for packets again, which are then sent again (RFC 4585 section 6.2.1).
     *
     * @return whether it may
     */
    public boolean genericNack() {
        return genericNack;
    }

    /**
     * Whether the peer takes extended reports of VoIP metrics (RFC 3611 section 4.7), which are then sent with each RTCP report.
     *
     * @return whether they are sent; what arrives of them is read in any case
     */
    public boolean extendedReports() {
        return extendedReports;
    }

    /**
     * The name of the stream that is put into packets (RFC 9143 section 15): into the first ten that are sent under an SSRC, or
     * after {@link RtpSession#update}, and into each that begins a talkspurt or a digit; and into each RTCP report.
     *
     * @return name and number; nothing if packets have none
     */
    public Optional<MidExtension> mid() {
        return mid;
    }

    @Override
    public String toString() {
        return send.codec().encodingName() + '/' + send.payloadType() + ' ' + ptimeMillis + " ms " + direction
                + remote.map(address -> " to " + address).orElse("");
    }
}
