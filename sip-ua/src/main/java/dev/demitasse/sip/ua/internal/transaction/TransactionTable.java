// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.ua.internal.transaction;

import dev.demitasse.event.loop.Deadlines;
import dev.demitasse.sip.message.Header;
import dev.demitasse.sip.message.Identifiers;
import dev.demitasse.sip.message.SipMethod;
import dev.demitasse.sip.message.SipRequest;
import dev.demitasse.sip.message.SipResponse;
import dev.demitasse.sip.transport.Flow;
import dev.demitasse.sip.transport.InboundMessage;
import dev.demitasse.sip.transport.SipTransport;
import dev.demitasse.sip.ua.SipTimers;
import java.net.InetSocketAddress;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * All transactions of a user agent: RFC 3261 sections 17.1.3 and 17.2.3. Not thread-safe; confined to the loop.
 *
 * <p>Its maps are looked up, and gone through only in the order of the keys or to forget everything, so their own order shows
 * nowhere.
 */
public final class TransactionTable {
    private final SipTimers timers;
    private final SipTransport transport;
    private final Deadlines<Expiring> deadlines;
    private final RandomGenerator random;
    private final TransactionUser user;
    private final TransactionGauges gauges;
    private final int maximumServerTransactions;
    private final boolean closedPortProbe;
    private final Map<String, ClientTransaction> clients = new HashMap<>();
    private final Map<String, ServerTransaction> servers = new HashMap<>();
    private final Map<String, ServerTransaction> merged = new HashMap<>();

    /**
     * An empty table.
     *
     * @param timers T1 and its relatives
     * @param transport sends
     * @param deadlines where transactions wait
     * @param random for branches
     * @param user takes new requests
     * @param gauges counts
     * @param maximumServerTransactions how many server transactions there may be at once
     * @param closedPortProbe whether a peer that says nothing is asked whether its port is closed
     */
    public TransactionTable(
            SipTimers timers,
            SipTransport transport,
            Deadlines<Expiring> deadlines,
            RandomGenerator random,
            TransactionUser user,
            TransactionGauges gauges,
            int maximumServerTransactions,
            boolean closedPortProbe) {
        this.timers = timers;
        this.transport = transport;
        this.deadlines = deadlines;
        this.random = random;
        this.user = user;
        this.gauges = gauges;
        this.maximumServerTransactions = maximumServerTransactions;
        this.closedPortProbe = closedPortProbe;
    }

    SipTimers timers() {
        return timers;
    }

    SipTransport transport() {
        return transport;
    }

    /** Nothing has come from where a request went. */
    void suspect(Flow flow) {
        if (closedPortProbe) {
            transport.suspect(flow);
        }
    }

    Deadlines.Slot<Expiring> slot(Expiring owner) {
        return deadlines.slot(owner);
    }

    /**
     * Sends a request in a new client transaction.
     *
     * @param request without a Via
     * @param flow which way
     * @param clientUser told of responses
     * @param tap told of messages
     * @param now the time
     * @return the transaction; it may have failed already
     */
    public ClientTransaction send(SipRequest request, Flow flow, ClientUser clientUser, MessageTap tap, long now) {
        SipRequest withVia = request.toBuilder()
                .prepend(Header.VIA, transport.via(flow, Identifiers.branch(random)))
                .build();
        return sendAsIs(withVia, flow, clientUser, tap, now);
    }

    /**
     * Sends a request that has its Via in a new client transaction: a CANCEL.
     *
     * @param request with its Via
     * @param flow which way
     * @param clientUser told of responses
     * @param tap told of messages
     * @param now the time
     * @return the transaction; it may have failed already
     */
    public ClientTransaction sendAsIs(SipRequest request, Flow flow, ClientUser clientUser, MessageTap tap, long now) {
        var transaction = new ClientTransaction(this, request, flow, clientUser, tap);
        clients.put(transaction.key(), transaction);
        gauges.client(transaction.isInvite()).up();
        transaction.start(now);
        return transaction;
    }

    /**
     * A request with a Via of its own that needs no transaction: the ACK of a 2xx (RFC 3261 section 13.2.2.4).
     *
     * @param request without a Via
     * @param flow which way
     * @return with the Via
     */
    public SipRequest withVia(SipRequest request, Flow flow) {
        return request.toBuilder()
                .prepend(Header.VIA, transport.via(flow, Identifiers.branch(random)))
                .build();
    }

    /**
     * Nobody listens at an address (RFC 3261 section 18.4): requests to it without any response have failed.
     *
     * @param peer the address
     * @param now the time
     */
    public void onPortClosed(InetSocketAddress peer, long now) {
        clients.values().stream()
                .filter(client -> client.flow().remote().equals(peer))
                .sorted(Comparator.comparing(ClientTransaction::key))
                .toList()
                .forEach(client -> client.onPortClosed(now));
    }

    /**
     * A message has come.
     *
     * @param inbound the message, its flow and the time
     */
    public void onMessage(InboundMessage inbound) {
        if (inbound.message() instanceof SipRequest request) {
            onRequest(request, inbound.flow(), inbound.receivedAt());
        } else if (inbound.message() instanceof SipResponse response) {
            onResponse(response, inbound.flow(), inbound.receivedAt());
        } else {
            throw new AssertionError(inbound);
        }
    }

    private void onResponse(SipResponse response, Flow flow, long now) {
        ClientTransaction transaction = clients.get(TransactionKeys.client(response));
        if (transaction == null) {
            gauges.strayResponses.up();
            return;
        }
        transaction.onResponse(response, flow, now);
    }

    private void onRequest(SipRequest request, Flow flow, long now) {
        boolean ack = request.method().equals(SipMethod.ACK);
        String key = TransactionKeys.server(request, ack ? SipMethod.INVITE : request.method());
        ServerTransaction known = servers.get(key);
        if (known != null && ack) {
            known.onAck(request, flow, now);
        } else if (known != null) {
            gauges.absorbedRequests.up();
            known.onRetransmission(request, flow, now);
        } else if (ack) {
            user.onAck(request, flow, now);
        } else if (!hasRoomFor(request)) {
            gauges.refusedRequests.up();
        } else {
            handOn(add(request, key, flow), request, flow, now);
        }
    }

    private void handOn(ServerTransaction transaction, SipRequest request, Flow flow, long now) {
        try {
            user.onRequest(transaction, request, flow, now);
        } catch (RuntimeException | AssertionError bug) {
            if (!transaction.isAnswered()) {
                // Nobody would answer it any more, and nothing but the answer bounds its life. A copy may fare better.
                transaction.forget();
                remove(transaction);
            }
            throw bug;
        }
    }

    /**
     * The last eighth of the room is for what belongs to calls that are there: a flood of new requests must not keep a BYE
     * out.
     */
    private boolean hasRoomFor(SipRequest request) {
        int room = maximumServerTransactions - servers.size();
        return room > maximumServerTransactions / 8 || room > 0 && user.isExpected(request);
    }

    private ServerTransaction add(SipRequest request, String key, Flow flow) {
        boolean mergeable = request.to().tag().isEmpty() && !request.method().equals(SipMethod.CANCEL);
        Optional<String> mergedKey = mergeable ? Optional.of(TransactionKeys.merged(request)) : Optional.empty();
        Flow way = transport.responseFlow(request.topVia(), flow);
        var transaction = new ServerTransaction(this, request, key, mergedKey, way);
        servers.put(key, transaction);
        mergedKey.ifPresent(name -> merged.putIfAbsent(name, transaction));
        gauges.server(transaction.isInvite()).up();
        return transaction;
    }

    /**
     * Whether a copy of the request has come by another way (RFC 3261 section 8.2.2.2).
     *
     * @param transaction that of the request
     * @return whether it is to be answered with 482
     */
    public boolean isMerged(ServerTransaction transaction) {
        return transaction.mergedKey().isPresent()
                && merged.get(transaction.mergedKey().get()) != transaction;
    }

    /**
     * The transaction a CANCEL means (RFC 3261 section 9.2).
     *
     * @param cancel the request
     * @return the INVITE's transaction
     */
    public Optional<ServerTransaction> cancelledBy(SipRequest cancel) {
        return Optional.ofNullable(servers.get(TransactionKeys.server(cancel, SipMethod.INVITE)));
    }

    /** Forgets all transactions: the user agent is closed. What is left unanswered stays so. */
    public void clear() {
        clients.values().forEach(ClientTransaction::forget);
        servers.values().forEach(ServerTransaction::forget);
        clients.clear();
        servers.clear();
        merged.clear();
        gauges.clear();
    }

    void remove(ClientTransaction transaction) {
        if (clients.remove(transaction.key(), transaction)) {
            gauges.client(transaction.isInvite()).down();
        }
    }

    void remove(ServerTransaction transaction) {
        if (servers.remove(transaction.key(), transaction)) {
            transaction.mergedKey().ifPresent(name -> merged.remove(name, transaction));
            gauges.server(transaction.isInvite()).down();
        }
    }

    void countUnacknowledged(boolean oneMore) {
        if (oneMore) {
            gauges.unacknowledged.up();
        } else {
            gauges.unacknowledged.down();
        }
    }
}
