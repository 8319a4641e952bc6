// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.benchmarks;

import dev.demitasse.sip.message.SipMessage;
import dev.demitasse.sip.message.SipParseException;
import dev.demitasse.sip.message.SipParser;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.parser.StringMsgParser;
import java.text.ParseException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Parses an INVITE and reads what a server looks at first: Call-ID, CSeq, both tags, branch and host of the top Via, the
 * number of Vias, the length of the body.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ParseInvite {
    @Param({"own"})
    String message;

    private byte[] bytes;
    private final SipParser parser = new SipParser();
    private final StringMsgParser peer = new StringMsgParser();

    @Setup
    public void load() {
        bytes = Samples.invite(message);
    }

    @Benchmark
    public Touched demitasse() throws SipParseException {
        SipMessage m = parser.parse(bytes);
        return new Touched(
                m.callId(),
                m.cseq().number(),
                m.from().tag().orElse(null),
                m.to().tag().orElse(null),
                m.topVia().branch().orElse(null),
                m.topVia().host(),
                m.vias().size(),
                m.body().length());
    }

    @Benchmark
    public Touched jainSip() throws ParseException {
        SIPMessage m = peer.parseSIPMessage(bytes, true, false, null);
        return new Touched(
                m.getCallId().getCallId(),
                m.getCSeq().getSeqNumber(),
                m.getFromTag(),
                m.getToTag(),
                m.getTopmostVia().getBranch(),
                m.getTopmostVia().getHost(),
                m.getViaHeaders().size(),
                m.getRawContent().length);
    }

    record Touched(
            String callId,
            long cseq,
            String fromTag,
            String toTag,
            String branch,
            String host,
            int vias,
            int bodyLength) {}
}
