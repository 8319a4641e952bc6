// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

import java.util.Objects;

/** What {@link SipStreamFramer} finds in a byte stream, in stream order. Immutable. */
public sealed interface StreamFrame {
    /**
     * A message.
     *
     * @param message the message
     */
    record Message(SipMessage message) implements StreamFrame {
        /**
         * The message is required.
         *
         * @param message the message
         */
        public Message {
            Objects.requireNonNull(message, "message");
        }
    }

    /**
     * A message that was rejected. Its length was known, so the stream goes on behind it.
     *
     * @param error what is wrong with it, and what was legible
     */
    record Rejected(SipParseException error) implements StreamFrame {
        /**
         * The error is required.
         *
         * @param error what is wrong with it, and what was legible
         */
        public Rejected {
            Objects.requireNonNull(error, "error");
        }
    }

    /**
     * Where the next message begins is not known any more: the last frame of a stream. Its receiver answers, if the error
     * holds enough for that, and closes the connection.
     *
     * @param error what is wrong, and what was legible of the message
     */
    record Lost(SipParseException error) implements StreamFrame {
        /**
         * The error is required.
         *
         * @param error what is wrong, and what was legible of the message
         */
        public Lost {
            Objects.requireNonNull(error, "error");
        }
    }

    /**
     * A line end between messages (RFC 5626 sections 3.5.1 and 4.4.1). One alone is a pong and also the first half of a
     * ping: it is reported as {@link #PONG} at once, because a client waits for it, and the one after it as {@link #PING}.
     * The side that opened the connection heeds pongs, the other one pings.
     */
    enum KeepAlive implements StreamFrame {
        /** The second of two line ends in a row: to be answered with one. */
        PING("\r\n\r\n"),

        /** One line end. */
        PONG("\r\n");

        private final Bytes bytes;

        KeepAlive(String text) {
            bytes = Bytes.ofUtf8(text);
        }

        /**
         * How it is sent.
         *
         * @return two line ends for a ping, one for a pong
         */
        public Bytes bytes() {
            return bytes;
        }
    }
}
