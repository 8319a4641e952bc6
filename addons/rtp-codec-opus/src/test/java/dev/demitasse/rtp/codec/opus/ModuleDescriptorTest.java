// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.codec.opus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("the module brings a codec, and writes files; one package is its API")
class ModuleDescriptorTest {
    private final ModuleDescriptor descriptor = ModuleFinder.of(Path.of("target/classes"))
            .find("dev.demitasse.rtp.codec.opus")
            .orElseThrow()
            .descriptor();

    @Test
    @DisplayName(
            "exports its one package, no opens; requires rtp-media, which its API speaks of, and Concentus, which it does not; provides a codec")
    void descriptor() {
        assertEquals(
                Set.of("dev.demitasse.rtp.codec.opus"),
                descriptor.exports().stream()
                        .map(ModuleDescriptor.Exports::source)
                        .collect(Collectors.toSet()));
        assertFalse(descriptor.exports().iterator().next().isQualified());
        assertEquals(Set.of(), descriptor.opens());
        assertFalse(descriptor.isOpen());
        assertEquals(
                Set.of("java.base", "dev.demitasse.rtp.media", "concentus"),
                descriptor.requires().stream()
                        .map(ModuleDescriptor.Requires::name)
                        .collect(Collectors.toSet()));
        assertEquals(
                Set.of("dev.demitasse.rtp.media"),
                descriptor.requires().stream()
                        .filter(each -> each.modifiers().contains(ModuleDescriptor.Requires.Modifier.TRANSITIVE))
                        .map(ModuleDescriptor.Requires::name)
                        .collect(Collectors.toSet()));
        var provides = descriptor.provides().iterator().next();
        assertEquals("dev.demitasse.rtp.media.spi.AudioCodecProvider", provides.service());
        assertEquals(List.of("dev.demitasse.rtp.codec.opus.OpusProvider"), provides.providers());
    }
}
