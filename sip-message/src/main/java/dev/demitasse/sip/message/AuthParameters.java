// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * {@code auth-param *(COMMA auth-param)}, RFC 3261 section 25.1: a view of the bytes they came in. Each may be quoted or
 * not, whatever its own rule says: RFC 7235 section 2.2 and its appendix ask recipients for that. Immutable.
 */
final class AuthParameters {
    static final AuthParameters NONE = new AuthParameters(new byte[0], 0, 0);

    private static final String RULE = "auth-param";

    private final byte[] bytes;
    private final int start;
    private final int end;

    private AuthParameters(byte[] bytes, int start, int end) {
        this.bytes = bytes;
        this.start = start;
        this.end = end;
    }

    /** Leaves the cursor behind the last one: at a comma if no parameter follows that. */
    static AuthParameters parse(ByteCursor in) throws SipParseException {
        int start = in.position();
        Set<String> names = new HashSet<>();
        int end;
        do {
            parameter(in, names);
            end = in.position();
        } while (in.acceptSeparator(',') && begins(in));
        in.moveTo(end);
        return new AuthParameters(in.bytes(), start, end);
    }

    /** {@code auth-param-name EQUAL ( token / quoted-string )}. */
    private static void parameter(ByteCursor in, Set<String> names) throws SipParseException {
        if (names.size() == in.maxParameters()) {
            throw in.fail(RULE, "at most " + in.maxParameters() + " parameters");
        }
        int start = in.position();
        in.skipToken(RULE);
        // RFC 7235 2.1: "each parameter name MUST only occur once per challenge".
        if (!names.add(Text.of(in.bytes(), start, in.position()).toLowerCase(Locale.ROOT))) {
            throw new SipParseException(RULE, "each parameter once", start, "one repeated", 400);
        }
        in.expectSeparator('=', RULE);
        if (in.peek() == '"') {
            in.skipQuoted(RULE);
        } else {
            in.skipToken(RULE);
        }
    }

    /** Whether a name and an equals sign come next, rather than the scheme of another challenge. Moves nowhere. */
    static boolean begins(ByteCursor in) {
        int start = in.position();
        boolean begins = in.skip(CharClass.TOKEN) && in.acceptSeparator('=');
        in.moveTo(start);
        return begins;
    }

    /** Goes from one parameter to the next; the bytes are known to be well formed. */
    private final class Walk {
        private final ByteCursor in = ByteCursor.over(bytes, start, end);
        private int nameStart;
        private int nameEnd;
        private int valueStart;
        private int valueEnd;

        boolean next() {
            if (in.atEnd()) {
                return false;
            }
            try {
                nameStart = in.position();
                in.skipToken(RULE);
                nameEnd = in.position();
                in.expectSeparator('=', RULE);
                valueStart = in.position();
                if (in.peek() == '"') {
                    in.skipQuoted(RULE);
                } else {
                    in.skipToken(RULE);
                }
                valueEnd = in.position();
                in.acceptSeparator(',');
                return true;
            } catch (SipParseException e) {
                throw new AssertionError(e);
            }
        }

        boolean isNamed(String name) {
            return Text.equalsIgnoreCase(bytes, nameStart, nameEnd, name);
        }
    }

    boolean isEmpty() {
        return start == end;
    }

    List<String> names() {
        List<String> names = new ArrayList<>();
        for (Walk walk = new Walk(); walk.next(); ) {
            names.add(Text.of(bytes, walk.nameStart, walk.nameEnd));
        }
        return List.copyOf(names);
    }

    /** The value without quotes and quoted pairs. */
    Optional<String> value(String name) {
        for (Walk walk = new Walk(); walk.next(); ) {
            if (walk.isNamed(name)) {
                return Optional.of(
                        bytes[walk.valueStart] == '"'
                                ? Text.unquoted(bytes, walk.valueStart, walk.valueEnd)
                                : Text.of(bytes, walk.valueStart, walk.valueEnd));
            }
        }
        return Optional.empty();
    }

    /** The same with a quoted parameter, in its old place if it is there, else at the end. */
    AuthParameters withQuoted(String name, String value) {
        var quoted = new ByteWriter(value.length() + 2).quoted(Text.requireOneLine(value, name));
        return with(name, quoted);
    }

    /** The same with a parameter that is not quoted. */
    AuthParameters withToken(String name, String value) {
        return with(name, new ByteWriter(value.length()).text(Text.requireToken(value, name)));
    }

    private AuthParameters with(String name, ByteWriter value) {
        Text.requireToken(name, "parameter name");
        var out = new ByteWriter(end - start + name.length() + value.length() + 4);
        boolean written = false;
        for (Walk walk = new Walk(); walk.next(); ) {
            separate(out);
            if (walk.isNamed(name)) {
                write(name, value, out);
                written = true;
            } else {
                out.value(bytes, walk.nameStart, walk.valueEnd);
            }
        }
        if (!written) {
            separate(out);
            write(name, value, out);
        }
        return new AuthParameters(out.toArray(), 0, out.length());
    }

    private static void separate(ByteWriter out) {
        if (out.length() > 0) {
            out.put(',').put(' ');
        }
    }

    private static void write(String name, ByteWriter value, ByteWriter out) {
        out.text(name).put('=').raw(value.toArray(), 0, value.length());
    }

    void writeTo(ByteWriter out) {
        out.value(bytes, start, end);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AuthParameters that
                && Text.isSameText(bytes, start, end, that.bytes, that.start, that.end);
    }

    @Override
    public int hashCode() {
        return Text.textHash(bytes, start, end);
    }
}
