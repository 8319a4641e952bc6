// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.ua.internal.transaction;

/** What a table counts. Written by the loop, read by anybody. */
public final class TransactionGauges {
    /** INVITE client transactions now. */
    public final Gauge inviteClients = new Gauge();

    /** Other client transactions now. */
    public final Gauge nonInviteClients = new Gauge();

    /** INVITE server transactions now. */
    public final Gauge inviteServers = new Gauge();

    /** Other server transactions now. */
    public final Gauge nonInviteServers = new Gauge();

    /** Final responses other than 2xx to an INVITE that wait for their ACK now. */
    public final Gauge unacknowledged = new Gauge();

    /** Copies of requests, so far. */
    public final Gauge absorbedRequests = new Gauge();

    /** Responses without a transaction, so far. */
    public final Gauge strayResponses = new Gauge();

    /** Requests there was no room for, so far. */
    public final Gauge refusedRequests = new Gauge();

    /** All at zero. */
    public TransactionGauges() {}

    /** No transaction is left. */
    void clear() {
        inviteClients.set(0);
        nonInviteClients.set(0);
        inviteServers.set(0);
        nonInviteServers.set(0);
        unacknowledged.set(0);
    }

    Gauge client(boolean invite) {
        return invite ? inviteClients : nonInviteClients;
    }

    Gauge server(boolean invite) {
        return invite ? inviteServers : nonInviteServers;
    }
}
