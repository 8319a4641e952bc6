// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.sdp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("RFC 6184 8.1: profile-level-id")
class H264ProfileLevelTest {
    private static int profile(String text) {
        return H264ProfileLevel.parse(text).orElseThrow().profile();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "42000a,20", "42000b,22", "42100b,21", "42f00b,21", "4d100b,21", "4d000b,22", "58100b,21", "58000b,22",
        "64100b,22", "640009,21", "420009,18", "4d0009,18", "580009,18", "6e0009,21", "42e01f,62", "42E01F,62",
        "420000,0", "4200ff,510"
    })
    @DisplayName(
            "levels in order, 1b between 1 and 1.1: by constraint_set3 in the old profiles, by number in the others")
    void levels(String text, int level) {
        var read = H264ProfileLevel.parse(text).orElseThrow();
        assertEquals(level, read.level());
        assertEquals(text, read.text());
    }

    @Test
    @DisplayName("table 5: every sub-profile is another one, and what the table does not have is only like itself")
    void profiles() {
        List<String> different = List.of(
                "42e01f", "42001f", "4d001f", "58001f", "64001f", "640c1f", "6e001f", "7a001f", "f4001f", "2c101f",
                "6e101f", "4d201f", "4d601f", "58401f", "42011f", "42021f", "4d011f", "58011f", "64011f");
        for (String one : different) {
            for (String other : different) {
                assertEquals(one.equals(other), profile(one) == profile(other), one + " and " + other);
            }
        }
        for (String same : List.of("42401f", "42c01f", "42f01f", "4d801f", "4dc01f", "4df01f", "58c01f", "58f01f")) {
            assertEquals(profile("42e01f"), profile(same), same);
        }
        for (String same : List.of("42801f", "42101f", "42b01f", "58801f", "58b01f")) {
            assertEquals(profile("42001f"), profile(same), same);
        }
        assertEquals(profile("4d001f"), profile("4d501f"));
        assertEquals(profile("58001f"), profile("58301f"));
    }

    @ParameterizedTest(name = "[{index}] {0}")
    @ValueSource(strings = {"", "42e01", "42e01f0", "42e01g", "g2e01f", "42e01 ", "42e01\uff11", "\u066142e01"})
    @DisplayName("anything but six hexadecimal digits is none")
    void malformed(String text) {
        assertEquals(Optional.empty(), H264ProfileLevel.parse(text));
    }
}
