// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.ua;

import dev.demitasse.sip.transport.TransportCounters;
import dev.demitasse.sip.ua.internal.transaction.Gauge;
import dev.demitasse.sip.ua.internal.transaction.TransactionGauges;

/** What a user agent counts. Written by its loop, read by anybody. */
final class AgentGauges {
    final TransactionGauges transactions = new TransactionGauges();
    final Gauge calls = new Gauge();
    final Gauge givenUpCalls = new Gauge();
    final Gauge dialogs = new Gauge();
    final Gauge deadlines = new Gauge();
    final Gauge incomingCalls = new Gauge();
    final Gauge outgoingCalls = new Gauge();
    final Gauge strayAcks = new Gauge();
    final Gauge failures = new Gauge();

    /** Whether nothing is left that the peers have to hear of: no call, and no refusal without its ACK. */
    boolean isQuiet() {
        return calls.value() == 0 && givenUpCalls.value() == 0 && transactions.unacknowledged.value() == 0;
    }

    UserAgentCounters snapshot(TransportCounters transport) {
        return new UserAgentCounters(
                calls.value(),
                dialogs.value(),
                transactions.inviteClients.value(),
                transactions.nonInviteClients.value(),
                transactions.inviteServers.value(),
                transactions.nonInviteServers.value(),
                deadlines.value(),
                incomingCalls.value(),
                outgoingCalls.value(),
                transactions.absorbedRequests.value(),
                transactions.strayResponses.value(),
                strayAcks.value(),
                transactions.refusedRequests.value(),
                failures.value(),
                transport);
    }
}
