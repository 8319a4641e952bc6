// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.sdp;

import java.util.List;
import java.util.Optional;

/**
 * One kind of feedback that may be sent: the value of {@code a=rtcp-fb}, RFC 4585 section 4.2. Immutable.
 *
 * @param format the payload type in digits, or {@code *} for all of the stream
 * @param value the feedback, such as {@code nack pli} or {@code ccm fir}; fields parted by one blank
 */
public record RtcpFeedback(String format, String value) {
    /** Stands for every payload type of the stream. */
    public static final String ALL = "*";

    /**
     * Checks both.
     *
     * @param format the payload type in digits, or {@code *} for all of the stream
     * @param value the feedback, such as {@code nack pli} or {@code ccm fir}; fields parted by one blank
     * @throws IllegalArgumentException when the format is neither, or the value is empty or holds CR, LF or NUL
     */
    public RtcpFeedback {
        if (!format.equals(ALL) && Fields.wholeNumber(format, 127) < 0) {
            throw new IllegalArgumentException("format must be * or 0..127: " + format);
        }
        Text.require(value, Text.BYTE_STRING, "feedback");
    }

    /**
     * Reads the value of an {@code a=rtcp-fb} attribute.
     *
     * @param value the text after {@code a=rtcp-fb:}
     * @return the feedback, or empty when the value is malformed
     */
    public static Optional<RtcpFeedback> parse(String value) {
        var fields = new Fields(value);
        String format = fields.next();
        var said = new StringBuilder();
        while (!fields.atEnd()) {
            said.append(said.length() == 0 ? "" : " ").append(fields.next());
        }
        boolean known = format.equals(ALL) || Fields.wholeNumber(format, 127) >= 0;
        return known && Text.isEach(said.toString(), Text.BYTE_STRING)
                ? Optional.of(new RtcpFeedback(format, said.toString()))
                : Optional.empty();
    }

    /** What an offer of this side says: its feedback for every payload type. */
    static List<Attribute> offer(LocalMedia local, String protocol) {
        return Profile.of(protocol).hasFeedback()
                ? local.feedback().stream()
                        .map(value -> new RtcpFeedback(ALL, value).toAttribute())
                        .toList()
                : List.of();
    }

    /** The values an offer of this side has said: RFC 4585 section 4.2, an answer "MUST NOT" have others. */
    static List<String> offered(RemoteMedia offer) {
        return Profile.of(offer.line().protocol()).hasFeedback()
                ? offer.feedback().stream().map(RtcpFeedback::value).toList()
                : List.of();
    }

    /** What the peer says and this side has, for formats that are agreed. */
    static List<RtcpFeedback> common(List<String> ours, RemoteMedia remote, List<FormatMatch.Pair> formats) {
        if (!Profile.of(remote.line().protocol()).hasFeedback()) {
            return List.of();
        }
        return remote.feedback().stream()
                .filter(line -> ours.contains(line.value()))
                .filter(line ->
                        line.format().equals(ALL) || formats.stream().anyMatch(pair -> line.isAbout(pair.send())))
                .toList();
    }

    /** This line of the peer as an answer repeats it, under this side's number. */
    RtcpFeedback answered(List<FormatMatch.Pair> formats) {
        return formats.stream()
                .filter(pair -> isAbout(pair.send()))
                .findFirst()
                .map(pair -> new RtcpFeedback(Integer.toString(pair.receive().payloadType()), value))
                .orElse(this);
    }

    private boolean isAbout(MediaFormat other) {
        return format.equals(Integer.toString(other.payloadType()));
    }

    /**
     * The attribute that says this feedback.
     *
     * @return {@code a=rtcp-fb:...}
     */
    public Attribute toAttribute() {
        return Attribute.of("rtcp-fb", format + ' ' + value);
    }
}
