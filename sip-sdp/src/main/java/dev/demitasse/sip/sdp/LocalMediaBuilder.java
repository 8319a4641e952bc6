// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.sdp;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Collects the properties of a {@link LocalMedia}. Not thread-safe. */
public final class LocalMediaBuilder {
    /** As many as headers of one byte can number. */
    private static final int MAX_HEADER_EXTENSIONS = 14;

    final String media;
    final List<MediaFormat> formats = new ArrayList<>();
    final List<String> feedback = new ArrayList<>();
    final List<Bandwidth> bandwidths = new ArrayList<>();
    final List<String> headerExtensions = new ArrayList<>();
    boolean mixedHeaderExtensions;
    int port;
    int rtcpPort;
    boolean rtcpMux;
    boolean rtcpMuxOnly;
    boolean rtcpReducedSize;
    String protocol = "RTP/AVP";
    int ptimeMillis = 20;
    int maxptimeMillis;
    Direction direction = Direction.SENDRECV;
    MediaSecurity security = MediaSecurity.NONE;
    Optional<IceDescription> ice = Optional.empty();

    LocalMediaBuilder(String media, int port) {
        this.media = Text.require(media, Text.TOKEN, "media");
        port(port);
    }

    /**
     * Replaces the RTP port, and the RTCP port by the one after it.
     *
     * @param number 1 to 65535
     * @return this builder
     * @throws IllegalArgumentException when it is out of range
     */
    public LocalMediaBuilder port(int number) {
        port = Text.requireRange(number, 1, 65_535, "port");
        rtcpPort = Math.min(number + 1, 65_535);
        return this;
    }

    /**
     * Replaces the RTCP port.
     *
     * @param number 1 to 65535
     * @return this builder
     * @throws IllegalArgumentException when it is out of range
     */
    public LocalMediaBuilder rtcpPort(int number) {
        rtcpPort = Text.requireRange(number, 1, 65_535, "RTCP port");
        return this;
    }

    /**
     * Whether RTP and RTCP may share the RTP port; false by default.
     *
     * @param allowed whether to offer and accept {@code a=rtcp-mux}; where not, {@link #rtcpMuxOnly} is false, too
     * @return this builder
     */
    public LocalMediaBuilder rtcpMux(boolean allowed) {
        rtcpMux = allowed;
        rtcpMuxOnly &= allowed;
        return this;
    }

    /**
     * Whether RTP and RTCP have to share the RTP port, because there is no other (RFC 8858); false by default. Peers that
     * cannot do that get no stream. Candidates of {@link #ice} should then be of component 1 only.
     *
     * @param required whether to offer {@code a=rtcp-mux-only}, and to agree on {@code a=rtcp-mux} or on no stream; if so,
     *     {@link #rtcpMux} is true, too
     * @return this builder
     */
    public LocalMediaBuilder rtcpMuxOnly(boolean required) {
        rtcpMuxOnly = required;
        rtcpMux |= required;
        return this;
    }

    /**
     * Whether RTCP need not begin with a report (RFC 5506), under profiles with feedback; false by default.
     *
     * @param allowed whether to offer and accept {@code a=rtcp-rsize}
     * @return this builder
     */
    public LocalMediaBuilder rtcpReducedSize(boolean allowed) {
        rtcpReducedSize = allowed;
        return this;
    }

    /**
     * Replaces the profile of offers, {@code RTP/AVP} by default.
     *
     * @param profile {@code RTP/AVP}, {@code RTP/AVPF}, or a secure one that {@link #security} gives the keys for
     * @return this builder
     * @throws IllegalArgumentException for a profile that is none of RTP over UDP
     */
    public LocalMediaBuilder protocol(String profile) {
        if (Profile.of(profile) == Profile.OTHER) {
            throw new IllegalArgumentException("not a profile of RTP over UDP: " + profile);
        }
        protocol = profile;
        return this;
    }

    /**
     * Adds a format, less preferred than those before it.
     *
     * @param format the format
     * @return this builder
     * @throws IllegalArgumentException when its payload type or its encoding is there already
     */
    public LocalMediaBuilder format(MediaFormat format) {
        for (MediaFormat other : formats) {
            if (other.payloadType() == format.payloadType() || FormatMatch.same(other, format)) {
                throw new IllegalArgumentException("format twice: " + format + " and " + other);
            }
        }
        formats.add(format);
        return this;
    }

    /**
     * Adds {@code telephone-event} once for each clock rate among the codecs added so far: RFC 4733 has events
     * share the clock of their codec. The first gets this payload type, the others the next free dynamic ones.
     *
     * @param payloadType the payload type, 96 to 127; 101 is usual
     * @return this builder
     * @throws IllegalArgumentException when the number is out of range or taken
     */
    public LocalMediaBuilder telephoneEvents(int payloadType) {
        int number = Text.requireRange(payloadType, 96, 127, "payload type");
        TelephoneEvents.beside(formats, number).forEach(this::format);
        return this;
    }

    /**
     * Replaces the packet time asked for, 20 ms by default.
     *
     * @param millis 1 to 1000
     * @return this builder
     * @throws IllegalArgumentException when it is out of range
     */
    public LocalMediaBuilder ptimeMillis(int millis) {
        ptimeMillis = Text.requireRange(millis, 1, 1000, "ptime");
        return this;
    }

    /**
     * Replaces the longest packet accepted; not stated by default.
     *
     * @param millis 1 to 1000, or 0 to state nothing
     * @return this builder
     * @throws IllegalArgumentException when it is out of range
     */
    public LocalMediaBuilder maxptimeMillis(int millis) {
        maxptimeMillis = Text.requireRange(millis, 0, 1000, "maxptime");
        return this;
    }

    /**
     * Replaces the most this stream ever does, {@code sendrecv} by default.
     *
     * @param most the direction
     * @return this builder
     */
    public LocalMediaBuilder direction(Direction most) {
        direction = Objects.requireNonNull(most);
        return this;
    }

    /**
     * Replaces how this stream can be protected, not at all by default.
     *
     * @param protection the keys or fingerprints of this side
     * @return this builder
     */
    public LocalMediaBuilder security(MediaSecurity protection) {
        security = Objects.requireNonNull(protection);
        return this;
    }

    /**
     * Uses ICE where the peer does too: offered, and answered when offered (RFC 8839).
     *
     * @param description this side's fragment, password and candidates
     * @return this builder
     */
    public LocalMediaBuilder ice(IceDescription description) {
        ice = Optional.of(description);
        return this;
    }

    /**
     * Adds a kind of RTCP feedback this side understands.
     *
     * @param value such as {@code nack}, {@code nack pli}, {@code ccm fir}; fields parted by one blank
     * @return this builder
     * @throws IllegalArgumentException when it is empty or holds CR, LF or NUL
     */
    public LocalMediaBuilder feedback(String value) {
        feedback.add(Text.require(value, Text.BYTE_STRING, "feedback"));
        return this;
    }

    /**
     * Adds a limit of what this side can receive.
     *
     * @param limit the {@code b=} line
     * @return this builder
     */
    public LocalMediaBuilder bandwidth(Bandwidth limit) {
        bandwidths.add(Objects.requireNonNull(limit));
        return this;
    }

    /**
     * Adds a header extension this side understands, in headers of one byte and of two (RFC 8285). {@link ExtMap#MID} asks
     * for a media layer that sends it, and tells streams on one port apart by it: two of them may have the same payload
     * types then.
     *
     * @param uri the extension
     * @return this builder
     * @throws IllegalArgumentException when it is empty or has white space, is there already, or is the fifteenth
     */
    public LocalMediaBuilder headerExtension(String uri) {
        Text.require(uri, Text.NON_WS, "header extension");
        if (headerExtensions.contains(uri) || headerExtensions.size() == MAX_HEADER_EXTENSIONS) {
            throw new IllegalArgumentException("header extension twice, or more than 14: " + uri);
        }
        headerExtensions.add(uri);
        return this;
    }

    /**
     * Whether packets with headers of one byte and of two may be mixed in a stream; false by default.
     *
     * @param allowed whether to offer and accept {@code a=extmap-allow-mixed} (RFC 8285 section 6)
     * @return this builder
     */
    public LocalMediaBuilder mixedHeaderExtensions(boolean allowed) {
        mixedHeaderExtensions = allowed;
        return this;
    }

    /**
     * The stream.
     *
     * @return a new value
     * @throws IllegalStateException when there is no format, or no key for the profile of offers
     */
    public LocalMedia build() {
        if (formats.isEmpty()) {
            throw new IllegalStateException("local media without formats: " + media);
        }
        if (!security.gives(Profile.of(protocol))) {
            throw new IllegalStateException("the profile of offers does not go with the keys: " + protocol);
        }
        return new LocalMedia(this);
    }
}
