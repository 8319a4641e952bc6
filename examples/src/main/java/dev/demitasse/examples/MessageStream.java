// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.examples;

import dev.demitasse.sip.message.SipStreamFramer;
import dev.demitasse.sip.message.StreamFrame;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/**
 * Messages one after another, as on a TCP connection: each is told as soon as it is complete, line ends between them are
 * passed over. The framer gets one byte at a time, so that it is known of which bytes each message is made. Not thread-safe.
 */
final class MessageStream {
    /** Of a line in which the stream was lost, no more than can be shown. */
    private static final int MOST_BEHIND = 200;

    private final String name;
    private final InputStream in;
    private final TolerantParser parser;
    private final SipStreamFramer framer;
    private final ByteArrayOutputStream message = new ByteArrayOutputStream();
    private long bytes;
    private int messages;

    MessageStream(String name, InputStream in, TolerantParser parser) {
        this.name = name;
        this.in = new BufferedInputStream(in);
        this.parser = parser;
        this.framer = new SipStreamFramer(parser.parser());
    }

    /** Reads to the end, or to where nobody can say any more where the next message begins. */
    void read(Consumer<ParsedFile> found) throws IOException {
        for (int next = in.read(); next >= 0; next = in.read()) {
            keep(next);
            for (StreamFrame frame : framer.onBytes(ByteBuffer.wrap(new byte[] {(byte) next}))) {
                if (frame instanceof StreamFrame.Lost lost) {
                    restOfLine(next);
                    found.accept(ParsedFile.rejected(nextPlace(), message.toByteArray(), lost.error()));
                    return;
                }
                complete(frame, found);
                message.reset();
            }
        }
        ParsedFile rest = parser.parse(nextPlace(), message.toByteArray());
        if (!rest.isEmpty()) {
            found.accept(rest);
        }
    }

    private void keep(int next) {
        message.write(next);
        bytes++;
    }

    /** Where the message begins that is made of what was kept last. */
    private MessagePlace nextPlace() {
        messages++;
        return new MessagePlace(name, messages, bytes - message.size());
    }

    private void complete(StreamFrame frame, Consumer<ParsedFile> found) {
        byte[] bytes = message.toByteArray();
        if (frame instanceof StreamFrame.Message accepted) {
            found.accept(parser.accepted(nextPlace(), bytes, accepted.message()));
        } else if (frame instanceof StreamFrame.Rejected rejected) {
            found.accept(ParsedFile.rejected(nextPlace(), bytes, rejected.error()));
        }
    }

    /** What is there already of the line in which the stream was lost, to be shown. */
    private void restOfLine(int last) throws IOException {
        int next = last;
        for (int i = 0; i < MOST_BEHIND && next >= 0 && next != '\n' && in.available() > 0; i++) {
            next = in.read();
            keep(next);
        }
    }
}
