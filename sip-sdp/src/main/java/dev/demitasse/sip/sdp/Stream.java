// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.sdp;

import java.util.List;
import java.util.Optional;

/**
 * What one {@code m=} line of a session carries from one exchange to the next. Immutable.
 *
 * @param media the kind of media
 * @param protocol the profile
 * @param formats the formats last written for it, to write again while it is rejected
 * @param mid its {@code a=mid}, if any
 * @param localIndex which of {@link LocalCapabilities#media} serves it, or {@link #REJECTED}
 * @param addressType the family of this side's address on it
 * @param payloadTypes what this side's numbers mean on it
 * @param role this side's part in the DTLS handshake, if there was one
 * @param bundle the line whose transport its bundle uses, or {@link #ALONE}
 * @param extensions the header extensions agreed on, whose numbers stay
 */
record Stream(
        String media,
        String protocol,
        List<String> formats,
        Optional<String> mid,
        int localIndex,
        String addressType,
        PayloadTypes payloadTypes,
        Optional<Setup> role,
        int bundle,
        ExtensionHistory extensions) {
    static final int REJECTED = -1;
    static final int ALONE = -1;

    boolean isLive() {
        return localIndex != REJECTED;
    }

    boolean isBundled() {
        return bundle != ALONE;
    }

    /** A stream this side offers for the first time. */
    static Stream offered(LocalMedia local, int localIndex, String addressType) {
        return new Stream(
                local.media(),
                local.protocol(),
                List.of(),
                Optional.empty(),
                localIndex,
                addressType,
                PayloadTypes.NONE,
                Optional.empty(),
                ALONE,
                ExtensionHistory.NONE);
    }

    /**
     * A stream as the peer's line describes it.
     *
     * @param past the header extensions agreed on for it so far
     */
    static Stream of(RemoteMedia remote, int localIndex, PayloadTypes numbers, ExtensionHistory past) {
        String addressType = remote.connection()
                .map(connection -> IpLiteral.addressType(connection.address()))
                .orElse("");
        MediaDescription line = remote.line();
        return new Stream(
                line.media(),
                line.protocol(),
                line.formats(),
                remote.mid(),
                localIndex,
                addressType,
                numbers,
                Optional.empty(),
                ALONE,
                past.then(List.of()));
    }

    /** This stream in the place of another: numbers keep what they have meant there for this kind of media. */
    Stream inPlaceOf(Stream other) {
        boolean same = other.media().equals(media);
        PayloadTypes numbers = same ? other.payloadTypes() : payloadTypes;
        ExtensionHistory past = same ? other.extensions() : extensions;
        return new Stream(media, protocol, formats, mid, localIndex, addressType, numbers, role, bundle, past);
    }

    Stream rejected() {
        var past = extensions.then(List.of());
        return new Stream(media, protocol, formats, mid, REJECTED, addressType, payloadTypes, role, ALONE, past);
    }

    Stream with(MediaDescription written, PayloadTypes numbers) {
        return new Stream(
                media,
                written.protocol(),
                written.formats(),
                mid,
                localIndex,
                addressType,
                numbers,
                role,
                bundle,
                extensions);
    }

    Stream withProtocol(String other) {
        return new Stream(media, other, formats, mid, localIndex, addressType, payloadTypes, role, bundle, extensions);
    }

    /** This stream on the transport of a line. */
    Stream onTransportOf(int tag) {
        return new Stream(media, protocol, formats, mid, localIndex, addressType, payloadTypes, role, tag, extensions);
    }

    Stream withMid(String tag) {
        return new Stream(
                media,
                protocol,
                formats,
                Optional.of(tag),
                localIndex,
                addressType,
                payloadTypes,
                role,
                bundle,
                extensions);
    }

    /** This stream as an answer left it. */
    Stream answered(Keying keys, int tag, List<ExtMap> agreed) {
        var taken = keys.dtls().map(DtlsPeer::role);
        var now = extensions.then(agreed);
        return new Stream(media, protocol, formats, mid, localIndex, addressType, payloadTypes, taken, tag, now);
    }

    /** The line that keeps the place of a stream that is not there: RFC 3264 section 6, "a port number of zero". */
    MediaDescription placeholder() {
        var line = MediaDescription.builder(media, 0, protocol);
        formats.forEach(line::format);
        mid.ifPresent(tag -> line.attribute(Attribute.of("mid", tag)));
        return line.build();
    }
}
