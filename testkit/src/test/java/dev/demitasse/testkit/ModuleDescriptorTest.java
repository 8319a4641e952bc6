// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The descriptor of dev.demitasse.testkit")
class ModuleDescriptorTest {
    private final ModuleDescriptor descriptor = ModuleFinder.of(Path.of("target/classes"))
            .find("dev.demitasse.testkit")
            .orElseThrow()
            .descriptor();

    @Test
    @DisplayName("exports one package to everybody and opens none")
    void exportsOnePackage() {
        assertEquals(
                Set.of("dev.demitasse.testkit"),
                descriptor.exports().stream()
                        .map(ModuleDescriptor.Exports::toString)
                        .collect(Collectors.toSet()));
        assertTrue(descriptor.opens().isEmpty());
        assertTrue(descriptor.uses().isEmpty());
        assertTrue(descriptor.provides().isEmpty());
    }

    @Test
    @DisplayName("requires the loop, for all its users, and what counts allocations")
    void requiresTheLoop() {
        assertEquals(
                Set.of("[MANDATED] java.base", "[TRANSITIVE] dev.demitasse.event.loop", "[] jdk.management"),
                descriptor.requires().stream()
                        .map(required -> required.modifiers() + " " + required.name())
                        .collect(Collectors.toSet()));
    }
}
