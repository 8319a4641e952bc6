// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

import java.util.Objects;
import java.util.function.Function;

/**
 * How the value of a header of your own is read and written: what {@link Header#of(String, HeaderCodec)} and
 * {@link Header#listOf(String, HeaderCodec)} take. It sees text on one line, folds taken out, without white space around
 * it, and never the whole message. The classes of this package can serve as the value or as parts of it:
 * {@code HeaderCodec.of(NameAddress::parse, NameAddress::toString)} is a codec. Called on whatever thread reads the
 * message, perhaps more than once for one message: an implementation is thread-safe and has no side effects.
 *
 * @param <T> the type of one value, immutable
 */
public interface HeaderCodec<T> {
    /**
     * Reads one value.
     *
     * @param text one line; the empty text if the header has no value
     * @return the value, never null
     * @throws IllegalArgumentException if the text is malformed; the reader of the message gets a
     *     {@link MalformedHeaderException}
     */
    T parse(String text);

    /**
     * Writes one value.
     *
     * @param value the value
     * @return one line that {@link #parse} reads as an equal value
     * @throws IllegalArgumentException if the value cannot be written
     */
    String write(T value);

    /**
     * What a server answers a request whose value is malformed.
     *
     * @return a status of 400 or above; 400 if not overridden
     */
    default SipStatus suggestedStatus() {
        return SipStatus.BAD_REQUEST;
    }

    /**
     * A codec of two functions.
     *
     * @param <T> the type of one value
     * @param parser does what {@link #parse} says
     * @param writer does what {@link #write} says
     * @return the codec
     */
    static <T> HeaderCodec<T> of(Function<String, ? extends T> parser, Function<? super T, String> writer) {
        Objects.requireNonNull(parser, "parser");
        Objects.requireNonNull(writer, "writer");
        return new HeaderCodec<>() {
            @Override
            public T parse(String text) {
                return parser.apply(text);
            }

            @Override
            public String write(T value) {
                return writer.apply(value);
            }
        };
    }
}
