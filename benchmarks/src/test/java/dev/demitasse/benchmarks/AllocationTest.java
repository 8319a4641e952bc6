// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.benchmarks;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.demitasse.sip.message.SipParser;
import dev.demitasse.sip.sdp.SdpParser;
import java.lang.management.ManagementFactory;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The bounds hold whether or not the code is compiled, and so on every run: compiled code allocates no more. */
@DisplayName("A parser allocates no more than the message it returns, its bytes included")
class AllocationTest {
    private static final int PARSES = 2_000;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Test
    @DisplayName("an INVITE of 1,053 bytes: 2,100 bytes at most")
    void invite() throws Exception {
        byte[] invite = Samples.invite("own");
        var parser = new SipParser();
        assertAtMost(2_100, () -> parser.parse(invite));
    }

    @Test
    @DisplayName("its SDP of 12 lines: 1,500 bytes at most")
    void sdp() throws Exception {
        byte[] sdp = Samples.sdp("own");
        SdpParser parser = SdpParser.create();
        assertAtMost(1_500, () -> parser.parse(sdp));
    }

    private void assertAtMost(long most, Callable<?> parse) throws Exception {
        for (int i = 0; i < PARSES; i++) { // classes are loaded and call sites linked
            parse.call();
        }
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < PARSES; i++) {
            parse.call();
        }
        long each = (threads.getCurrentThreadAllocatedBytes() - before) / PARSES;
        assertTrue(each <= most, each + " bytes");
        assertTrue(each > 500, "measured nothing: " + each + " bytes");
    }
}
