// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ModuleDescriptorTest {
    private final ModuleDescriptor module = ModuleFinder.of(Path.of("target/classes"))
            .find("dev.demitasse.sip.message")
            .orElseThrow()
            .descriptor();

    @Test
    void exportsOnePackageToAll() {
        assertEquals(
                List.of("dev.demitasse.sip.message"),
                module.exports().stream().map(ModuleDescriptor.Exports::source).toList());
        assertTrue(module.exports().stream().noneMatch(ModuleDescriptor.Exports::isQualified));
    }

    @Test
    void requiresNothingButJavaBase() {
        assertEquals(
                List.of("java.base"),
                module.requires().stream().map(ModuleDescriptor.Requires::name).toList());
        assertEquals(
                Set.of(ModuleDescriptor.Requires.Modifier.MANDATED),
                module.requires().iterator().next().modifiers());
    }

    @Test
    void opensUsesAndProvidesNothing() {
        assertTrue(!module.isOpen() && module.opens().isEmpty());
        assertTrue(module.uses().isEmpty() && module.provides().isEmpty());
    }
}
