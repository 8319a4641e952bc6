// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.demitasse.sip.message.SipParser;
import dev.demitasse.sip.message.SipStreamFramer;
import dev.demitasse.sip.message.StreamFrame;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Any stream: the frames are the same whether it comes at once or in pieces (the first byte says of what size). */
class SipStreamFuzzTest {
    private static final SipParser PARSER = new SipParser();

    @FuzzTest(maxDuration = "3s")
    void stream(byte[] bytes) {
        if (bytes.length == 0) {
            return;
        }
        int piece = 1 + (bytes[0] & 0xFF);
        List<String> whole = frames(bytes, bytes.length);
        assertEquals(whole, frames(bytes, piece));
        for (int i = 0; i < whole.size() - 1; i++) {
            assertTrue(!whole.get(i).startsWith("Lost"), "nothing comes after what is lost");
        }
    }

    private static List<String> frames(byte[] bytes, int piece) {
        var framer = new SipStreamFramer(PARSER);
        List<String> frames = new ArrayList<>();
        for (int from = 1; from < bytes.length; from += piece) {
            int length = Math.min(piece, bytes.length - from);
            for (StreamFrame frame : framer.onBytes(ByteBuffer.wrap(bytes, from, length))) {
                frames.add(text(frame));
                if (frame instanceof StreamFrame.Lost) {
                    return frames;
                }
            }
        }
        return frames;
    }

    private static String text(StreamFrame frame) {
        if (frame instanceof StreamFrame.Message sip) {
            return "Message " + sip.message().encodedLength() + " "
                    + sip.message().summary();
        }
        if (frame instanceof StreamFrame.Rejected rejected) {
            return "Rejected " + rejected.error().getMessage();
        }
        return frame instanceof StreamFrame.Lost lost ? "Lost " + lost.error().getMessage() : frame.toString();
    }
}
