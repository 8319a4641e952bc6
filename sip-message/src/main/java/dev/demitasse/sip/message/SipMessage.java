// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A SIP request or response (RFC 3261 section 7). It keeps its header lines in wire order, with their case and bytes,
 * unknown ones included. Values are read when asked for and then kept. In a message from {@link SipParser} the Via, From,
 * To, Call-ID and CSeq are there and valid; in one from a builder the Via may still be missing. Equal to another by its
 * bytes. Immutable and thread-safe.
 */
public abstract sealed class SipMessage permits SipRequest, SipResponse {
    private final MessageContent content;
    // Caches: every writer would store an equal, immutable value, so a race between them does no harm.
    private String callId;
    private Parsed[] parsed;

    SipMessage(MessageContent content) {
        this.content = content;
    }

    /** What a key has yielded. */
    private static final class Parsed {
        private final Header<?> header;
        private final List<?> values;

        Parsed(Header<?> header, List<?> values) {
            this.header = header;
            this.values = values;
        }
    }

    /**
     * The header lines as text, in order.
     *
     * @return a view of them
     */
    public final Headers headers() {
        return new Headers(content.bytes, content.lines);
    }

    /**
     * The first value of a header.
     *
     * @param <T> the type of the value
     * @param header the key
     * @return the value; empty if the header is not there
     * @throws MalformedHeaderException if a line of that header is malformed
     */
    public final <T> Optional<T> first(Header<T> header) {
        List<T> values = all(header);
        return values.isEmpty() ? Optional.empty() : Optional.of(values.get(0));
    }

    /**
     * All values of a header, from all its lines.
     *
     * @param <T> the type of a value
     * @param header the key
     * @return the values in order; empty if the header is not there
     * @throws MalformedHeaderException if a line of that header is malformed
     */
    public final <T> List<T> all(Header<T> header) {
        int line = content.lines.find(content.bytes, header.name(), header.number(), 0);
        if (line < 0) {
            return List.of();
        }
        Parsed[] cache = parsed;
        if (cache == null) {
            cache = new Parsed[content.lines.size()];
            parsed = cache;
        }
        Parsed known = cache[line];
        if (known == null || known.header != header) {
            known = new Parsed(header, content.read(header, line));
            cache[line] = known;
        }
        @SuppressWarnings("unchecked") // the list was read with this very key
        List<T> values = (List<T>) known.values;
        return values;
    }

    /**
     * The first value of a header that has to be there.
     *
     * @param <T> the type of the value
     * @param header the key
     * @return the value
     * @throws MalformedHeaderException if the header is missing or malformed
     */
    public final <T> T require(Header<T> header) {
        return first(header)
                .orElseThrow(() -> new MalformedHeaderException(header.name(), header.name(), -1, "missing"));
    }

    /**
     * Whether there is a line of a header, malformed or not.
     *
     * @param header the key
     * @return whether there is one
     */
    public final boolean contains(Header<?> header) {
        return content.lines.find(content.bytes, header.name(), header.number(), 0) >= 0;
    }

    /**
     * The body.
     *
     * @return its bytes; none if there is no body
     */
    public final Bytes body() {
        return Bytes.view(content.bytes, content.bodyStart, content.end);
    }

    /**
     * The parts of the body (RFC 5621): those of a {@code multipart} body, or the body itself as the only one. A part may
     * be a multipart in its turn: see {@link BodyPart#parts}.
     *
     * @return the parts in order; empty if there is no body
     * @throws MalformedHeaderException if there is a body without a Content-Type or with a malformed one, or if it is a
     *     multipart without a boundary, not divided by it as RFC 2046 section 5.1 says, or of more than
     *     {@value BodyPart#MAX_PARTS} parts
     */
    public final List<BodyPart> bodyParts() {
        return body().isEmpty() ? List.of() : BodyPart.whole(this).parts();
    }

    /**
     * The body of a type, be it the whole body or a part of it, at whatever depth: how the session description of a
     * message is found.
     *
     * @param type the type; parameters do not count
     * @return the bytes of the first such part; empty if there is none, or no Content-Type
     * @throws MalformedHeaderException if the Content-Type or a multipart is malformed, as {@link #bodyParts} says
     */
    public final Optional<Bytes> body(MediaType type) {
        return body().isEmpty() || !contains(Header.CONTENT_TYPE)
                ? Optional.empty()
                : BodyPart.whole(this).find(type, BodyPart.MAX_DEPTH);
    }

    /**
     * The topmost Via.
     *
     * @return the value
     * @throws MalformedHeaderException if there is none, as in a request that was not sent yet
     */
    public final Via topVia() {
        return content.vias != null ? content.vias.get(0) : readTopVia();
    }

    /** The first value alone: an answer to a malformed request goes by it, whatever stands behind it. */
    private Via readTopVia() {
        int line = content.lines.find(content.bytes, "", HeaderNames.VIA, 0);
        if (line < 0) {
            throw new MalformedHeaderException("Via", "Via", -1, "missing");
        }
        try {
            return Via.parse(content.cursor(line));
        } catch (SipParseException e) {
            throw new MalformedHeaderException("Via", e);
        }
    }

    /**
     * All Via values, topmost first.
     *
     * @return the values
     */
    public final List<Via> vias() {
        return content.vias != null ? content.vias : all(Header.VIA);
    }

    /**
     * The From.
     *
     * @return the value
     */
    public final NameAddress from() {
        return content.from != null ? content.from : require(Header.FROM);
    }

    /**
     * The To.
     *
     * @return the value
     */
    public final NameAddress to() {
        return content.to != null ? content.to : require(Header.TO);
    }

    /**
     * The Call-ID.
     *
     * @return the value
     */
    public final String callId() {
        if (callId == null) {
            callId = content.cseq != null ? content.callId() : require(Header.CALL_ID);
        }
        return callId;
    }

    /**
     * The CSeq.
     *
     * @return the value
     */
    public final CSeq cseq() {
        return content.cseq != null ? content.cseq : require(Header.CSEQ);
    }

    /**
     * All Contact values.
     *
     * @return the values in order; {@link NameAddress#WILDCARD} stands for {@code *}
     * @throws MalformedHeaderException if one is malformed
     */
    public final List<NameAddress> contacts() {
        return all(Header.CONTACT);
    }

    /**
     * The Max-Forwards.
     *
     * @return from 0 to 255; empty if it is not there
     * @throws MalformedHeaderException if it is malformed
     */
    public final OptionalInt maxForwards() {
        Optional<Integer> value = first(Header.MAX_FORWARDS);
        return value.isPresent() ? OptionalInt.of(value.get()) : OptionalInt.empty();
    }

    /**
     * The type of the body.
     *
     * @return the Content-Type; empty if it is not there
     * @throws MalformedHeaderException if it is malformed
     */
    public final Optional<MediaType> contentType() {
        return first(Header.CONTENT_TYPE);
    }

    /**
     * Who sent the request, in a form that is safe to log.
     *
     * @return the From as a caller
     */
    public final CallerId caller() {
        return from().callerId();
    }

    /**
     * How many bytes the message takes on the wire.
     *
     * @return the length in bytes
     */
    public final int encodedLength() {
        return content.end - content.start;
    }

    /**
     * The message as it goes on the wire: as received, or as built.
     *
     * @return a new array
     */
    public final byte[] toBytes() {
        return Arrays.copyOfRange(content.bytes, content.start, content.end);
    }

    /**
     * Puts the message into a buffer.
     *
     * @param target takes it; needs {@link #encodedLength} bytes of room
     * @throws java.nio.BufferOverflowException if there is less room
     */
    public final void writeTo(ByteBuffer target) {
        target.put(content.bytes, content.start, encodedLength());
    }

    /**
     * The message for people to read: start line, headers, and the size of the body. Users in URIs are masked as
     * {@link CallerId} does, display names and credentials left out, control characters replaced. The body is not shown:
     * it may hold keys.
     *
     * @return several lines, each ended by LF
     */
    public final String summary() {
        return Redaction.summary(this);
    }

    final MessageContent content() {
        return content;
    }

    /** The start line without confidential parts. */
    abstract String redactedStartLine();

    @Override
    public final boolean equals(Object other) {
        return other instanceof SipMessage that && content.isSame(that.content);
    }

    @Override
    public final int hashCode() {
        return Text.hash(content.bytes, content.start, content.end);
    }

    /** One line that is safe to log. */
    @Override
    public final String toString() {
        return redactedStartLine() + " (" + encodedLength() + " bytes)";
    }
}
