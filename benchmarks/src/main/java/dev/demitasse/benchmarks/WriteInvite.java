// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.benchmarks;

import dev.demitasse.sip.message.CSeq;
import dev.demitasse.sip.message.Header;
import dev.demitasse.sip.message.MediaType;
import dev.demitasse.sip.message.NameAddress;
import dev.demitasse.sip.message.SipMethod;
import dev.demitasse.sip.message.SipParseException;
import dev.demitasse.sip.message.SipParser;
import dev.demitasse.sip.message.SipRequest;
import dev.demitasse.sip.message.Uri;
import dev.demitasse.sip.message.Via;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.parser.StringMsgParser;
import java.nio.ByteBuffer;
import java.text.ParseException;
import java.util.Arrays;
import java.util.List;
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
 * Writes an INVITE. The peer encodes the message it has parsed; ours writes that message through, or is built from typed
 * values and then written, or is forwarded (one more Via, one less Max-Forwards, all else untouched).
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class WriteInvite {
    @Param({"own"})
    String message;

    private final ByteBuffer buffer = ByteBuffer.allocate(4096);
    private byte[] bytes;
    private SipRequest request;
    private SIPMessage peer;
    private Values values;
    private Via via;

    @Setup
    public void load() throws SipParseException, ParseException {
        bytes = Samples.invite(message);
        request = (SipRequest) new SipParser().parse(bytes);
        peer = new StringMsgParser().parseSIPMessage(bytes, true, false, null);
        values = Values.of(request);
        via = Via.of("UDP", "198.51.100.7", 5060, "z9hG4bK-forwarded-1");
    }

    @Benchmark
    public int writeThrough() {
        request.writeTo(buffer.clear());
        return buffer.position();
    }

    @Benchmark
    public int serialise() {
        values.build().writeTo(buffer.clear());
        return buffer.position();
    }

    @Benchmark
    public int forward() {
        request.toBuilder()
                .prepend(Header.VIA, via)
                .header(Header.MAX_FORWARDS, request.maxForwards().orElse(70) - 1)
                .build()
                .writeTo(buffer.clear());
        return buffer.position();
    }

    @Benchmark
    public byte[] jainSip() {
        return peer.encodeAsBytes("udp");
    }

    @Benchmark
    public byte[] copy() {
        return Arrays.copyOf(bytes, bytes.length);
    }

    /** The message as typed values; addresses and Vias are views of the text they were read from. */
    record Values(
            Uri uri,
            List<Via> vias,
            List<NameAddress> recordRoutes,
            NameAddress from,
            NameAddress to,
            String callId,
            CSeq cseq,
            List<NameAddress> contacts,
            List<NameAddress> identities,
            String room,
            String session,
            List<SipMethod> allow,
            List<String> supported,
            String userAgent,
            byte[] body) {
        static Values of(SipRequest request) {
            return new Values(
                    request.uri(),
                    request.vias(),
                    request.all(Header.RECORD_ROUTE),
                    request.from(),
                    request.to(),
                    request.callId(),
                    request.cseq(),
                    request.contacts(),
                    request.all(Header.P_ASSERTED_IDENTITY),
                    request.headers().first("X-Room-ID").orElseThrow(),
                    request.headers().first("X-Session-ID").orElseThrow(),
                    request.all(Header.ALLOW),
                    request.all(Header.SUPPORTED),
                    request.require(Header.USER_AGENT),
                    request.body().toArray());
        }

        SipRequest build() {
            return SipRequest.builder(cseq.method(), uri)
                    .headers(Header.VIA, vias)
                    .headers(Header.RECORD_ROUTE, recordRoutes)
                    .header(Header.MAX_FORWARDS, 70)
                    .header(Header.FROM, from)
                    .header(Header.TO, to)
                    .header(Header.CALL_ID, callId)
                    .header(Header.CSEQ, cseq)
                    .headers(Header.CONTACT, contacts)
                    .headers(Header.P_ASSERTED_IDENTITY, identities)
                    .header("X-Room-ID", room)
                    .header("X-Session-ID", session)
                    .headers(Header.ALLOW, allow)
                    .headers(Header.SUPPORTED, supported)
                    .header(Header.USER_AGENT, userAgent)
                    .body(MediaType.SDP, body)
                    .build();
        }
    }
}
