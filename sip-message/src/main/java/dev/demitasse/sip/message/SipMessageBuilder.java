// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What the builders of requests and responses have in common. Values are checked as they are set; CR, LF and NUL cannot
 * get in. The Content-Length is written by {@code build()} and cannot be set. Not thread-safe.
 *
 * @param <B> the builder itself
 */
public abstract sealed class SipMessageBuilder<B extends SipMessageBuilder<B>>
        permits SipRequest.Builder, SipResponse.Builder {
    private static final int[] MANDATORY = {HeaderNames.FROM, HeaderNames.TO, HeaderNames.CALL_ID, HeaderNames.CSEQ};

    private final BuilderLines lines = new BuilderLines();
    private Bytes body = Bytes.EMPTY;
    private boolean complete = true;
    private boolean compact;

    SipMessageBuilder() {}

    abstract B self();

    abstract void writeStartLine(ByteWriter out);

    /** About how many bytes the start line takes. */
    abstract int startLineLength();

    /** Takes lines and body of a message. */
    final void copyAll(SipMessage source) {
        MessageContent content = source.content();
        for (int i = 0; i < content.lines.size(); i++) {
            lines.add(BuilderLine.of(content, i));
        }
        body = source.body();
    }

    final void append(BuilderLine line) {
        lines.add(line);
    }

    /** Puts a value in place of the first line of a header. */
    final <T> void replaceFirstLine(Header<T> header, T value) {
        lines.set(lines.indexOf(header.name(), header.number()), lines.write(header, value));
    }

    /** Lets {@code build()} do without the mandatory headers: what answers a message that lacks them. */
    final void allowIncomplete() {
        complete = false;
    }

    /**
     * Sets a header: in place of the first line of that header if there is one, else at the end. Other lines of that
     * header are removed.
     *
     * @param <T> the type of the value
     * @param header the key
     * @param value the value
     * @return this builder
     * @throws IllegalArgumentException if the value may not stand in that header, or the header is Content-Length
     */
    public final <T> B header(Header<T> header, T value) {
        lines.replace(header.name(), header.number(), line(header, value));
        return self();
    }

    /**
     * Sets a header to several values, one a line; without values the header is removed.
     *
     * @param <T> the type of a value
     * @param header the key
     * @param values the values in order
     * @return this builder
     * @throws IllegalArgumentException if a value may not stand in that header, or the header is Content-Length
     */
    public final <T> B headers(Header<T> header, List<? extends T> values) {
        List<BuilderLine> added = new ArrayList<>(values.size());
        for (T value : values) {
            added.add(line(header, value));
        }
        lines.replace(header.name(), header.number(), added);
        return self();
    }

    /**
     * Sets a header to text: in place of the first line of that header if there is one, else at the end.
     *
     * @param name a token
     * @param value text on one line
     * @return this builder
     * @throws IllegalArgumentException if the name is not a token, the value has CR, LF or NUL, or the header is
     *     Content-Length
     */
    public final B header(String name, String value) {
        BuilderLine line = settable(lines.write(name, value));
        lines.replace(name, line.number(), line);
        return self();
    }

    /**
     * Adds a line after all others.
     *
     * @param <T> the type of the value
     * @param header the key
     * @param value the value
     * @return this builder
     * @throws IllegalArgumentException if the value may not stand in that header, or the header is Content-Length
     */
    public final <T> B add(Header<T> header, T value) {
        append(line(header, value));
        return self();
    }

    /**
     * Adds a line of text after all others.
     *
     * @param name a token
     * @param value text on one line
     * @return this builder
     * @throws IllegalArgumentException if the name is not a token, the value has CR, LF or NUL, or the header is
     *     Content-Length
     */
    public final B add(String name, String value) {
        append(settable(lines.write(name, value)));
        return self();
    }

    /**
     * Adds a line before the first one of that header, or before all others if there is none: what is done with Via,
     * Route and Record-Route.
     *
     * @param <T> the type of the value
     * @param header the key
     * @param value the value
     * @return this builder
     * @throws IllegalArgumentException if the value may not stand in that header, or the header is Content-Length
     */
    public final <T> B prepend(Header<T> header, T value) {
        lines.insert(Math.max(0, lines.indexOf(header.name(), header.number())), line(header, value));
        return self();
    }

    /**
     * Replaces the first value of a header and leaves the others, on the same line too.
     *
     * @param <T> the type of the value
     * @param header the key
     * @param value the value
     * @return this builder
     * @throws IllegalStateException if the header is not there
     * @throws MalformedHeaderException if its first value is malformed
     * @throws IllegalArgumentException if the value may not stand in that header, or the header is Content-Length
     */
    public final <T> B replaceFirst(Header<T> header, T value) {
        BuilderLine line = line(header, value);
        lines.insert(takeFirst(header), line);
        return self();
    }

    /**
     * Removes the first value of a header and leaves the others, on the same line too.
     *
     * @param header the key
     * @return this builder
     * @throws IllegalStateException if the header is not there
     * @throws MalformedHeaderException if its first value is malformed
     */
    public final B removeFirst(Header<?> header) {
        takeFirst(header);
        return self();
    }

    /** Removes the first value and returns the index of the line where it stood. */
    private int takeFirst(Header<?> header) {
        int index = lines.indexOf(header.name(), header.number());
        if (index < 0) {
            throw new IllegalStateException("no " + header.name() + " to remove");
        }
        BuilderLine line = lines.remove(index);
        ByteCursor in = line.value();
        try {
            header.codec().parse(in);
        } catch (SipParseException e) {
            throw new MalformedHeaderException(header.name(), e);
        }
        if (in.acceptSeparator(',')) {
            lines.insert(index, line.withValue(header.name(), in.position()));
        }
        return index;
    }

    /**
     * Removes all lines of a header.
     *
     * @param header the key
     * @return this builder
     */
    public final B remove(Header<?> header) {
        lines.replace(header.name(), header.number(), List.of());
        return self();
    }

    /**
     * Removes all lines of a header.
     *
     * @param name the name in any letter case, long or compact
     * @return this builder
     */
    public final B remove(String name) {
        lines.replace(name, HeaderNames.find(name), List.of());
        return self();
    }

    /**
     * Adds all lines of a header that another message has, byte for byte.
     *
     * @param source the other message
     * @param header the key
     * @return this builder
     */
    public final B copy(SipMessage source, Header<?> header) {
        LineTable table = source.content().lines;
        byte[] bytes = source.content().bytes;
        int line = table.find(bytes, header.name(), header.number(), 0);
        while (line >= 0) {
            append(settable(BuilderLine.of(source.content(), line)));
            line = table.find(bytes, header.name(), header.number(), line + 1);
        }
        return self();
    }

    /**
     * Sets the body and its type.
     *
     * @param type the type
     * @param newBody the bytes
     * @return this builder
     */
    public final B body(MediaType type, Bytes newBody) {
        body = Objects.requireNonNull(newBody, "body");
        return header(Header.CONTENT_TYPE, type);
    }

    /**
     * Sets the body and its type.
     *
     * @param type the type
     * @param newBody the bytes, copied
     * @return this builder
     */
    public final B body(MediaType type, byte[] newBody) {
        return body(type, Bytes.of(newBody));
    }

    /**
     * Sets the body and its type.
     *
     * @param type the type
     * @param newBody the text, sent as UTF-8
     * @return this builder
     */
    public final B body(MediaType type, String newBody) {
        return body(type, Bytes.ofUtf8(newBody));
    }

    /**
     * Sets the body to several parts (RFC 5621), of type {@code multipart/mixed}.
     *
     * @param parts one at least, at most {@value BodyPart#MAX_PARTS}
     * @param boundary divides them: a token of at most 70 characters that is in none of them, such as
     *     {@link Identifiers#tag} gives
     * @return this builder
     * @throws IllegalArgumentException if there is no part, or the boundary cannot divide them
     */
    public final B body(List<BodyPart> parts, String boundary) {
        MediaType type = new MediaType(
                "multipart", "mixed", Parameters.NONE.with("boundary", Text.requireToken(boundary, "boundary")));
        return body(type, BodyPart.join(parts, boundary, type));
    }

    /**
     * Chooses the compact form of header names that have one (RFC 3261 section 7.3.3), which keeps a message within a
     * datagram: for all lines, those that were not touched too.
     *
     * @param newCompact whether {@code build()} writes compact names; if not, names are written as they are, which is how
     *     a builder begins
     * @return this builder
     */
    public final B compact(boolean newCompact) {
        compact = newCompact;
        return self();
    }

    /**
     * Removes the body with its Content-Type, Content-Encoding, Content-Disposition and Content-Language.
     *
     * @return this builder
     */
    public final B withoutBody() {
        body = Bytes.EMPTY;
        remove(Header.CONTENT_TYPE);
        remove(Header.CONTENT_ENCODING);
        remove(Header.CONTENT_DISPOSITION);
        return remove("Content-Language");
    }

    private <T> BuilderLine line(Header<T> header, T value) {
        Objects.requireNonNull(value, "value");
        return settable(lines.write(header, value));
    }

    private static BuilderLine settable(BuilderLine line) {
        if (line.number() == HeaderNames.CONTENT_LENGTH) {
            throw new IllegalArgumentException("Content-Length is written by build()");
        }
        return line;
    }

    /** Writes everything into one array, as it goes on the wire. */
    final MessageContent assemble() {
        for (int i = 0; complete && i < MANDATORY.length; i++) {
            if (lines.indexOf("", MANDATORY[i]) < 0) {
                throw new IllegalStateException("no " + HeaderNames.name(MANDATORY[i]) + " was set");
            }
        }
        var content = new MessageContent();
        var out = new ByteWriter(startLineLength() + lines.length() + 32 + body.length());
        writeStartLine(out);
        out.lineEnd();
        content.lines = new LineTable(lines.size() + 1);
        lines.writeTo(out, content.lines, body.length(), compact);
        if (out.length() > SipParserLimits.HEADER_SECTION_CEILING) {
            throw new IllegalStateException("headers of " + out.length() + " bytes");
        }
        content.lines.endAt(out.length());
        out.lineEnd();
        content.bodyStart = out.length();
        out.raw(body.array(), body.start(), body.start() + body.length());
        content.bytes = out.array();
        content.end = out.length();
        return content;
    }
}
