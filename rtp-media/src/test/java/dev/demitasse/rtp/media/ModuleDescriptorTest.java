// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Requires.Modifier;
import java.lang.module.ModuleFinder;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("the module needs event-loop and the SLF4J API, and brings its codecs by the door it offers")
class ModuleDescriptorTest {
    private final ModuleDescriptor descriptor = ModuleFinder.of(Path.of("target/classes"))
            .find("dev.demitasse.rtp.media")
            .orElseThrow()
            .descriptor();

    @Test
    @DisplayName("the interfaces, the audio tools and the codecs' SPI are exported, to everybody")
    void exports() {
        assertEquals(
                Set.of("dev.demitasse.rtp.media", "dev.demitasse.rtp.media.audio", "dev.demitasse.rtp.media.spi"),
                Set.copyOf(descriptor.exports().stream()
                        .map(ModuleDescriptor.Exports::source)
                        .toList()));
        assertTrue(descriptor.exports().stream().noneMatch(ModuleDescriptor.Exports::isQualified));
    }

    @Test
    @DisplayName("requires event-loop for its users too, and the SLF4J API")
    void requires() {
        var found = new TreeMap<String, Set<Modifier>>();
        descriptor.requires().forEach(requires -> found.put(requires.name(), requires.modifiers()));
        var expected = new TreeMap<String, Set<Modifier>>();
        expected.put("java.base", Set.of(Modifier.MANDATED));
        expected.put("dev.demitasse.event.loop", Set.of(Modifier.TRANSITIVE));
        expected.put("org.slf4j", Set.of());
        assertEquals(expected, found);
    }

    @Test
    @DisplayName("no opens; uses the SPI and provides the built-in codecs by it")
    void services() {
        assertFalse(descriptor.isOpen());
        assertEquals(Set.of(), descriptor.opens());
        assertEquals(Set.of("dev.demitasse.rtp.media.spi.AudioCodecProvider"), descriptor.uses());
        assertEquals(1, descriptor.provides().size());
        var provides = descriptor.provides().iterator().next();
        assertEquals("dev.demitasse.rtp.media.spi.AudioCodecProvider", provides.service());
        assertEquals(
                List.of(
                        "dev.demitasse.rtp.media.internal.G711Provider",
                        "dev.demitasse.rtp.media.internal.G722Provider",
                        "dev.demitasse.rtp.media.internal.LinearProvider"),
                provides.providers());
    }
}
