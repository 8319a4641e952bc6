// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.voice.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.rtp.media.AudioCodecs;
import dev.demitasse.rtp.media.spi.AudioCodec;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("codecs are chosen by name, in the order of preference")
class MediaPlanTest {
    @Test
    @DisplayName("in any case of letters; D1: PCMU and PCMA are there")
    void named() {
        List<AudioCodec> chosen = MediaPlan.named(AudioCodecs.installed(), List.of("pcma", "PCMU"));
        assertEquals(
                List.of("PCMA", "PCMU"),
                chosen.stream().map(AudioCodec::encodingName).toList());
    }

    @Test
    @DisplayName("an unknown one is named, and those that are there")
    void unknown() {
        String message = assertThrows(
                        IllegalArgumentException.class,
                        () -> MediaPlan.named(AudioCodecs.installed(), List.of("NOSUCH")))
                .getMessage();
        assertTrue(message.contains("NOSUCH") && message.contains("PCMU"), message);
    }
}
