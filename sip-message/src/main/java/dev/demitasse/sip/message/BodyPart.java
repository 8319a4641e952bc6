// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A part of a message body (RFC 5621; RFC 2046 section 5.1): a body with headers of its own, such as Content-Type,
 * Content-Disposition and Content-ID. Its body is a view of the message's bytes. Equal to another by its headers' and its
 * body's bytes. Immutable and thread-safe.
 */
public final class BodyPart {
    /** How many parts of one multipart body are taken. */
    public static final int MAX_PARTS = 100;

    /** How many multipart bodies within one another are looked through. */
    static final int MAX_DEPTH = 8;

    private final MessageContent headers;
    private final Bytes body;

    BodyPart(MessageContent headers, Bytes body) {
        this.headers = headers;
        this.body = body;
    }

    /** The body of a message with the message's headers, of which the Content-Type has to be there (RFC 3261 20.15). */
    static BodyPart whole(SipMessage message) {
        message.require(Header.CONTENT_TYPE);
        return new BodyPart(message.content(), message.body());
    }

    /**
     * A part.
     *
     * @param type the type of its body
     * @param body its body
     * @return a new part with a Content-Type alone
     */
    public static BodyPart of(MediaType type, Bytes body) {
        return new BodyPart(
                lines(List.of(BuilderLine.of(Header.CONTENT_TYPE, type, new ByteWriter(64)))),
                Objects.requireNonNull(body));
    }

    /**
     * The same with one more header.
     *
     * @param <T> the type of the value
     * @param header the key
     * @param value the value
     * @return the new part
     * @throws IllegalArgumentException if the value may not stand in that header
     */
    public <T> BodyPart with(Header<T> header, T value) {
        return with(BuilderLine.of(header, value, new ByteWriter(64)));
    }

    /**
     * The same with one more header.
     *
     * @param name a token
     * @param value text on one line
     * @return the new part
     * @throws IllegalArgumentException if the name is not a token, or the value has CR, LF or NUL
     */
    public BodyPart with(String name, String value) {
        return with(BuilderLine.of(name, value, new ByteWriter(64)));
    }

    private BodyPart with(BuilderLine added) {
        BuilderLine[] all = new BuilderLine[headers.lines.size() + 1];
        Arrays.setAll(all, i -> i < headers.lines.size() ? BuilderLine.of(headers, i) : added);
        return new BodyPart(lines(List.of(all)), body);
    }

    private static MessageContent lines(List<BuilderLine> lines) {
        var content = new MessageContent();
        var out = new ByteWriter(64);
        content.lines = new LineTable(lines.size());
        for (BuilderLine line : lines) {
            line.writeTo(out, content.lines);
        }
        content.lines.endAt(out.length());
        content.bytes = out.lineEnd().toArray();
        content.end = content.bytes.length;
        content.bodyStart = content.end;
        return content;
    }

    /**
     * The headers of the part as text; those of the message if it is its whole body.
     *
     * @return a view of them
     */
    public Headers headers() {
        return new Headers(headers.bytes, headers.lines);
    }

    /**
     * The first value of a header.
     *
     * @param <T> the type of the value
     * @param header the key
     * @return the value; empty if the header is not there
     * @throws MalformedHeaderException if a line of that header is malformed
     */
    public <T> Optional<T> first(Header<T> header) {
        int line = headers.lines.find(headers.bytes, header.name(), header.number(), 0);
        return headers.read(header, line).stream().findFirst();
    }

    /**
     * The type of the body.
     *
     * @return the Content-Type; {@code text/plain} if a part has none (RFC 2046 section 5.1)
     * @throws MalformedHeaderException if it is malformed
     */
    public MediaType contentType() {
        return first(Header.CONTENT_TYPE).orElse(MediaType.TEXT_PLAIN);
    }

    /**
     * The body of the part.
     *
     * @return its bytes
     */
    public Bytes body() {
        return body;
    }

    /**
     * The parts of this one.
     *
     * @return the parts in order, if this is a {@code multipart}; else this one alone
     * @throws MalformedHeaderException if this is a multipart that is malformed or has more than {@link #MAX_PARTS} parts,
     *     or a message's body without Content-Type
     */
    public List<BodyPart> parts() {
        MediaType type = contentType();
        if (!type.type().equals("multipart")) {
            return List.of(this);
        }
        try {
            return new MultipartReader(headers.parser, type, body).read();
        } catch (SipParseException e) {
            throw new MalformedHeaderException("Content-Type", e);
        }
    }

    /** The first body of a type, this one or one within it. */
    Optional<Bytes> find(MediaType wanted, int depth) {
        if (contentType().isSameType(wanted)) {
            return Optional.of(body);
        }
        if (depth == 0 || !contentType().type().equals("multipart")) {
            return Optional.empty();
        }
        return parts().stream()
                .flatMap(part -> part.find(wanted, depth - 1).stream())
                .findFirst();
    }

    /** The body of a multipart. */
    static Bytes join(List<BodyPart> parts, String boundary, MediaType type) {
        var out = new ByteWriter(512);
        for (BodyPart part : parts) {
            out.text("--").text(boundary).lineEnd();
            part.writeTo(out);
            out.lineEnd();
        }
        out.text("--").text(boundary).text("--").lineEnd();
        Bytes joined = Bytes.view(out.toArray(), 0, out.length());
        try {
            if (!new MultipartReader(SipParser.DEFAULT, type, joined).read().equals(parts)) {
                throw new IllegalArgumentException("the boundary is in a part");
            }
        } catch (SipParseException e) {
            throw new IllegalArgumentException(e.getMessage());
        }
        return joined;
    }

    private void writeTo(ByteWriter out) {
        int end = headers.lines.end();
        int start = headers.lines.size() == 0 ? end : headers.lines.start(0);
        out.raw(headers.bytes, start, end).lineEnd().raw(body.array(), body.start(), body.start() + body.length());
    }

    private byte[] encoded() {
        var out = new ByteWriter(body.length() + 64);
        writeTo(out);
        return out.toArray();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BodyPart that && Arrays.equals(encoded(), that.encoded());
    }

    @Override
    public int hashCode() {
        return body.hashCode();
    }

    /** The type and the number of bytes, not the content, which may be confidential. */
    @Override
    public String toString() {
        return headers().first("Content-Type").orElse("no Content-Type") + ", " + body;
    }
}
