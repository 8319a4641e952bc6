// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.sdp;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What this side can do on one stream: codecs in order of preference, ports, packet times. Immutable.
 *
 * <p>Payload types are this side's wish. In an answer the offerer's numbers are used, and once a number means a codec in
 * a session it keeps meaning it.
 */
public final class LocalMedia {
    private final String media;
    private final int port;
    private final int rtcpPort;
    private final boolean rtcpMux;
    private final String protocol;
    private final List<MediaFormat> formats;
    private final int ptimeMillis;
    private final int maxptimeMillis;
    private final Direction direction;

    private LocalMedia(Builder from) {
        media = from.media;
        port = from.port;
        rtcpPort = from.rtcpPort;
        rtcpMux = from.rtcpMux;
        protocol = from.protocol;
        formats = List.copyOf(from.formats);
        ptimeMillis = from.ptimeMillis;
        maxptimeMillis = from.maxptimeMillis;
        direction = from.direction;
    }

    /**
     * Starts an audio stream: RTP/AVP, RTCP on the next port, 20 ms packets, both directions, no codecs yet.
     *
     * @param port the RTP port, 1 to 65535
     * @return a builder
     * @throws IllegalArgumentException when the port is out of range
     */
    public static Builder audio(int port) {
        return new Builder("audio", port);
    }

    /**
     * Starts a stream of any kind, with the defaults of {@link #audio}.
     *
     * @param media the kind of media, a token such as {@code video}
     * @param port the RTP port, 1 to 65535
     * @return a builder
     * @throws IllegalArgumentException when an argument does not fit
     */
    public static Builder builder(String media, int port) {
        return new Builder(media, port);
    }

    /**
     * A builder that holds everything this value holds.
     *
     * @return a new builder
     */
    public Builder toBuilder() {
        var copy = new Builder(media, port);
        copy.rtcpPort = rtcpPort;
        copy.rtcpMux = rtcpMux;
        copy.protocol = protocol;
        copy.formats.addAll(formats);
        copy.ptimeMillis = ptimeMillis;
        copy.maxptimeMillis = maxptimeMillis;
        copy.direction = direction;
        return copy;
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
     * The RTP port this side receives on, as the peer sees it.
     *
     * @return 1 to 65535
     */
    public int port() {
        return port;
    }

    /**
     * The RTCP port this side receives on where RTCP is not multiplexed; written as {@code a=rtcp} when it is not the
     * port after {@link #port}.
     *
     * @return 1 to 65535
     */
    public int rtcpPort() {
        return rtcpPort;
    }

    /**
     * Whether RTP and RTCP may share one port (RFC 5761): offered, and accepted when offered.
     *
     * @return whether {@code a=rtcp-mux} is configured
     */
    public boolean rtcpMux() {
        return rtcpMux;
    }

    /**
     * The profile in offers. Answers repeat the offer's profile.
     *
     * @return {@code RTP/AVP} or {@code RTP/AVPF}
     */
    public String protocol() {
        return protocol;
    }

    /**
     * The codecs in order of preference, telephone-event and comfort noise among them.
     *
     * @return at least one format
     */
    public List<MediaFormat> formats() {
        return formats;
    }

    /**
     * The packet time asked for, {@code a=ptime}, in milliseconds.
     *
     * @return 1 to 1000
     */
    public int ptimeMillis() {
        return ptimeMillis;
    }

    /**
     * The longest packet accepted, {@code a=maxptime}, in milliseconds.
     *
     * @return 1 to 1000, or 0 when not stated
     */
    public int maxptimeMillis() {
        return maxptimeMillis;
    }

    /**
     * The most this stream ever does.
     *
     * @return the direction wanted while nothing is on hold
     */
    public Direction direction() {
        return direction;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LocalMedia that
                && media.equals(that.media)
                && port == that.port
                && rtcpPort == that.rtcpPort
                && rtcpMux == that.rtcpMux
                && protocol.equals(that.protocol)
                && formats.equals(that.formats)
                && ptimeMillis == that.ptimeMillis
                && maxptimeMillis == that.maxptimeMillis
                && direction == that.direction;
    }

    @Override
    public int hashCode() {
        return Objects.hash(media, port, formats, direction.ordinal());
    }

    /** For logs: kind, port, direction, formats. */
    @Override
    public String toString() {
        return media + ' ' + port + ' ' + direction.attributeName() + ' ' + formats;
    }

    /** Collects the properties of a {@link LocalMedia}. Not thread-safe. */
    public static final class Builder {
        private final String media;
        private final List<MediaFormat> formats = new ArrayList<>();
        private int port;
        private int rtcpPort;
        private boolean rtcpMux;
        private String protocol = "RTP/AVP";
        private int ptimeMillis = 20;
        private int maxptimeMillis;
        private Direction direction = Direction.SENDRECV;

        private Builder(String media, int port) {
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
        public Builder port(int number) {
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
        public Builder rtcpPort(int number) {
            rtcpPort = Text.requireRange(number, 1, 65_535, "RTCP port");
            return this;
        }

        /**
         * Whether RTP and RTCP may share the RTP port; false by default.
         *
         * @param allowed whether to offer and accept {@code a=rtcp-mux}
         * @return this builder
         */
        public Builder rtcpMux(boolean allowed) {
            rtcpMux = allowed;
            return this;
        }

        /**
         * Replaces the profile of offers, {@code RTP/AVP} by default.
         *
         * @param profile {@code RTP/AVP} or {@code RTP/AVPF}
         * @return this builder
         * @throws IllegalArgumentException for a profile whose keys this side could not give
         */
        public Builder protocol(String profile) {
            if (!Profile.of(profile).isPlain()) {
                throw new IllegalArgumentException("profile must be RTP/AVP or RTP/AVPF: " + profile);
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
        public Builder format(MediaFormat format) {
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
        public Builder telephoneEvents(int payloadType) {
            int number = Text.requireRange(payloadType, 96, 127, "payload type");
            for (MediaFormat codec : List.copyOf(formats)) {
                var event = MediaFormat.telephoneEvent(number, codec.clockRateHz());
                if (codec.isCodec() && formats.stream().noneMatch(event::sameEncoding)) {
                    format(event);
                    number = nextFree(number);
                }
            }
            return this;
        }

        private int nextFree(int after) {
            int number = after;
            do {
                number = number == 127 ? 96 : number + 1;
            } while (taken(number) && number != after);
            return number;
        }

        private boolean taken(int number) {
            return formats.stream().anyMatch(format -> format.payloadType() == number);
        }

        /**
         * Replaces the packet time asked for, 20 ms by default.
         *
         * @param millis 1 to 1000
         * @return this builder
         * @throws IllegalArgumentException when it is out of range
         */
        public Builder ptimeMillis(int millis) {
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
        public Builder maxptimeMillis(int millis) {
            maxptimeMillis = Text.requireRange(millis, 0, 1000, "maxptime");
            return this;
        }

        /**
         * Replaces the most this stream ever does, {@code sendrecv} by default.
         *
         * @param most the direction
         * @return this builder
         */
        public Builder direction(Direction most) {
            direction = Objects.requireNonNull(most);
            return this;
        }

        /**
         * The stream.
         *
         * @return a new value
         * @throws IllegalStateException when there is no format
         */
        public LocalMedia build() {
            if (formats.isEmpty()) {
                throw new IllegalStateException("local media without formats: " + media);
            }
            return new LocalMedia(this);
        }
    }
}
