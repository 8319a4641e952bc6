// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.sdp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("descriptions of browsers and conferencing products, where the corpus is present")
class SdpCorpusTest {
    /** What is no session description, with the rule it breaks; everything else must parse. */
    private static final Map<String, String> REFUSED = Map.of(
            // Comment lines of a tool of its own before v=.
            "mozilla-webrtc-sdp/03.sdp", "session-description",
            "mozilla-webrtc-sdp/08.sdp", "session-description",
            "mozilla-webrtc-sdp/11.sdp", "session-description",
            // The unknown type letter f, which section 5 has parsers refuse.
            "sdp-transform/invalid.sdp", "session-description",
            // Media sections without a session before them.
            "webrtc/unittest-3.sdp", "version-field",
            "webrtc/unittest-6.sdp", "version-field",
            "webrtc/unittest-7.sdp", "version-field");

    private static Optional<Path> corpus() {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            Path found = at.resolve("shared/corpus/sdp");
            if (Files.isDirectory(found)) {
                return Optional.of(found);
            }
        }
        return Optional.empty();
    }

    private static List<Path> files(Path root) throws IOException {
        try (Stream<Path> walk = Files.walk(root)) {
            return walk.filter(path -> path.toString().endsWith(".sdp"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    @DisplayName("every one parses and writes back the same, but those listed, which break the rule named")
    void verdicts() throws IOException {
        assumeTrue(corpus().isPresent());
        Path root = corpus().orElseThrow();
        Map<String, String> refused = new TreeMap<>();
        for (Path file : files(root)) {
            byte[] bytes = Files.readAllBytes(file);
            try {
                var session = SdpParser.create().parse(bytes);
                assertEquals(session, SdpParser.create().parse(session.toBytes()), file.toString());
            } catch (SdpParseException e) {
                refused.put(root.relativize(file).toString().replace('\\', '/'), e.rule());
            }
        }
        assertEquals(new TreeMap<>(REFUSED), refused);
    }

    /** The streams that are agreed when each file is taken as an offer; its answer is a description again. */
    private static List<NegotiatedMedia> accepted(LocalCapabilities side) throws IOException {
        List<NegotiatedMedia> accepted = new ArrayList<>();
        for (Path file : files(corpus().orElseThrow())) {
            try {
                var machine = Sdp.machine(side);
                var offer = SdpParser.create().parse(Files.readAllBytes(file));
                if (machine.takeOffer(offer) instanceof Negotiation.Agreed) {
                    var answer = machine.createAnswer();
                    assertEquals(answer, SdpParser.create().parse(answer.toBytes()), file.toString());
                    assertEquals(offer.media().size(), answer.media().size(), file.toString());
                    accepted.addAll(machine.media());
                }
            } catch (SdpParseException e) {
                assertTrue(e.offset() >= 0);
            }
        }
        accepted.removeIf(media -> !media.isAccepted());
        return accepted;
    }

    @Test
    @DisplayName("an offer of each is judged without a crash, and no secure stream is accepted")
    void offers() throws IOException {
        assumeTrue(corpus().isPresent());
        List<NegotiatedMedia> accepted = accepted(Sdp.telephone());
        assertTrue(!accepted.isEmpty());
        accepted.forEach(media -> assertTrue(media.protocol().startsWith("RTP/AVP"), media.toString()));
    }

    @Test
    @DisplayName("a side with keys, video and bundles accepts some of each, every secure stream with its keys")
    void offersToEverything() throws IOException {
        assumeTrue(corpus().isPresent());
        List<NegotiatedMedia> accepted = accepted(Sdp.everything());
        for (NegotiatedMedia media : accepted) {
            boolean keyed = media.crypto().isPresent() || media.dtls().isPresent();
            boolean shared = media.transport() != media.index();
            assertTrue(shared || Profile.of(media.protocol()).isSecure() == keyed, media.toString());
        }
        assertTrue(accepted.stream().anyMatch(media -> media.crypto().isPresent()));
        assertTrue(accepted.stream().anyMatch(media -> media.dtls().isPresent()));
        assertTrue(accepted.stream().anyMatch(media -> media.media().equals("video")));
        assertTrue(accepted.stream().anyMatch(media -> media.transport() != media.index()));
    }
}
