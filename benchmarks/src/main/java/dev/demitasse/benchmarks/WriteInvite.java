// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.benchmarks;

import dev.demitasse.sip.message.Header;
import dev.demitasse.sip.message.SipParseException;
import dev.demitasse.sip.message.SipParser;
import dev.demitasse.sip.message.SipRequest;
import dev.demitasse.sip.message.Via;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.parser.StringMsgParser;
import java.nio.ByteBuffer;
import java.text.ParseException;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import javax.sip.InvalidArgumentException;
import javax.sip.SipException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Writes an INVITE, in three pairs. What is held: ours is copied or written through, the peer's is encoded; ours may also
 * be forwarded first (one more Via, one less Max-Forwards, all else untouched). {@code serialise}: put together from
 * header values that are held, and written. {@code build}: the header values made of text and numbers first.
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
    private InviteParts parts;
    private DemitasseInvite held;
    private JainSipInvite peerHeld;
    private Via via;

    @Setup
    public void load() throws SipParseException, ParseException, InvalidArgumentException {
        bytes = Samples.invite(message);
        request = (SipRequest) new SipParser().parse(bytes);
        peer = new StringMsgParser().parseSIPMessage(bytes, true, false, null);
        parts = InviteParts.of(request);
        held = DemitasseInvite.of(parts);
        peerHeld = JainSipInvite.of(parts);
        via = Via.of("UDP", "198.51.100.7", 5060, "z9hG4bK-forwarded-1");
    }

    @Benchmark
    public int writeThrough() {
        request.writeTo(buffer.clear());
        return buffer.position();
    }

    @Benchmark
    public int serialise() {
        held.build().writeTo(buffer.clear());
        return buffer.position();
    }

    @Benchmark
    public int build() {
        DemitasseInvite.of(parts).build().writeTo(buffer.clear());
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
    public byte[] jainSipSerialise() throws ParseException, SipException {
        return peerHeld.write();
    }

    @Benchmark
    public byte[] jainSipBuild() throws ParseException, InvalidArgumentException, SipException {
        return JainSipInvite.of(parts).write();
    }

    @Benchmark
    public byte[] copy() {
        return Arrays.copyOf(bytes, bytes.length);
    }
}
