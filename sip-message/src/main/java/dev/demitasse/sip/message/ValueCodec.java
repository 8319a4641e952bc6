// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

/**
 * Reads and writes one value of a header. Reading starts at the value's first byte and leaves the cursor at the end or at
 * the comma before the next value.
 *
 * @param <T> the type of the value
 */
interface ValueCodec<T> {
    T parse(ByteCursor in) throws SipParseException;

    void write(T value, ByteWriter out);

    /** The reading half. */
    @FunctionalInterface
    interface Reader<T> {
        T parse(ByteCursor in) throws SipParseException;
    }

    /** The writing half. */
    @FunctionalInterface
    interface Writer<T> {
        void write(T value, ByteWriter out);
    }

    static <T> ValueCodec<T> of(Reader<T> reader, Writer<T> writer) {
        return new ValueCodec<>() {
            @Override
            public T parse(ByteCursor in) throws SipParseException {
                return reader.parse(in);
            }

            @Override
            public void write(T value, ByteWriter out) {
                writer.write(value, out);
            }
        };
    }

    /** Reads a value from text of the caller's. */
    static <T> T parseText(Reader<T> reader, String text, String rule) {
        ByteCursor in = ByteCursor.over(text, rule);
        try {
            in.skipLws();
            T value = reader.parse(in);
            in.expectEnd(rule);
            return value;
        } catch (SipParseException e) {
            throw new IllegalArgumentException(e.getMessage());
        }
    }

    /** Reads a value from bytes this library has just written from checked parts. */
    static <T> T parseOwn(Reader<T> reader, ByteWriter written) {
        ByteCursor in = ByteCursor.over(written.toArray(), 0, written.length());
        try {
            T value = reader.parse(in);
            in.expectEnd("value");
            return value;
        } catch (SipParseException e) {
            throw new IllegalArgumentException(e.getMessage());
        }
    }
}
