// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The parameters of a header value ({@code generic-param}, RFC 3261 section 25.1) or of a URI (section 19.1.1), in their
 * order. A view of the bytes they came in: names are compared without regard to letter case, and nothing is decoded
 * until it is asked for. Quotes and quoted pairs (header) or percent escapes (URI) are taken off on reading and put on
 * where needed by the {@code with} methods. Equal to another by its bytes. Immutable and thread-safe.
 */
public final class Parameters {
    /** No header parameters. */
    public static final Parameters NONE = new Parameters(new byte[0], 0, 0, false);

    private final byte[] bytes;
    private final int start;
    private final int end;
    private final boolean uri;

    private Parameters(byte[] bytes, int start, int end, boolean uri) {
        this.bytes = bytes;
        this.start = start;
        this.end = end;
        this.uri = uri;
    }

    /** A view of header parameters that {@link #skip} has passed over. */
    static Parameters ofHeader(byte[] bytes, int start, int end) {
        return start == end ? NONE : new Parameters(bytes, start, end, false);
    }

    /** A view of URI parameters that {@link #skipUri} has passed over. */
    static Parameters ofUri(byte[] bytes, int start, int end) {
        return new Parameters(bytes, start, end, true);
    }

    /** {@code *( SEMI generic-param )}; white space after the last one is passed over too. */
    static void skip(ByteCursor in, String rule) throws SipParseException {
        int first = in.position();
        long seen = 0;
        for (int count = 1; in.acceptSeparator(';'); count++) {
            checkCount(in, count, rule);
            int from = in.position();
            in.skipToken(rule);
            seen = checkOnce(in, seen, first, from, rule);
            if (in.acceptSeparator('=')) {
                if (in.peek() == '"') {
                    in.skipQuoted(rule);
                } else {
                    in.require(CharClass.VALUE, rule, "gen-value");
                }
            }
        }
    }

    /** {@code *( ";" uri-parameter )}. */
    static void skipUri(ByteCursor in) throws SipParseException {
        int first = in.position();
        long seen = 0;
        for (int count = 1; in.accept(';'); count++) {
            checkCount(in, count, "uri-parameters");
            int from = in.position();
            Escapes.require(in, CharClass.URI_PARAMETER, "uri-parameter");
            seen = checkOnce(in, seen, first, from, "uri-parameters");
            if (in.accept('=')) {
                Escapes.require(in, CharClass.URI_PARAMETER, "uri-parameter");
            }
        }
    }

    private static void checkCount(ByteCursor in, int count, String rule) throws SipParseException {
        if (count > in.maxParameters()) {
            throw in.fail(rule, "at most " + in.maxParameters() + " parameters");
        }
    }

    /**
     * RFC 3261 7.3.1: "any given parameter-name MUST NOT appear more than once". A 64-bit filter says for most names that
     * they are new; only for the others are the earlier ones looked at.
     */
    private static long checkOnce(ByteCursor in, long seen, int first, int from, String rule) throws SipParseException {
        byte[] bytes = in.bytes();
        int to = in.position();
        int hash = (to - from) * 31;
        for (int i = from; i < to; i++) {
            hash = hash * 31 + CharClass.lower(bytes[i]);
        }
        long bit = 1L << (hash ^ hash >>> 6 ^ hash >>> 12);
        if ((seen & bit) != 0) {
            var walk = new Walk(bytes, first, from);
            while (walk.next()) {
                if (Text.equalsIgnoreCase(bytes, walk.nameStart, walk.nameEnd, bytes, from, to)) {
                    throw new SipParseException(rule, "each parameter once", from, "one repeated", 400);
                }
            }
        }
        return seen | bit;
    }

    /** Goes from one parameter to the next; the bytes are known to be well formed. */
    private static final class Walk {
        private final byte[] bytes;
        private final int end;
        private int at;
        private int nameStart;
        private int nameEnd;
        private int valueStart;
        private int valueEnd;

        Walk(byte[] bytes, int start, int end) {
            this.bytes = bytes;
            this.at = start;
            this.end = end;
        }

        boolean next() {
            skipLws();
            if (at >= end || bytes[at] != ';' || at + 1 >= end) {
                return false;
            }
            at++;
            skipLws();
            nameStart = at;
            while (at < end && bytes[at] != '=' && bytes[at] != ';' && !CharClass.is(bytes[at], CharClass.LWS)) {
                at++;
            }
            nameEnd = at;
            valueStart = at;
            valueEnd = at;
            skipLws();
            if (at < end && bytes[at] == '=') {
                at++;
                skipLws();
                valueStart = at;
                skipValue();
                valueEnd = at;
            }
            return nameEnd > nameStart;
        }

        private void skipValue() {
            if (at < end && bytes[at] == '"') {
                at++;
                while (at < end && bytes[at] != '"') {
                    at += bytes[at] == '\\' ? 2 : 1;
                }
                at = Math.min(at + 1, end);
                return;
            }
            while (at < end && bytes[at] != ';' && !CharClass.is(bytes[at], CharClass.LWS)) {
                at++;
            }
        }

        private void skipLws() {
            while (at < end && CharClass.is(bytes[at], CharClass.LWS)) {
                at++;
            }
        }

        boolean find(String name) {
            while (next()) {
                if (Text.equalsIgnoreCase(bytes, nameStart, nameEnd, name)) {
                    return true;
                }
            }
            return false;
        }
    }

    private Walk walk() {
        return new Walk(bytes, start, end);
    }

    /**
     * Whether there are none.
     *
     * @return whether there are none
     */
    public boolean isEmpty() {
        return start == end;
    }

    /**
     * The names as written, in their order.
     *
     * @return a new list
     */
    public List<String> names() {
        List<String> names = new ArrayList<>();
        for (Walk walk = walk(); walk.next(); ) {
            names.add(decoded(walk.nameStart, walk.nameEnd));
        }
        return List.copyOf(names);
    }

    /**
     * Whether there is a parameter of that name, with or without a value.
     *
     * @param name the name, in any letter case
     * @return whether it is there
     */
    public boolean contains(String name) {
        return walk().find(name);
    }

    /**
     * The value of a parameter, without quotes or escapes; the empty text if it has none.
     *
     * @param name the name, in any letter case
     * @return the value; empty if there is no such parameter
     */
    public Optional<String> value(String name) {
        Walk walk = walk();
        return walk.find(name) ? Optional.of(decoded(walk.valueStart, walk.valueEnd)) : Optional.empty();
    }

    /** The value of a URI parameter as RFC 3261 section 19.1.4 compares it. */
    Optional<String> comparableValue(String name) {
        Walk walk = walk();
        return walk.find(name) ? Optional.of(Text.comparable(bytes, walk.valueStart, walk.valueEnd)) : Optional.empty();
    }

    /** The value of a header parameter in a span, if there is one and it is not empty. */
    static Optional<String> headerValue(byte[] bytes, int start, int end, String name) {
        var walk = new Walk(bytes, start, end);
        return walk.find(name) && walk.valueStart < walk.valueEnd
                ? Optional.of(headerText(bytes, walk.valueStart, walk.valueEnd))
                : Optional.empty();
    }

    private static String headerText(byte[] bytes, int from, int to) {
        return from < to && bytes[from] == '"' ? Text.unquoted(bytes, from, to) : Text.of(bytes, from, to);
    }

    /** The value as a number up to {@code max}, or -1 if there is none, or none that is a number. */
    long number(String name, long max) {
        Walk walk = walk();
        if (!walk.find(name) || walk.valueStart == walk.valueEnd) {
            return -1;
        }
        long number = 0;
        for (int i = walk.valueStart; i < walk.valueEnd; i++) {
            number = number * 10 + bytes[i] - '0';
            if (!CharClass.is(bytes[i], CharClass.DIGIT) || number > max) {
                return -1;
            }
        }
        return number;
    }

    private String decoded(int from, int to) {
        return uri ? Text.unescaped(bytes, from, to) : headerText(bytes, from, to);
    }

    /**
     * These with one parameter set: in its old place if it is there, else at the end.
     *
     * @param name a token
     * @param value any text; quoted or escaped as needed, the empty text stands for no value
     * @return the new parameters
     * @throws IllegalArgumentException if the name is not a token, or the value has CR, LF or NUL
     */
    public Parameters with(String name, String value) {
        Text.requireToken(name, "parameter name");
        Text.requireOneLine(value, "parameter value");
        var out = new ByteWriter(end - start + name.length() + value.length() + 4);
        boolean written = false;
        for (Walk walk = walk(); walk.next(); ) {
            if (!Text.equalsIgnoreCase(bytes, walk.nameStart, walk.nameEnd, name)) {
                copy(walk, out);
            } else if (!written) {
                write(name, value, out);
                written = true;
            }
        }
        if (!written) {
            write(name, value, out);
        }
        return new Parameters(out.toArray(), 0, out.length(), uri);
    }

    /**
     * These with a parameter that has no value, such as {@code lr}.
     *
     * @param name a token
     * @return the new parameters
     * @throws IllegalArgumentException if the name is not a token
     */
    public Parameters with(String name) {
        return with(name, "");
    }

    /**
     * These without one parameter.
     *
     * @param name the name, in any letter case
     * @return the new parameters
     */
    public Parameters without(String name) {
        var out = new ByteWriter(end - start);
        for (Walk walk = walk(); walk.next(); ) {
            if (!Text.equalsIgnoreCase(bytes, walk.nameStart, walk.nameEnd, name)) {
                copy(walk, out);
            }
        }
        return new Parameters(out.toArray(), 0, out.length(), uri);
    }

    private void copy(Walk walk, ByteWriter out) {
        out.put(';').value(bytes, walk.nameStart, walk.nameEnd);
        if (walk.valueStart < walk.valueEnd) {
            out.put('=').value(bytes, walk.valueStart, walk.valueEnd);
        }
    }

    private void write(String name, String value, ByteWriter out) {
        out.put(';').text(name);
        if (value.isEmpty()) {
            return;
        }
        out.put('=');
        if (uri) {
            out.escaped(value, CharClass.URI_PARAMETER);
        } else if (Text.isAll(value, CharClass.VALUE)) {
            out.text(value);
        } else {
            out.quoted(value);
        }
    }

    void writeTo(ByteWriter out) {
        out.value(bytes, start, end);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Parameters that
                && uri == that.uri
                && Arrays.equals(bytes, start, end, that.bytes, that.start, that.end);
    }

    @Override
    public int hashCode() {
        return Text.hash(bytes, start, end);
    }

    /** As they stand in a message, with a semicolon before each; empty if there are none. */
    @Override
    public String toString() {
        return Text.of(bytes, start, end);
    }
}
