// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.voice.backend;

import static java.lang.module.ModuleDescriptor.Requires.Modifier.MANDATED;
import static java.lang.module.ModuleDescriptor.Requires.Modifier.TRANSITIVE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("the module exports its one package and requires what its signatures show, and a logger")
class ModuleDescriptorTest {
    private final ModuleDescriptor descriptor = ModuleFinder.of(Path.of("target/classes"))
            .find("dev.demitasse.voice.backend")
            .orElseThrow()
            .descriptor();

    @Test
    @DisplayName("one export, unqualified")
    void exports() {
        assertEquals(
                List.of("dev.demitasse.voice.backend"),
                descriptor.exports().stream()
                        .map(ModuleDescriptor.Exports::source)
                        .toList());
        assertTrue(descriptor.exports().stream().noneMatch(ModuleDescriptor.Exports::isQualified));
    }

    @Test
    @DisplayName("requires media and user agent for its callers too")
    void requires() {
        Map<String, Set<ModuleDescriptor.Requires.Modifier>> requires = descriptor.requires().stream()
                .collect(Collectors.toMap(ModuleDescriptor.Requires::name, ModuleDescriptor.Requires::modifiers));
        assertEquals(
                Map.of(
                        "java.base", Set.of(MANDATED),
                        "dev.demitasse.rtp.media", Set.of(TRANSITIVE),
                        "dev.demitasse.sip.ua", Set.of(TRANSITIVE),
                        "org.slf4j", Set.of()),
                requires);
    }

    @Test
    @DisplayName("no opens, no services")
    void closed() {
        assertFalse(descriptor.isOpen());
        assertEquals(Set.of(), descriptor.opens());
        assertEquals(Set.of(), descriptor.uses());
        assertTrue(descriptor.provides().isEmpty());
    }
}
