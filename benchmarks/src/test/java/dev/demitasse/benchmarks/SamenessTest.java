// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.benchmarks;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.sip.message.SipParser;
import dev.demitasse.sip.message.SipRequest;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Both sides of each benchmark do the same work")
class SamenessTest {
    @Test
    @DisplayName("the own INVITE is about 1 KB, and whole")
    void sample() throws Exception {
        byte[] invite = Samples.invite("own");
        assertTrue(invite.length > 1000 && invite.length < 1250, invite.length + " bytes");
        SipRequest request = (SipRequest) new SipParser().parse(invite);
        assertEquals(Samples.sdp("own").length, request.body().length());
        assertArrayEquals(invite, request.toBytes());
    }

    @Test
    @DisplayName("parsing an INVITE: the same values are read")
    void parse() throws Exception {
        var benchmark = new ParseInvite();
        benchmark.message = "own";
        benchmark.load();
        assertEquals(benchmark.jainSip(), benchmark.demitasse());
        assertEquals("8f3c21d97", benchmark.demitasse().fromTag());
    }

    @Test
    @DisplayName("parsing SDP: the same values are read")
    void sdp() throws Exception {
        var benchmark = new ParseSdp();
        benchmark.message = "own";
        benchmark.load();
        assertEquals(benchmark.jainSip(), benchmark.demitasse());
        assertEquals(new ParseSdp.Touched("192.0.2.10", 24680, 3), benchmark.demitasse());
    }

    @Test
    @DisplayName("writing an INVITE: all ways write as many bytes as there are, give or take formatting")
    void write() throws Exception {
        var benchmark = new WriteInvite();
        benchmark.message = "own";
        benchmark.load();
        int length = Samples.invite("own").length;
        assertEquals(length, benchmark.writeThrough());
        assertEquals(length, benchmark.copy().length);
        assertEquals(length, benchmark.serialise(), 100);
        assertEquals(length, benchmark.jainSip().length, 100);
        assertTrue(benchmark.forward() > length, "one more Via");
    }
}
