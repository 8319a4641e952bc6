// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.sdp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One codec of a stream as one side numbers it: payload type, encoding and format parameters together. Immutable.
 *
 * @param payloadType the RTP payload type, 0 to 127; from 96 on by agreement, 0 to 34 as RFC 3551 fixes them
 * @param encodingName the codec's name, such as {@code PCMU}, {@code opus}, {@code telephone-event}
 * @param clockRateHz the RTP clock rate in Hz (8000 for G722, whose audio is sampled at 16000)
 * @param channels the number of audio channels, at least 1
 * @param parameters the {@code a=fmtp} parameters, or an empty text
 */
public record MediaFormat(int payloadType, String encodingName, int clockRateHz, int channels, String parameters) {
    /** G.711 mu-law, payload type 0. */
    public static final MediaFormat PCMU = new MediaFormat(0, "PCMU", 8000, 1, "");
    /** G.711 A-law, payload type 8. */
    public static final MediaFormat PCMA = new MediaFormat(8, "PCMA", 8000, 1, "");
    /** G.722 at 64 kbit/s, payload type 9. */
    public static final MediaFormat G722 = new MediaFormat(9, "G722", 8000, 1, "");
    /** Comfort noise (RFC 3389) beside a codec of 8 kHz, payload type 13. */
    public static final MediaFormat COMFORT_NOISE = new MediaFormat(13, "CN", 8000, 1, "");

    private static final String TELEPHONE_EVENT = "telephone-event";

    /**
     * Checks each field.
     *
     * @param payloadType the RTP payload type, 0 to 127; from 96 on by agreement, 0 to 34 as RFC 3551 fixes them
     * @param encodingName the codec's name, such as {@code PCMU}, {@code opus}, {@code telephone-event}
     * @param clockRateHz the RTP clock rate in Hz (8000 for G722, whose audio is sampled at 16000)
     * @param channels the number of audio channels, at least 1
     * @param parameters the {@code a=fmtp} parameters, or an empty text
     * @throws IllegalArgumentException when one is out of range or not of its grammar
     */
    public MediaFormat {
        new RtpMap(payloadType, encodingName, clockRateHz, channels);
        Text.requireEach(parameters, Text.BYTE_STRING, "format parameters");
    }

    /**
     * A format without parameters.
     *
     * @param payloadType the RTP payload type, 0 to 127
     * @param encodingName the codec's name
     * @param clockRateHz the RTP clock rate in Hz
     * @param channels the number of audio channels
     * @return the format
     * @throws IllegalArgumentException when an argument is out of range
     */
    public static MediaFormat of(int payloadType, String encodingName, int clockRateHz, int channels) {
        return new MediaFormat(payloadType, encodingName, clockRateHz, channels, "");
    }

    /**
     * DTMF digits and flash, events 0 to 16, as RTP events: RFC 4733 section 2.4.1.
     *
     * @param payloadType the RTP payload type, usually 101
     * @param clockRateHz the clock rate of the audio codec it stands beside
     * @return the format, with parameters {@code 0-16}
     * @throws IllegalArgumentException when an argument is out of range
     */
    public static MediaFormat telephoneEvent(int payloadType, int clockRateHz) {
        return new MediaFormat(payloadType, TELEPHONE_EVENT, clockRateHz, 1, "0-16");
    }

    /**
     * Whether this carries events, not audio: {@code telephone-event}.
     *
     * @return whether it is telephone-event
     */
    public boolean isTelephoneEvent() {
        return Text.same(encodingName, TELEPHONE_EVENT);
    }

    /**
     * Whether this is comfort noise, which only stands beside a codec.
     *
     * @return whether it is {@code CN}
     */
    public boolean isComfortNoise() {
        return Text.same(encodingName, "CN");
    }

    /**
     * Whether both are the same codec: name, clock rate and channels agree, whatever payload type and parameters.
     *
     * @param other another format
     * @return whether it is the same encoding
     */
    public boolean sameEncoding(MediaFormat other) {
        return Text.same(encodingName, other.encodingName)
                && clockRateHz == other.clockRateHz
                && channels == other.channels;
    }

    /**
     * This codec under another number.
     *
     * @param number the payload type, 0 to 127
     * @return a copy
     * @throws IllegalArgumentException when the number is out of range
     */
    public MediaFormat withPayloadType(int number) {
        return new MediaFormat(number, encodingName, clockRateHz, channels, parameters);
    }

    /**
     * The value of one parameter of a list of {@code name=value} separated by semicolons.
     *
     * @param name the parameter's name, compared without regard to case
     * @return its value, empty text for a name without one, or empty when it is absent
     */
    public Optional<String> parameter(String name) {
        return FormatParameters.find(parameters, name);
    }

    /** This codec with other parameters. */
    MediaFormat withParameters(String other) {
        return new MediaFormat(payloadType, encodingName, clockRateHz, channels, other);
    }

    /** Whether a payload of this kind can be a call's codec by itself. */
    boolean isCodec() {
        return !isTelephoneEvent() && !isComfortNoise();
    }

    /** The {@code a=rtpmap} and, where there are parameters, {@code a=fmtp} lines of this format. */
    List<Attribute> toAttributes() {
        var lines = new ArrayList<Attribute>(2);
        lines.add(new RtpMap(payloadType, encodingName, clockRateHz, channels).toAttribute());
        if (!parameters.isEmpty()) {
            lines.add(new FormatParameters(Integer.toString(payloadType), parameters).toAttribute());
        }
        return lines;
    }
}
