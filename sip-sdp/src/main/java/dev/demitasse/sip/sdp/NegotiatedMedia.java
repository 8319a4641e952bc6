// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.sdp;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What both sides agreed on for one {@code m=} line, ready for a media layer that knows no SDP. Immutable.
 *
 * <p>This side sends with the payload types of {@link #sendFormats} and receives those of {@link #receiveFormats}. The
 * two lists are in the same order and pair the same codecs; their numbers may differ (RFC 3264 section 5.1).
 */
public final class NegotiatedMedia {
    private final int index;
    private final String media;
    private final String protocol;
    private final Optional<String> mid;
    private final int transport;
    private final boolean bundled;
    private final Direction direction;
    private final int localPort;
    private final InetSocketAddress remote;
    private final InetSocketAddress remoteRtcp;
    private final boolean rtcpMux;
    private final boolean rtcpReducedSize;
    private final List<MediaFormat> sendFormats;
    private final List<MediaFormat> receiveFormats;
    private final int ptimeMillis;
    private final OptionalInt maxptimeMillis;
    private final List<InetSocketAddress> destinations;
    private final Optional<Crypto.Pair> crypto;
    private final Optional<DtlsPeer> dtls;
    private final Optional<IceDescription> ice;
    private final List<RtcpFeedback> feedback;
    private final List<Bandwidth> bandwidths;
    private final NegotiatedExtensions headerExtensions;

    NegotiatedMedia(NegotiatedMediaDraft from) {
        index = from.index;
        media = from.media;
        protocol = from.protocol;
        mid = from.mid;
        transport = from.transport;
        bundled = from.bundled;
        direction = from.direction;
        localPort = from.localPort;
        remote = from.remote;
        remoteRtcp = from.remoteRtcp;
        rtcpMux = from.rtcpMux;
        rtcpReducedSize = from.rtcpReducedSize;
        sendFormats = List.copyOf(from.sendFormats);
        receiveFormats = List.copyOf(from.receiveFormats);
        ptimeMillis = from.ptimeMillis;
        maxptimeMillis = from.maxptimeMillis;
        destinations = List.copyOf(from.destinations);
        crypto = from.crypto;
        dtls = from.dtls;
        ice = from.ice;
        feedback = List.copyOf(from.feedback);
        bandwidths = List.copyOf(from.bandwidths);
        headerExtensions = from.headerExtensions;
    }

    /**
     * The place of the {@code m=} line.
     *
     * @return the index, from 0
     */
    public int index() {
        return index;
    }

    /**
     * The kind of media.
     *
     * @return such as {@code audio}
     */
    public String media() {
        return media;
    }

    /**
     * The transport profile.
     *
     * @return such as {@code RTP/AVP}
     */
    public String protocol() {
        return protocol;
    }

    /**
     * The {@code a=mid} of the stream.
     *
     * @return the identification tag, if there is one
     */
    public Optional<String> mid() {
        return mid;
    }

    /**
     * Which transport the stream uses: the place of the {@code m=} line whose ports, keys and ICE they are. Streams of the
     * same number share one (RFC 9143): {@link #localPort}, {@link #remote}, {@link #crypto}, {@link #dtls} and
     * {@link #ice} are equal on all of them, RTCP is multiplexed, and no payload type that arrives is in
     * {@link #receiveFormats} of two, unless {@link ExtMap#MID} is among the {@link #headerExtensions} of both. Received
     * packets are told by it, then by the SSRC it came with, then by the payload type (section 9.2).
     *
     * @return {@link #index} of a stream that shares nothing
     */
    public int transport() {
        return transport;
    }

    /**
     * Whether the stream is in a bundle, perhaps as the only one.
     *
     * @return whether {@code a=group:BUNDLE} has it
     */
    public boolean isBundled() {
        return bundled;
    }

    /**
     * Whether the stream exists. A rejected or removed one has no formats, is inactive, and its ports are 0. A stream on
     * hold exists.
     *
     * @return whether both sides have a port and a codec for it
     */
    public boolean isAccepted() {
        return !sendFormats.isEmpty();
    }

    /**
     * Which way media flows, seen from this side.
     *
     * @return the direction both sides agreed on
     */
    public Direction direction() {
        return direction;
    }

    /**
     * The RTP port this side told the peer.
     *
     * @return the port, 0 for a rejected stream
     */
    public int localPort() {
        return localPort;
    }

    /**
     * Where RTP is to be sent. {@linkplain InetSocketAddress#isUnresolved() Unresolved} when the peer gave a host name;
     * {@code 0.0.0.0} or {@code ::} when it asked for silence that way, and then {@link #direction} does not send.
     *
     * @return the address, with port 0 for a rejected stream
     */
    public InetSocketAddress remote() {
        return remote;
    }

    /**
     * Where RTCP is to be sent: the RTP address when multiplexed, else as {@code a=rtcp} says, else the next port.
     *
     * @return the address, with port 0 for a rejected stream
     */
    public InetSocketAddress remoteRtcp() {
        return remoteRtcp;
    }

    /**
     * Whether both sides agreed to share one port for RTP and RTCP (RFC 5761).
     *
     * @return whether RTCP is multiplexed
     */
    public boolean rtcpMux() {
        return rtcpMux;
    }

    /**
     * Whether RTCP need not begin with a report (RFC 5506).
     *
     * @return whether both sides said {@code a=rtcp-rsize}, in a bundle on the line whose transport it is
     */
    public boolean rtcpReducedSize() {
        return rtcpReducedSize;
    }

    /**
     * What may be sent, under the peer's payload types and with the peer's parameters, most preferred first.
     *
     * @return the formats
     */
    public List<MediaFormat> sendFormats() {
        return sendFormats;
    }

    /**
     * What may arrive, under this side's payload types and with this side's parameters.
     *
     * @return the formats
     */
    public List<MediaFormat> receiveFormats() {
        return receiveFormats;
    }

    /**
     * The codec to send with: the first format that is neither telephone-event nor comfort noise.
     *
     * @return the codec under the peer's payload type; empty for a rejected stream
     */
    public Optional<MediaFormat> sendFormat() {
        return sendFormats.stream().filter(MediaFormat::isCodec).findFirst();
    }

    /**
     * What a received payload type means.
     *
     * @param payloadType the payload type of a packet
     * @return its format, or empty when it was not agreed
     */
    public Optional<MediaFormat> receiveFormat(int payloadType) {
        return receiveFormats.stream()
                .filter(format -> format.payloadType() == payloadType)
                .findFirst();
    }

    /**
     * The telephone-event to send digits with: the one with the clock rate of {@link #sendFormat}, or else the first.
     *
     * @return the format under the peer's payload type, or empty when the peer takes no events
     */
    public Optional<MediaFormat> sendTelephoneEvent() {
        int clockRate = sendFormat().map(MediaFormat::clockRateHz).orElse(0);
        var events = sendFormats.stream().filter(MediaFormat::isTelephoneEvent).toList();
        return events.stream()
                .filter(event -> event.clockRateHz() == clockRate)
                .findFirst()
                .or(() -> events.stream().findFirst());
    }

    /**
     * The telephone-events that may arrive, one for each clock rate.
     *
     * @return the formats under this side's payload types, perhaps none
     */
    public List<MediaFormat> receiveTelephoneEvents() {
        return receiveFormats.stream().filter(MediaFormat::isTelephoneEvent).toList();
    }

    /**
     * The packet time to send with, in milliseconds: what the peer asked for, within its {@code maxptime}, or else this
     * side's own. A peer that asks for less than 10 gets 10, or this side's own where that is less.
     *
     * @return 10 to 1000; 1 to 9 only if this side's own is less than 10
     */
    public int ptimeMillis() {
        return ptimeMillis;
    }

    /**
     * The longest packet the peer accepts, in milliseconds.
     *
     * @return 1 to 1000, or empty when it did not say
     */
    public OptionalInt maxptimeMillis() {
        return maxptimeMillis;
    }

    /**
     * All places the peer named for RTP: more than {@link #remote} where it wrote a number of ports or several
     * {@code c=} lines.
     *
     * @return the addresses in the order named, at most 16, the first being {@link #remote}; none for a rejected stream
     */
    public List<InetSocketAddress> destinations() {
        return destinations;
    }

    /**
     * The SRTP keys agreed by SDES.
     *
     * @return the key of each direction, or empty where the stream is not protected that way
     */
    public Optional<Crypto.Pair> crypto() {
        return crypto;
    }

    /**
     * The DTLS handshake that will give the SRTP keys.
     *
     * @return this side's role and the peer's fingerprints, or empty where the stream is not protected that way
     */
    public Optional<DtlsPeer> dtls() {
        return dtls;
    }

    /**
     * The peer's half of ICE.
     *
     * @return its description, or empty where one side does not use ICE or the addresses were rewritten on the way
     */
    public Optional<IceDescription> ice() {
        return ice;
    }

    /**
     * The RTCP feedback both sides understand.
     *
     * @return the lines, about payload types of {@link #sendFormats}
     */
    public List<RtcpFeedback> feedback() {
        return feedback;
    }

    /**
     * What the peer can receive at most: the {@code b=} lines of the stream, or else of the session.
     *
     * @return the lines, perhaps none
     */
    public List<Bandwidth> bandwidths() {
        return bandwidths;
    }

    /**
     * The RTP header extensions both sides agreed on.
     *
     * @return number and direction of each, perhaps none
     */
    public NegotiatedExtensions headerExtensions() {
        return headerExtensions;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NegotiatedMedia that
                && index == that.index
                && media.equals(that.media)
                && protocol.equals(that.protocol)
                && mid.equals(that.mid)
                && transport == that.transport
                && bundled == that.bundled
                && direction == that.direction
                && localPort == that.localPort
                && remote.equals(that.remote)
                && remoteRtcp.equals(that.remoteRtcp)
                && rtcpMux == that.rtcpMux
                && rtcpReducedSize == that.rtcpReducedSize
                && sendFormats.equals(that.sendFormats)
                && receiveFormats.equals(that.receiveFormats)
                && ptimeMillis == that.ptimeMillis
                && maxptimeMillis.equals(that.maxptimeMillis)
                && destinations.equals(that.destinations)
                && crypto.equals(that.crypto)
                && dtls.equals(that.dtls)
                && ice.equals(that.ice)
                && feedback.equals(that.feedback)
                && bandwidths.equals(that.bandwidths)
                && headerExtensions.equals(that.headerExtensions);
    }

    @Override
    public int hashCode() {
        return Objects.hash(index, media, localPort, remote, sendFormats, receiveFormats);
    }

    /** For logs: kind, direction, codec, addresses. */
    @Override
    public String toString() {
        if (!isAccepted()) {
            return media + " rejected";
        }
        String codec = sendFormat().map(MediaFormat::encodingName).orElse("-");
        return media + ' ' + direction.attributeName() + ' ' + codec + " :" + localPort + " -> " + remote;
    }
}
