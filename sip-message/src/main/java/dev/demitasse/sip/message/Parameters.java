// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * The parameters of a header value ({@code generic-param}, RFC 3261 section 25.1) or of a URI (section 19.1.1), in their
 * order. A view of the bytes they came in: names are compared without regard to letter case, those of a URI also without
 * regard to percent escapes (section 19.1.4), and nothing is decoded until it is asked for. Quotes and quoted pairs (header) or percent escapes (URI) are taken off on reading and put on
 * where needed by the {@code with} methods. Equal to another by its text. Immutable and thread-safe.
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

    /** A view of header parameters that {@link ParameterParser#skip} has passed over. */
    static Parameters ofHeader(byte[] bytes, int start, int end) {
        return start == end ? NONE : new Parameters(bytes, start, end, false);
    }

    /** A view of URI parameters that {@link ParameterParser#skipUri} has passed over. */
    static Parameters ofUri(byte[] bytes, int start, int end) {
        return new Parameters(bytes, start, end, true);
    }

    /** The parameters themselves, unless they are those of a URI, whose escapes mean nothing in a header. */
    static Parameters requireHeader(Parameters parameters) {
        if (Objects.requireNonNull(parameters, "parameters").uri && !parameters.isEmpty()) {
            throw new IllegalArgumentException("parameters of a URI in a header value");
        }
        return parameters;
    }

    private ParameterWalk walk() {
        return new ParameterWalk(bytes, start, end, uri);
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
     * The names as written, those of a URI without escapes, in their order.
     *
     * @return a new list
     */
    public List<String> names() {
        List<String> names = new ArrayList<>();
        for (ParameterWalk walk = walk(); walk.next(); ) {
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
        ParameterWalk walk = walk();
        return walk.find(name) ? Optional.of(decoded(walk.valueStart, walk.valueEnd)) : Optional.empty();
    }

    /**
     * The value of a parameter that is a whole number, such as {@code cause} or {@code expires}.
     *
     * @param name the name, in any letter case
     * @return from 0 to 2^32 - 1; empty if there is no such parameter, or its value is not such a number
     */
    public OptionalLong number(String name) {
        long value = number(name, DeltaSeconds.MAX);
        return value < 0 ? OptionalLong.empty() : OptionalLong.of(value);
    }

    /**
     * The preference {@code q} of a Contact or of a value of an Accept header ({@code qvalue}, RFC 3261 section 25.1).
     *
     * @return from 0.0 to 1.0; empty if there is none, or it is not a qvalue
     */
    public OptionalDouble q() {
        ParameterWalk walk = walk();
        int thousandths = walk.find("q") ? QValue.thousandths(bytes, walk.valueStart, walk.valueEnd) : -1;
        return thousandths < 0 ? OptionalDouble.empty() : OptionalDouble.of(thousandths / 1000.0);
    }

    /** Where the value of a parameter that is there begins, its quotes included. */
    int offset(String name) {
        ParameterWalk walk = walk();
        return walk.find(name) ? walk.valueStart : start;
    }

    /** Names, in lower case, and values of URI parameters as RFC 3261 section 19.1.4 compares them, in their order. */
    Map<String, String> comparable() {
        Map<String, String> comparable = new LinkedHashMap<>();
        for (ParameterWalk walk = walk(); walk.next(); ) {
            comparable.putIfAbsent(walk.comparableName(), Text.comparable(bytes, walk.valueStart, walk.valueEnd));
        }
        return comparable;
    }

    /** The value of a header parameter in a span, if there is one and it is not empty. */
    static Optional<String> headerValue(byte[] bytes, int start, int end, String name) {
        var walk = new ParameterWalk(bytes, start, end, false);
        return walk.find(name) && walk.valueStart < walk.valueEnd
                ? Optional.of(headerText(bytes, walk.valueStart, walk.valueEnd))
                : Optional.empty();
    }

    private static String headerText(byte[] bytes, int from, int to) {
        return from < to && bytes[from] == '"' ? Text.unquoted(bytes, from, to) : Text.ascii(bytes, from, to);
    }

    /** The value as a number up to {@code max}, or -1 if there is none, or none that is a number. */
    long number(String name, long max) {
        ParameterWalk walk = walk();
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
        if (uri) {
            Text.requireClass(name, CharClass.URI_PARAMETER, "parameter name");
        }
        Text.requireOneLine(value, "parameter value");
        var out = new ByteWriter(end - start + name.length() + value.length() + 4);
        boolean written = false;
        for (ParameterWalk walk = walk(); walk.next(); ) {
            if (!walk.isNamed(name)) {
                copy(walk, out);
            } else {
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
        for (ParameterWalk walk = walk(); walk.next(); ) {
            if (!walk.isNamed(name)) {
                copy(walk, out);
            }
        }
        return new Parameters(out.toArray(), 0, out.length(), uri);
    }

    private void copy(ParameterWalk walk, ByteWriter out) {
        out.put(';').value(bytes, walk.nameStart, walk.nameEnd);
        if (walk.valueStart < walk.valueEnd) {
            out.put('=').value(bytes, walk.valueStart, walk.valueEnd);
        }
    }

    private void write(String name, String value, ByteWriter out) {
        out.put(';');
        if (uri) {
            out.escaped(name, CharClass.URI_PARAMETER);
        } else {
            out.text(name);
        }
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
                && Text.isSameText(bytes, start, end, that.bytes, that.start, that.end);
    }

    @Override
    public int hashCode() {
        return Text.textHash(bytes, start, end);
    }

    /** As they stand in a message, with a semicolon before each; empty if there are none. */
    @Override
    public String toString() {
        return Text.of(bytes, start, end);
    }
}
