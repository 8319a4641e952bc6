// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("the module examples: exports nothing, opens one package to picocli")
class ModuleDescriptorTest {
    private final ModuleDescriptor module = ModuleFinder.of(Path.of("target/classes"))
            .find("dev.demitasse.examples")
            .orElseThrow()
            .descriptor();

    @Test
    @DisplayName("requires exactly these, none transitive, none static")
    void requires() {
        var required = module.requires().stream()
                .filter(r -> !r.modifiers().contains(ModuleDescriptor.Requires.Modifier.MANDATED))
                .map(r -> r.modifiers() + " " + r.name())
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(
                new TreeSet<>(Set.of(
                        "[] dev.demitasse.testkit",
                        "[] dev.demitasse.voice.backend",
                        "[] info.picocli",
                        "[] org.slf4j")),
                required);
    }

    @Test
    @DisplayName("opens its package to picocli alone; no exports, uses or provides")
    void surface() {
        var opened = module.opens().stream()
                .map(o -> o.source() + " to " + o.targets())
                .toList();
        assertEquals(1, opened.size());
        assertEquals("dev.demitasse.examples to [info.picocli]", opened.get(0));
        assertEquals(Set.of(), module.exports());
        assertEquals(Set.of(), module.uses());
        assertEquals(Set.of(), Set.copyOf(module.provides()));
    }
}
