// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("packets other projects' fuzzers have found, where they lie beside the project, and some of our own")
class ForeignCorpusTest {
    private static final Path CORPUS = Path.of("..", "..", "shared", "corpus");

    private static List<byte[]> files(String directory) {
        List<byte[]> contents = new ArrayList<>();
        for (Path root :
                List.of(CORPUS.resolve(directory), Path.of("..").resolve(CORPUS).resolve(directory))) {
            if (Files.isDirectory(root)) {
                try (Stream<Path> paths = Files.walk(root)) {
                    for (Path path : paths.filter(Files::isRegularFile).sorted().toList()) {
                        contents.add(Files.readAllBytes(path));
                    }
                } catch (IOException failed) {
                    throw new UncheckedIOException(failed);
                }
            }
        }
        return contents;
    }

    private static void own(List<byte[]> to, String... hex) {
        for (String packet : hex) {
            to.add(HexFormat.of().parseHex(packet));
        }
    }

    @Test
    @DisplayName("RTCP: nothing is thrown; what is read is written within its length, and reads the same")
    void rtcp() {
        List<byte[]> packets = files("rtcp");
        own(packets, "", "80", "80c80000", "9fcaffff", "81cb0001ffffffff", "8fce000111111111", "80cf000111111111ff");
        for (byte[] bytes : packets) {
            List<RtcpPacket> read = new ArrayList<>();
            RtcpReader.Result result = RtcpReader.readReducedSize(ByteBuffer.wrap(bytes), read);
            assertEquals(result == RtcpReader.Result.VALID, !read.isEmpty());
            for (RtcpPacket packet : read) {
                ByteBuffer written = ByteBuffer.allocate(packet.lengthBytes());
                packet.writeTo(written);
                assertEquals(0, written.remaining());
                List<RtcpPacket> again = new ArrayList<>();
                assertEquals(RtcpReader.Result.VALID, RtcpReader.readReducedSize(written.flip(), again));
                assertEquals(List.of(packet), again);
            }
        }
    }

    @Test
    @DisplayName("RTP: nothing is thrown, and a valid packet's parts lie within it")
    void rtp() {
        List<byte[]> packets = files("rtp");
        own(
                packets,
                "",
                "80",
                "b0000001000000020000000300000000",
                "90000001000000020000000310000001ff",
                "8f".repeat(12));
        var packet = new RtpPacket();
        var extensions = new HeaderExtensions();
        for (byte[] bytes : packets) {
            if (packet.parse(ByteBuffer.wrap(bytes)) == RtpPacket.Result.VALID) {
                packet.copyPayload(new byte[packet.payloadLength()]);
                extensions.parse(packet);
                for (int id = 1; id < 256; id++) {
                    assertTrue(extensions.length(id) <= packet.extension().remaining());
                }
            }
        }
    }
}
