// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.transport;

import dev.demitasse.event.loop.DatagramEndpoint;
import dev.demitasse.event.loop.EventLoop;
import dev.demitasse.sip.message.Header;
import dev.demitasse.sip.message.Identifiers;
import dev.demitasse.sip.message.PartialMessage;
import dev.demitasse.sip.message.SipMessage;
import dev.demitasse.sip.message.SipParseException;
import dev.demitasse.sip.message.SipParser;
import dev.demitasse.sip.message.SipRequest;
import dev.demitasse.sip.message.SipResponse;
import dev.demitasse.sip.message.Uri;
import dev.demitasse.sip.message.Via;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Sends and receives SIP over UDP: RFC 3261 section 18, RFC 3581. Confined to its loop, but for {@link #localAddress},
 * {@link #counters} and {@link #close}.
 *
 * <p>It does not switch to TCP for large requests (section 18.1.1): there is no TCP yet, and IP fragments.
 */
public final class SipTransport implements AutoCloseable {
    /** UDP cannot carry more, and the parser takes no more of a datagram. */
    private static final int MAX_DATAGRAM_BYTES = 65_535;

    private final EventLoop loop;
    private final TransportConfig config;
    private final TransportListener listener;
    private final SipParser parser;
    private final List<Screening.Guard> guards;
    private final LocalAddresses localAddresses;
    private final ServerLocator locator;
    private final Set<String> ownSentBys = new HashSet<>();
    private final ByteBuffer outbound = ByteBuffer.allocateDirect(MAX_DATAGRAM_BYTES);
    private final TransportTallies tallies = new TransportTallies();
    private final DatagramEndpoint endpoint;
    private final ClosedPorts closedPorts;

    private SipTransport(EventLoop loop, TransportConfig config, TransportListener listener, NameResolver resolver)
            throws IOException {
        this.loop = loop;
        this.config = config;
        this.listener = Objects.requireNonNull(listener, "listener");
        parser = new SipParser(config.limits());
        guards = List.of(
                new SizeGuard(Math.min(MAX_DATAGRAM_BYTES, config.limits().maxMessageBytes())),
                new KeepAliveGuard(),
                new FirstByteGuard());
        localAddresses = new LocalAddresses(loop.network());
        locator = new ServerLocator(loop.network(), resolver);
        endpoint = loop.bindDatagram(config.bind(), this::onDatagram);
        closedPorts = new ClosedPorts(loop, config.bind(), listener::onPortClosed);
    }

    /**
     * Binds and begins to receive. Call it on the loop.
     *
     * @param loop where everything happens from now on
     * @param config what to bind
     * @param listener takes what is received
     * @return the open transport
     * @throws IOException if the address cannot be bound (a {@link java.net.BindException} when it is in use)
     */
    public static SipTransport open(EventLoop loop, TransportConfig config, TransportListener listener)
            throws IOException {
        return open(loop, config, listener, new NetworkResolver(loop));
    }

    /**
     * Binds and begins to receive. Call it on the loop.
     *
     * @param loop where everything happens from now on
     * @param config what to bind
     * @param listener takes what is received
     * @param resolver looks host names up
     * @return the open transport
     * @throws IOException if the address cannot be bound
     * @throws IllegalStateException if not called on the loop
     */
    public static SipTransport open(
            EventLoop loop, TransportConfig config, TransportListener listener, NameResolver resolver)
            throws IOException {
        if (!loop.inLoop()) {
            throw new IllegalStateException("open() outside the loop");
        }
        return new SipTransport(loop, config, listener, resolver);
    }

    /**
     * The bound address. From any thread.
     *
     * @return with the port that was bound; the wildcard if that was bound
     */
    public InetSocketAddress localAddress() {
        return endpoint.localAddress();
    }

    /**
     * What has been counted so far. From any thread.
     *
     * @return a snapshot
     */
    public TransportCounters counters() {
        return tallies.snapshot();
    }

    /**
     * Finds the hops of a URI.
     *
     * @param uri a Request-URI or the URI of a Route
     * @param result called once, on the loop: before this returns where no name has to be looked up
     */
    public void locate(Uri uri, Consumer<? super Location> result) {
        locator.locate(uri, result);
    }

    /**
     * The flow to a hop.
     *
     * @param hop one that {@link #locate} has found
     * @return its flow
     */
    public Flow flow(Hop hop) {
        return new Flow(hop.protocol(), endpoint.localAddress(), hop.address());
    }

    /**
     * The flow a response takes: RFC 3261 section 18.2.2, RFC 3581 section 4.
     *
     * @param topVia the top Via of the request as it was handed on
     * @param requestFlow how the request came
     * @return the way back
     */
    public Flow responseFlow(Via topVia, Flow requestFlow) {
        return new Flow(requestFlow.protocol(), requestFlow.local(), ViaRouting.responseTarget(topVia, requestFlow));
    }

    /**
     * Host and port to be reached at by the other end of a flow: what Via and Contact say.
     *
     * @param flow to whom
     * @return the advertised address, else the local one
     */
    public HostPort sentBy(Flow flow) {
        InetSocketAddress bound = endpoint.localAddress();
        if (config.advertised().isPresent()) {
            InetSocketAddress advertised = config.advertised().get();
            return HostPort.of(advertised, advertised.getPort() == 0 ? bound.getPort() : advertised.getPort());
        }
        return HostPort.of(new InetSocketAddress(localAddress(flow, bound), bound.getPort()), bound.getPort());
    }

    private InetAddress localAddress(Flow flow, InetSocketAddress bound) {
        if (!bound.getAddress().isAnyLocalAddress()) {
            return bound.getAddress();
        }
        try {
            return localAddresses.towards(flow.remote(), loop.now());
        } catch (IOException noRoute) {
            // Sending to that peer will fail too, and say so.
            return bound.getAddress();
        }
    }

    /**
     * The Via for an own request over a flow, with {@code rport} (RFC 3581 section 3).
     *
     * @param flow which way it goes
     * @param branch see {@link dev.demitasse.sip.message.Identifiers#branch}
     * @return the value
     */
    public Via via(Flow flow, String branch) {
        HostPort sentBy = sentBy(flow);
        Via via = Via.of(flow.protocol().token(), sentBy.host(), sentBy.port(), branch);
        ownSentBys.add(via.sentBy());
        return via.withRport();
    }

    /**
     * Sends a message.
     *
     * @param message what
     * @param flow which way
     * @return what became of it
     */
    public SendOutcome send(SipMessage message, Flow flow) {
        if (message.encodedLength() > MAX_DATAGRAM_BYTES) {
            tallies.unsent.count();
            return SendOutcome.FAILED;
        }
        outbound.clear();
        message.writeTo(outbound);
        return sendDatagram(outbound.flip(), flow);
    }

    /**
     * Sends the bytes of a message, again as a rule.
     *
     * @param encoded the message from position to limit; left as it is
     * @param flow which way
     * @return what became of it
     */
    public SendOutcome send(ByteBuffer encoded, Flow flow) {
        return sendDatagram(encoded.duplicate(), flow);
    }

    /**
     * A request has got no response for too long: finds out whether the peer's port is closed. If it is, and its host says
     * so, the listener is told; otherwise nothing happens.
     *
     * @param flow which way the request went
     */
    public void suspect(Flow flow) {
        closedPorts.ask(flow.remote());
    }

    private SendOutcome sendDatagram(ByteBuffer payload, Flow flow) {
        SendOutcome outcome = switch (endpoint.send(payload, flow.remote())) {
            case SENT -> SendOutcome.SENT;
            case BUFFER_FULL -> SendOutcome.LOST;
            case UNREACHABLE, TOO_LARGE, CLOSED, FAILED -> SendOutcome.FAILED;
        };
        (outcome == SendOutcome.SENT ? tallies.sent : tallies.unsent).count();
        return outcome;
    }

    private void onDatagram(DatagramEndpoint from, ByteBuffer payload, InetSocketAddress source, long now) {
        Screening screening = Screening.judge(guards, payload);
        if (screening != Screening.PASS) {
            tallies.of(screening).count();
            return;
        }
        Flow flow = new Flow(TransportProtocol.UDP, from.localAddress(), source);
        SipMessage message;
        try {
            message = parser.parse(payload);
        } catch (SipParseException malformed) {
            onMalformed(malformed, flow);
            return;
        }
        if (message instanceof SipRequest request) {
            tallies.requests.count();
            listener.onMessage(new InboundMessage(ViaRouting.stamp(request, source), flow, now));
        } else if (message instanceof SipResponse response) {
            onResponse(response, flow, now);
        } else {
            throw new AssertionError(message);
        }
    }

    private void onResponse(SipResponse response, Flow flow, long now) {
        // RFC 3261 18.1.2: a response whose sent-by is not ours "MUST be silently discarded"; 8.1.3.3: so is one with
        // more
        // Vias than ours.
        if (response.vias().size() != 1
                || !ownSentBys.contains(response.topVia().sentBy())) {
            tallies.misroutedResponses.count();
            return;
        }
        tallies.responses.count();
        listener.onMessage(new InboundMessage(response, flow, now));
    }

    private void onMalformed(SipParseException malformed, Flow flow) {
        Optional<PartialMessage> partial = malformed.partial();
        if (partial.isEmpty()) {
            tallies.notSip.count();
            return;
        }
        if (!partial.get().isRequest()) {
            tallies.malformedResponses.count();
            return;
        }
        tallies.malformedRequests.count();
        Optional<Via> via = partial.get().topVia();
        Optional<SipResponse.Builder> builder = partial.get().responseBuilder(malformed.suggestedStatus());
        if (via.isPresent() && builder.isPresent()) {
            send(withToTag(builder.get(), partial.get()), responseFlow(via.get(), flow));
            tallies.answeredMalformed.count();
        }
    }

    /** RFC 3261 section 8.2.6.2: all responses but 100 "MUST" have a tag in the To. */
    private SipResponse withToTag(SipResponse.Builder builder, PartialMessage partial) {
        partial.to()
                .filter(to -> to.tag().isEmpty())
                .ifPresent(to -> builder.header(
                        Header.TO, to.withTag(Identifiers.tag(loop.network().random()))));
        return builder.build();
    }

    /** Closes the socket; nothing is received any more. From any thread. Idempotent. */
    @Override
    public void close() {
        endpoint.close();
    }
}
