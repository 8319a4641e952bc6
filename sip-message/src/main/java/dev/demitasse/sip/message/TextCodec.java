// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

import java.util.Objects;

/** A codec of the user's, put to work on a message's bytes. Immutable. */
final class TextCodec<T> implements ValueCodec<T> {
    private final String name;
    private final HeaderCodec<T> codec;
    private final boolean list;

    TextCodec(String name, HeaderCodec<T> codec, boolean list) {
        this.name = name;
        this.codec = Objects.requireNonNull(codec, "codec");
        this.list = list;
    }

    @Override
    public T parse(ByteCursor in) throws SipParseException {
        int start = in.position();
        int end = list ? endOfElement(in) : in.end();
        in.moveTo(end);
        T value;
        try {
            value = codec.parse(Text.trimmed(Text.of(in.bytes(), start, end)));
        } catch (IllegalArgumentException e) {
            int status = codec.suggestedStatus().code();
            throw new SipParseException(name, "a valid value", start, "another", status);
        }
        return Objects.requireNonNull(value, "what a HeaderCodec has read");
    }

    @Override
    public void write(T value, ByteWriter out) {
        String text = Text.requireLine(codec.write(value), name);
        if (list) {
            requireOneElement(text);
        }
        out.text(text);
    }

    /** What would come back as no value or as several is refused. */
    private void requireOneElement(String text) {
        ByteCursor in = ByteCursor.over(text, name);
        try {
            endOfElement(in);
        } catch (SipParseException e) {
            throw new IllegalArgumentException(e.getMessage());
        }
        if (!in.atEnd()) {
            throw new IllegalArgumentException(name + ": a comma outside quotes and angle brackets");
        }
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
