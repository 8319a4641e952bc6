// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

import java.util.function.Function;

/** Readers and writers of the values that have no class of their own: texts, tokens and numbers. Stateless. */
final class ValueCodecs {
    private ValueCodecs() {}

    /** {@code callid = word [ "@" word ]}. */
    static void skipCallId(ByteCursor in) throws SipParseException {
        in.require(CharClass.WORD, "callid", "word");
        if (in.accept('@')) {
            in.require(CharClass.WORD, "callid", "word");
        }
    }

    static String callId(ByteCursor in) throws SipParseException {
        int start = in.position();
        skipCallId(in);
        return Text.of(in.bytes(), start, in.position());
    }

    static void writeCallId(String value, ByteWriter out) {
        ByteCursor in = ByteCursor.over(value, "Call-ID");
        try {
            skipCallId(in);
        } catch (SipParseException e) {
            throw new IllegalArgumentException(e.getMessage());
        }
        if (!in.atEnd()) {
            throw new IllegalArgumentException("Call-ID: a character that is not allowed at index " + in.position());
        }
        out.text(value);
    }

    static String token(ByteCursor in) throws SipParseException {
        int start = in.position();
        in.skipToken("token");
        return Text.of(in.bytes(), start, in.position());
    }

    static void writeToken(String value, ByteWriter out) {
        out.text(Text.requireToken(value, "token"));
    }

    /** {@code TEXT-UTF8-TRIM}: whatever there is. */
    static String text(ByteCursor in) {
        int start = in.position();
        in.moveTo(in.end());
        return Text.of(in.bytes(), start, in.end());
    }

    static HeaderCodec<Integer> integer(String name, int max) {
        return HeaderCodec.of(in -> (int) in.decimal(max, name), (value, out) -> {
            if (value < 0 || value > max) {
                throw new IllegalArgumentException(name + " " + value + " is not in 0.." + max);
            }
            out.number(value);
        });
    }

    static HeaderCodec<Long> seconds(String name) {
        return HeaderCodec.of(in -> in.decimal(DeltaSeconds.MAX, name), (value, out) -> {
            if (value < 0 || value > DeltaSeconds.MAX) {
                throw new IllegalArgumentException(name + " " + value + " is not in 0.." + DeltaSeconds.MAX);
            }
            out.number(value);
        });
    }

    /** A codec of the user's. */
    static <T> HeaderCodec<T> ofText(
            String name, Function<String, ? extends T> parser, Function<? super T, String> writer, boolean list) {
        return HeaderCodec.of(
                in -> {
                    int start = in.position();
                    int end = list ? endOfElement(in) : in.end();
                    in.moveTo(end);
                    try {
                        return parser.apply(Text.of(in.bytes(), start, end).strip());
                    } catch (IllegalArgumentException e) {
                        throw new SipParseException(name, "a valid value", start, "another", 400);
                    }
                },
                (value, out) -> out.trimmed(writer.apply(value)));
    }

    /** Where the next comma stands that is outside quotes and angle brackets, or the end. */
    private static int endOfElement(ByteCursor in) throws SipParseException {
        int start = in.position();
        boolean bracket = false;
        while (!in.atEnd()) {
            int b = in.peek();
            if (b == ',' && !bracket) {
                break;
            }
            if (b == '"') {
                in.skipQuoted("quoted-string");
                continue;
            }
            bracket = b == '<' || bracket && b != '>';
            in.accept(b);
        }
        int end = in.position();
        if (end == start) {
            throw in.fail("list", "a value");
        }
        return end;
    }
}
