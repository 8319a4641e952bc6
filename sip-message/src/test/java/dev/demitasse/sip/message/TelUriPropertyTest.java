// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Telephone numbers as tel and as SIP URIs: RFC 3966 section 4, RFC 3261 section 19.1.6. */
class TelUriPropertyTest {
    /** A tel URI in parts, so that it can be written in several ways. */
    record Sample(String number, List<String> parameters) {
        TelUri plain() {
            return (TelUri) Uri.parse("tel:" + number + joined(parameters));
        }

        /** The same in other letter cases, with other separators and the parameters in another order. */
        TelUri disguised(long seed) {
            var random = new Random(seed);
            List<String> shuffled = new ArrayList<>(parameters);
            Collections.shuffle(shuffled, random);
            return (TelUri) Uri.parse("TEL:" + separated(number, random) + anyCase(joined(shuffled), random));
        }

        private static String joined(List<String> parameters) {
            return parameters.stream().map(parameter -> ";" + parameter).collect(Collectors.joining());
        }

        private static String separated(String number, Random random) {
            var out = new StringBuilder();
            for (char c : number.toCharArray()) {
                out.append(random.nextBoolean() ? c : Character.toUpperCase(c));
                out.append(random.nextInt(3) > 0 ? "" : "-.()".charAt(random.nextInt(4)));
            }
            return out.toString();
        }

        private static String anyCase(String text, Random random) {
            var out = new StringBuilder();
            text.chars().forEach(c -> out.append((char) (random.nextBoolean() ? c : Character.toUpperCase(c))));
            return out.toString();
        }
    }

    /** Without the colon, which a tel URI may hold as it is and a user only escaped: the two are not the same. */
    private static Arbitrary<String> values() {
        Arbitrary<String> piece = Arbitraries.oneOf(
                Arbitraries.strings().withChars("abcxyz019-._!~*'()[]/&+$").ofLength(1),
                Arbitraries.of("%20", "%3b", "%61", "%25", "%c3%bc", "%00"));
        return piece.list().ofMinSize(1).ofMaxSize(5).map(pieces -> String.join("", pieces));
    }

    private static Arbitrary<List<String>> parameters() {
        Arbitrary<String> names = Arbitraries.of("isub", "postd", "ext", "tsp", "a", "zz", "is", "x-y");
        Arbitrary<String> parameter = Combinators.combine(
                        names, Arbitraries.oneOf(values().map(value -> "=" + value), Arbitraries.just("")))
                .as((name, value) -> name + (name.equals("ext") ? "=12" : value));
        return parameter.list().ofMaxSize(5).uniqueElements(text -> text.replaceAll("=.*", ""));
    }

    @Provide
    Arbitrary<Sample> samples() {
        Arbitrary<Sample> global = Combinators.combine(
                        Arbitraries.strings().numeric().ofMinLength(1).ofMaxLength(12), parameters())
                .as((digits, parameters) -> new Sample("+" + digits, parameters));
        Arbitrary<Sample> local = Combinators.combine(
                        Arbitraries.strings()
                                .withChars("0123456789abcdef*#")
                                .ofMinLength(1)
                                .ofMaxLength(8),
                        Arbitraries.of("phone-context=example.com", "phone-context=+4930"),
                        parameters())
                .as((digits, context, parameters) -> {
                    List<String> all = new ArrayList<>(parameters);
                    all.add(context);
                    return new Sample(digits, all);
                });
        return Arbitraries.oneOf(global, local);
    }

    @Property
    void equivalentTelUrisAreOneSipUri(@ForAll("samples") Sample sample, @ForAll long seed) {
        assertTrue(sample.plain().equivalentTo(sample.disguised(seed)));
        assertEquals(sample.plain().toSipUri("h"), sample.disguised(seed).toSipUri("h"));
    }

    @Property
    void theWayBackIsEquivalent(@ForAll("samples") Sample sample, @ForAll long seed) {
        TelUri tel = sample.disguised(seed);
        SipUri sip = tel.toSipUri("h");
        TelUri back = sip.toTelUri().orElseThrow();
        assertTrue(tel.equivalentTo(back), () -> tel + " and " + back);
        assertEquals(sip, back.toSipUri("h"));
    }
}
