// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.sdp;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The fields of a {@link NegotiatedMedia} while they are collected; as it stands, a rejected stream. Not thread-safe. */
final class NegotiatedMediaDraft {
    final int index;
    final String media;
    final String protocol;
    Optional<String> mid = Optional.empty();
    int transport;
    boolean bundled;
    Direction direction = Direction.INACTIVE;
    int localPort;
    InetSocketAddress remote = InetSocketAddress.createUnresolved("", 0);
    InetSocketAddress remoteRtcp = remote;
    boolean rtcpMux;
    boolean rtcpReducedSize;
    List<MediaFormat> sendFormats = List.of();
    List<MediaFormat> receiveFormats = List.of();
    int ptimeMillis = 20;
    OptionalInt maxptimeMillis = OptionalInt.empty();
    List<InetSocketAddress> destinations = List.of();
    Optional<Crypto.Pair> crypto = Optional.empty();
    Optional<DtlsPeer> dtls = Optional.empty();
    Optional<IceDescription> ice = Optional.empty();
    List<RtcpFeedback> feedback = List.of();
    List<Bandwidth> bandwidths = List.of();
    NegotiatedExtensions headerExtensions = NegotiatedExtensions.NONE;

    NegotiatedMediaDraft(int index, String media, String protocol) {
        this.index = index;
        this.transport = index;
        this.media = media;
        this.protocol = protocol;
    }
}
