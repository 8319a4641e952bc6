// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.transport;

/** The counters of one transport: written by its loop, read by anybody. */
final class TransportTallies {
    final Tally requests = new Tally();
    final Tally responses = new Tally();
    final Tally keepAlives = new Tally();
    final Tally notSip = new Tally();
    final Tally tooLarge = new Tally();
    final Tally malformedRequests = new Tally();
    final Tally answeredMalformed = new Tally();
    final Tally malformedResponses = new Tally();
    final Tally misroutedResponses = new Tally();
    final Tally sent = new Tally();
    final Tally unsent = new Tally();

    Tally of(Screening refusal) {
        return switch (refusal) {
            case KEEP_ALIVE -> keepAlives;
            case NOT_SIP -> notSip;
            case TOO_LARGE -> tooLarge;
            case PASS -> throw new AssertionError(refusal);
        };
    }

    TransportCounters snapshot() {
        return new TransportCounters(
                requests.value(),
                responses.value(),
                keepAlives.value(),
                notSip.value(),
                tooLarge.value(),
                malformedRequests.value(),
                answeredMalformed.value(),
                malformedResponses.value(),
                misroutedResponses.value(),
                sent.value(),
                unsent.value());
    }
}
