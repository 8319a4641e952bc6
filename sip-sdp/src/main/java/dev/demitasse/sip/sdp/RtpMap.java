// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.sdp;

import java.util.Optional;

/**
 * What a payload type number stands for: the value of {@code a=rtpmap}, RFC 8866 section 6.6. Immutable.
 *
 * @param payloadType the RTP payload type, 0 to 127
 * @param encodingName the codec's name, compared without regard to case
 * @param clockRateHz the RTP clock rate in Hz, at least 1
 * @param channels the number of audio channels, at least 1; 1 where nothing is written
 */
public record RtpMap(int payloadType, String encodingName, int clockRateHz, int channels) {
    private static final int MAX_CLOCK_RATE = 1_000_000_000;
    private static final int MAX_CHANNELS = 255;

    /**
     * Checks each field.
     *
     * @param payloadType the RTP payload type, 0 to 127
     * @param encodingName the codec's name, compared without regard to case
     * @param clockRateHz the RTP clock rate in Hz, at least 1
     * @param channels the number of audio channels, at least 1; 1 where nothing is written
     * @throws IllegalArgumentException when one is out of range or the name is no token
     */
    public RtpMap {
        Text.requireRange(payloadType, 0, 127, "payload type");
        Text.require(encodingName, Text.TOKEN, "encoding name");
        Text.requireRange(clockRateHz, 1, MAX_CLOCK_RATE, "clock rate");
        Text.requireRange(channels, 1, MAX_CHANNELS, "channels");
    }

    /**
     * Reads the value of an {@code a=rtpmap} attribute, such as {@code 111 opus/48000/2}.
     *
     * @param value the text after {@code a=rtpmap:}
     * @return the mapping, or empty when the value is malformed
     */
    public static Optional<RtpMap> parse(String value) {
        int payloadType = Text.leadingDecimal(value, 0, 127);
        int name = value.indexOf(' ') + 1;
        while (name > 0 && name < value.length() && value.charAt(name) == ' ') {
            name++;
        }
        int slash = value.indexOf('/', Math.max(name, 1));
        if (payloadType < 0 || name == 0 || slash <= name || !allTokens(value, name, slash)) {
            return Optional.empty();
        }
        int clockRate = Text.leadingDecimal(value, slash + 1, MAX_CLOCK_RATE);
        int second = value.indexOf('/', slash + 1);
        // Channels are the encoding parameters of audio only; what cannot be a number of channels is none.
        int channels = second < 0 ? 1 : Text.leadingDecimal(value, second + 1, MAX_CHANNELS);
        if (clockRate < 1 || channels == 0) {
            return Optional.empty();
        }
        return Optional.of(new RtpMap(payloadType, value.substring(name, slash), clockRate, Math.max(channels, 1)));
    }

    private static boolean allTokens(String value, int from, int to) {
        for (int i = from; i < to; i++) {
            if (!Text.is(value.charAt(i), Text.TOKEN)) {
                return false;
            }
        }
        return true;
    }

    /**
     * The mapping RFC 3551 section 6 fixes for a static payload type, which needs no {@code a=rtpmap}.
     *
     * @param payloadType the RTP payload type
     * @return its mapping, or empty for dynamic and unassigned numbers
     */
    public static Optional<RtpMap> ofStatic(int payloadType) {
        return StaticPayloadTypes.of(payloadType);
    }

    /**
     * Whether both name the same codec: name, clock rate and channels agree, whatever the payload types.
     *
     * @param other another mapping
     * @return whether it is the same encoding
     */
    public boolean sameEncoding(RtpMap other) {
        return Text.same(encodingName, other.encodingName)
                && clockRateHz == other.clockRateHz
                && channels == other.channels;
    }

    /**
     * The attribute that says this mapping.
     *
     * @return {@code a=rtpmap:...}
     */
    public Attribute toAttribute() {
        String value = payloadType + " " + encodingName + '/' + clockRateHz;
        return Attribute.of("rtpmap", channels == 1 ? value : value + '/' + channels);
    }
}
