// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.examples;

import dev.demitasse.sip.message.Header;
import dev.demitasse.sip.message.LenientQuirk;
import dev.demitasse.sip.message.MalformedHeaderException;
import dev.demitasse.sip.message.SipMessage;
import dev.demitasse.sip.message.SipParseException;
import dev.demitasse.sip.message.SipParser;
import dev.demitasse.sip.message.SipParserLimits;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Parses messages, and finds out which quirks those that are accepted needed: what a parser without one of them finds fault
 * with. Immutable.
 */
final class TolerantParser {
    private final Set<LenientQuirk> quirks;
    private final SipParser parser;
    private final SipParser strict = parser(Set.of());

    TolerantParser(Set<LenientQuirk> quirks) {
        this.quirks = Set.copyOf(quirks);
        this.parser = parser(quirks);
    }

    private static SipParser parser(Set<LenientQuirk> quirks) {
        return new SipParser(SipParserLimits.DEFAULT, quirks);
    }

    SipParser parser() {
        return parser;
    }

    ParsedFile parse(MessagePlace place, byte[] bytes) {
        try {
            return accepted(place, bytes, parser.parse(bytes));
        } catch (SipParseException e) {
            return ParsedFile.rejected(place, bytes, e);
        }
    }

    ParsedFile accepted(MessagePlace place, byte[] bytes, SipMessage message) {
        List<MalformedHeaderException> malformed = malformed(message);
        return ParsedFile.accepted(place, bytes, message, malformed, tolerances(bytes, faults(malformed)));
    }

    private static List<MalformedHeaderException> malformed(SipMessage message) {
        List<MalformedHeaderException> malformed = new ArrayList<>();
        for (Header<?> header : Header.standard()) {
            try {
                message.all(header);
            } catch (MalformedHeaderException e) {
                malformed.add(e);
            }
        }
        return malformed;
    }

    /** What a parser finds fault with. */
    private record Fault(String text, int offset) {}

    private static List<Fault> faults(List<MalformedHeaderException> malformed) {
        return malformed.stream()
                .map(header -> new Fault(header.getMessage(), header.offset()))
                .toList();
    }

    private static List<Fault> faults(byte[] bytes, SipParser parser) {
        try {
            return faults(malformed(parser.parse(bytes)));
        } catch (SipParseException e) {
            return List.of(new Fault(e.getMessage(), e.offset()));
        }
    }

    /** As few quirks as will do, and what each of them was for. */
    private List<Tolerance> tolerances(byte[] bytes, List<Fault> all) {
        if (quirks.isEmpty() || faults(bytes, strict).equals(all)) {
            return List.of();
        }
        Set<LenientQuirk> needed = EnumSet.copyOf(quirks);
        for (LenientQuirk quirk : EnumSet.copyOf(quirks)) {
            if (faults(bytes, parser(without(needed, quirk))).equals(all)) {
                needed.remove(quirk);
            }
        }
        List<Tolerance> found = new ArrayList<>();
        for (LenientQuirk quirk : needed) {
            faults(bytes, parser(without(needed, quirk))).stream()
                    .filter(fault -> !all.contains(fault))
                    .findFirst()
                    .ifPresent(fault -> found.add(new Tolerance(quirk, fault.text(), fault.offset())));
        }
        return found;
    }

    private static Set<LenientQuirk> without(Set<LenientQuirk> quirks, LenientQuirk one) {
        Set<LenientQuirk> others = EnumSet.copyOf(quirks);
        others.remove(one);
        return others;
    }
}
