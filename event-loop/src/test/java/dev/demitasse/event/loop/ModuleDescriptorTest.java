// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.event.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The descriptor of dev.demitasse.event.loop")
class ModuleDescriptorTest {
    private final ModuleDescriptor descriptor = ModuleFinder.of(Path.of("target/classes"))
            .find("dev.demitasse.event.loop")
            .orElseThrow()
            .descriptor();

    @Test
    @DisplayName("exports one package to everybody and opens none")
    void exportsOnePackage() {
        assertEquals(
                Set.of("dev.demitasse.event.loop"),
                descriptor.exports().stream()
                        .map(ModuleDescriptor.Exports::toString)
                        .collect(Collectors.toSet()));
        assertTrue(descriptor.opens().isEmpty());
        assertTrue(descriptor.uses().isEmpty());
        assertTrue(descriptor.provides().isEmpty());
    }

    @Test
    @DisplayName("requires java.base and nothing else")
    void requiresNothing() {
        assertEquals(
                Set.of("java.base"),
                descriptor.requires().stream()
                        .map(ModuleDescriptor.Requires::name)
                        .collect(Collectors.toSet()));
    }
}
