// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.sdp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("the module exports its one package and needs java.base alone")
class ModuleDescriptorTest {
    private final ModuleDescriptor descriptor = ModuleFinder.of(Path.of("target/classes"))
            .find("dev.demitasse.sip.sdp")
            .orElseThrow()
            .descriptor();

    @Test
    @DisplayName("one export, unqualified")
    void exports() {
        assertEquals(
                List.of("dev.demitasse.sip.sdp"),
                descriptor.exports().stream()
                        .map(ModuleDescriptor.Exports::source)
                        .toList());
        assertTrue(descriptor.exports().stream().noneMatch(ModuleDescriptor.Exports::isQualified));
    }

    @Test
    @DisplayName("requires java.base and nothing else")
    void requires() {
        var requires = descriptor.requires();
        assertEquals(1, requires.size());
        var base = requires.iterator().next();
        assertEquals("java.base", base.name());
        assertEquals(Set.of(ModuleDescriptor.Requires.Modifier.MANDATED), base.modifiers());
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
