// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.sdp;

import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;

@Label("RFC 9143 9.2, 12: streams of one kind in a bundle")
class Rfc9143MidPropertyTest {
    @Provide
    Arbitrary<LocalCapabilities> twins() {
        return Twins.sides();
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    @StatisticsReport(StatisticsReport.StatisticsReportMode.OFF)
    @Label("are told apart by payload type or by MID, in answers, and in re-offers whoever answers them")
    void toldApart(
            @ForAll("twins") LocalCapabilities offerer,
            @ForAll("twins") LocalCapabilities answerer,
            @ForAll("twins") LocalCapabilities next,
            @ForAll int bits) {
        var offer = Twins.alike(new OfferAnswer(offerer, 7, 7).createOffer());
        var machine = new OfferAnswer(answerer, 1, 1);
        Assume.that(machine.takeOffer(Twins.otherExtensions(offer, bits)) instanceof Negotiation.Agreed);
        machine.createAnswer();
        OfferAnswerPropertyTest.shares(machine);
        Statistics.label("payload types in two streams of the answer")
                .collect(sharesNumbers(machine))
                .coverage(coverage -> coverage.check(true).percentage(share -> share > 0.5));

        var other = new OfferAnswer(next, 2, 2);
        var again = machine.createOffer();
        if (other.takeOffer(again) instanceof Negotiation.Agreed) {
            assertTrue(machine.takeAnswer(other.createAnswer()) instanceof Negotiation.Agreed);
            OfferAnswerPropertyTest.shares(machine);
            OfferAnswerPropertyTest.shares(other);
        }
        Statistics.label("payload types in two streams of the re-offer's answer")
                .collect(sharesNumbers(machine))
                .coverage(coverage -> coverage.check(true).percentage(share -> share > 0.2));
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    @StatisticsReport(StatisticsReport.StatisticsReportMode.OFF)
    @Label("are agreed on with one of them at least, and told apart, when an answer to a re-offer has lost its MIDs")
    void forgotten(@ForAll("twins") LocalCapabilities side, @ForAll int bits) {
        var offer = Twins.alike(new OfferAnswer(side, 7, 7).createOffer());
        var machine = new OfferAnswer(side, 1, 1);
        Assume.that(machine.takeOffer(offer) instanceof Negotiation.Agreed);
        machine.createAnswer();
        boolean shared = sharesNumbers(machine);
        var other = new OfferAnswer(side, 2, 2);
        Assume.that(other.takeOffer(machine.createOffer()) instanceof Negotiation.Agreed);
        var answer = Twins.otherExtensions(other.createAnswer(), bits & 0222);
        assertTrue(machine.takeAnswer(answer) instanceof Negotiation.Agreed, Generators.show(answer));
        OfferAnswerPropertyTest.shares(machine);
        Statistics.label("streams lost with their MIDs")
                .collect(shared && !sharesNumbers(machine))
                .coverage(coverage -> coverage.check(true).percentage(share -> share > 0.5));
    }

    private static boolean sharesNumbers(OfferAnswer machine) {
        return machine.media().stream()
                .anyMatch(one -> machine.media().stream()
                        .anyMatch(other -> other.index() < one.index()
                                && other.transport() == one.transport()
                                && one.receiveFormats().stream()
                                        .anyMatch(format -> other.receiveFormat(format.payloadType())
                                                .isPresent())));
    }
}
