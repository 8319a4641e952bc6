// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.benchmarks;

import dev.demitasse.sip.sdp.SdpParseException;
import dev.demitasse.sip.sdp.SdpParser;
import gov.nist.javax.sdp.SessionDescriptionImpl;
import gov.nist.javax.sdp.parser.SDPAnnounceParser;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.concurrent.TimeUnit;
import javax.sdp.MediaDescription;
import javax.sdp.SdpException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Parses the SDP body of the INVITE from its bytes and reads address, port and number of formats. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ParseSdp {
    @Param({"own"})
    String message;

    private byte[] bytes;
    private final SdpParser parser = SdpParser.create();

    @Setup
    public void load() {
        bytes = Samples.sdp(message);
    }

    @Benchmark
    public Touched demitasse() throws SdpParseException {
        var description = parser.parse(bytes);
        var media = description.media().get(0);
        return new Touched(
                description.connectionOf(media).orElseThrow().address(),
                media.port(),
                media.formats().size());
    }

    @Benchmark
    public Touched jainSip() throws ParseException, SdpException {
        String text = new String(bytes, StandardCharsets.UTF_8);
        SessionDescriptionImpl description = new SDPAnnounceParser(text).parse();
        var media = (MediaDescription) description.getMediaDescriptions(false).get(0);
        return new Touched(
                description.getConnection().getAddress(),
                media.getMedia().getMediaPort(),
                media.getMedia().getMediaFormats(false).size());
    }

    record Touched(String address, int port, int formats) {}
}
