// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Requires.Modifier;
import java.lang.module.ModuleFinder;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The descriptor of dev.demitasse.sip.transport")
class ModuleDescriptorTest {
    private final ModuleDescriptor descriptor = ModuleFinder.of(Path.of("target/classes"))
            .find("dev.demitasse.sip.transport")
            .orElseThrow()
            .descriptor();

    @Test
    @DisplayName("exports one package to everybody and opens none")
    void exportsOnePackage() {
        assertEquals(
                Set.of("dev.demitasse.sip.transport"),
                descriptor.exports().stream()
                        .map(ModuleDescriptor.Exports::toString)
                        .collect(Collectors.toSet()));
        assertTrue(descriptor.opens().isEmpty());
        assertTrue(descriptor.uses().isEmpty());
        assertTrue(descriptor.provides().isEmpty());
    }

    @Test
    @DisplayName("requires the loop and the messages for everybody, and nothing else")
    void requires() {
        assertEquals(
                Map.of(
                        "java.base", Set.of(Modifier.MANDATED),
                        "dev.demitasse.event.loop", Set.of(Modifier.TRANSITIVE),
                        "dev.demitasse.sip.message", Set.of(Modifier.TRANSITIVE)),
                descriptor.requires().stream()
                        .collect(Collectors.toMap(
                                ModuleDescriptor.Requires::name, ModuleDescriptor.Requires::modifiers)));
    }
}
