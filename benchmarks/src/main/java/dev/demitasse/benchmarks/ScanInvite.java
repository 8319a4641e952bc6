// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.benchmarks;

import dev.demitasse.sip.message.SipParseException;
import dev.demitasse.sip.message.SipParser;
import dev.demitasse.sip.message.SipStreamFramer;
import dev.demitasse.sip.message.StreamFrame;
import java.nio.ByteBuffer;
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
 * What looking for the parts of an INVITE costs: parsed alone, without being asked for anything, and cut out of a stream
 * first. The difference of the two is the framer's. There is no peer.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ScanInvite {
    @Param({"own"})
    String message;

    private final SipParser parser = new SipParser();
    private final SipStreamFramer framer = new SipStreamFramer(parser);
    private ByteBuffer stream;

    @Setup
    public void load() {
        stream = ByteBuffer.wrap(Samples.invite(message));
    }

    @Benchmark
    public Object datagram() throws SipParseException {
        return parser.parse(stream.array());
    }

    @Benchmark
    public List<StreamFrame> stream() {
        return framer.onBytes(stream.rewind());
    }
}
