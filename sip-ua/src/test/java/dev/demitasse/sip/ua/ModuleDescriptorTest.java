// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.ua;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Requires.Modifier;
import java.lang.module.ModuleFinder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ModuleDescriptorTest {
    private final ModuleDescriptor module = ModuleFinder.of(Path.of("target/classes"))
            .find("dev.demitasse.sip.ua")
            .orElseThrow()
            .descriptor();

    @Test
    void exportsOnePackageToAll() {
        assertEquals(
                List.of("dev.demitasse.sip.ua"),
                module.exports().stream().map(ModuleDescriptor.Exports::source).toList());
        assertTrue(module.exports().stream().noneMatch(ModuleDescriptor.Exports::isQualified));
    }

    @Test
    void requiresTransportAndDescriptions() {
        assertEquals(
                Map.of(
                        "java.base", Set.of(Modifier.MANDATED),
                        "dev.demitasse.sip.transport", Set.of(Modifier.TRANSITIVE),
                        "dev.demitasse.sip.sdp", Set.of(Modifier.TRANSITIVE),
                        "org.slf4j", Set.of()),
                module.requires().stream()
                        .collect(Collectors.toMap(
                                ModuleDescriptor.Requires::name, ModuleDescriptor.Requires::modifiers)));
    }

    @Test
    void opensUsesAndProvidesNothing() {
        assertTrue(!module.isOpen() && module.opens().isEmpty());
        assertTrue(module.uses().isEmpty() && module.provides().isEmpty());
    }
}
