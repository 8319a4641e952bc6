// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.sdp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;

@Label("RFC 3264 6.1: the algebra of directions")
class DirectionPropertyTest {
    @Property
    @Label("a side sends in the answer exactly where it wants to and the offerer receives, and the reverse")
    void answers(@ForAll Direction offered, @ForAll Direction wanted) {
        var answer = wanted.answerTo(offered);
        assertEquals(wanted.sends() && offered.receives(), answer.sends());
        assertEquals(wanted.receives() && offered.sends(), answer.receives());
    }

    @Property
    @Label("what the answerer says is what the offerer had in mind, or less; both tell the same flow")
    void narrows(@ForAll Direction offered, @ForAll Direction wanted) {
        var answer = wanted.answerTo(offered);
        var flow = offered.and(answer.mirrored());
        assertEquals(answer, flow.mirrored());
        assertEquals(answer, wanted.answerTo(flow), "offering what came of it changes nothing");
        assertEquals(answer, answer.answerTo(offered), "nor does answering it again");
    }

    @Property
    @Label(
            "`and` is commutative, associative and idempotent, and mirroring goes through it; mirroring twice is nothing")
    void laws(@ForAll Direction one, @ForAll Direction two, @ForAll Direction three) {
        assertEquals(one.and(two), two.and(one));
        assertEquals(one.and(two).and(three), one.and(two.and(three)));
        assertEquals(one, one.and(one));
        assertEquals(one.and(two).mirrored(), one.mirrored().and(two.mirrored()));
        assertEquals(one, one.mirrored().mirrored());
    }

    @Property
    @Label("two machines: held and resumed in any pair, both tell the same flow, each within what it wants")
    void machines(@ForAll Direction alices, @ForAll Direction bobs, @ForAll boolean aliceOffers) {
        var alice = Sdp.machine(Sdp.telephone());
        var bob = Sdp.machine(Sdp.telephone());
        alice.direction(alices);
        bob.direction(bobs);
        var offerer = aliceOffers ? alice : bob;
        var answerer = aliceOffers ? bob : alice;
        answerer.takeOffer(offerer.createOffer());
        offerer.takeAnswer(answerer.createAnswer());
        var agreed = alice.media().get(0).direction();
        assertEquals(agreed.mirrored(), bob.media().get(0).direction());
        assertEquals(alices.and(bobs.mirrored()), agreed);
    }
}
