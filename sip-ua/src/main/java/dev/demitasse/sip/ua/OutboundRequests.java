// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.ua;

import dev.demitasse.sip.message.Header;
import dev.demitasse.sip.message.NameAddress;
import dev.demitasse.sip.message.SipRequest;
import dev.demitasse.sip.message.SipUri;
import dev.demitasse.sip.message.SipUriBuilder;
import dev.demitasse.sip.message.Uri;
import dev.demitasse.sip.transport.Flow;
import dev.demitasse.sip.transport.HostPort;
import dev.demitasse.sip.transport.Location;
import dev.demitasse.sip.ua.internal.dialog.Dialog;
import dev.demitasse.sip.ua.internal.transaction.ClientTransaction;
import dev.demitasse.sip.ua.internal.transaction.ClientUser;
import dev.demitasse.sip.ua.internal.transaction.MessageTap;
import dev.demitasse.sip.ua.internal.transaction.TransactionAction;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * How requests leave a user agent: what they say of this side, which way they take, and their client transactions. Confined
 * to the loop.
 */
final class OutboundRequests {
    /** Takes a flow, or the news that there is none, and the time. */
    interface FlowConsumer {
        void accept(Optional<Flow> flow, long now);
    }

    private final UserAgentCore agent;

    OutboundRequests(UserAgentCore agent) {
        this.agent = agent;
    }

    /** Who calls when nobody says it: this address if it means anything, else RFC 3261 8.1.1.3's anonymous one. */
    NameAddress defaultFrom() {
        InetSocketAddress bound = agent.config().transport.advertised().orElseGet(agent::localAddress);
        boolean wildcard = !bound.isUnresolved() && bound.getAddress().isAnyLocalAddress();
        return NameAddress.of(SipUri.of("anonymous", wildcard ? "anonymous.invalid" : bound.getHostString()));
    }

    /** Puts the program's name into a request. */
    void sign(SipRequest.Builder builder) {
        if (!agent.config().name.isEmpty()) {
            builder.header(Header.USER_AGENT, agent.config().name);
        }
    }

    /** Where the peer at the end of a flow reaches this side: RFC 3261 section 8.1.1.8. */
    NameAddress contact(Flow flow, Optional<String> user) {
        HostPort own = agent.transport().sentBy(flow);
        SipUriBuilder uri = SipUri.builder(own.host()).port(own.port());
        user.ifPresent(uri::user);
        return NameAddress.of(uri.build());
    }

    /** Finds the flow to the first hop of a URI; the consumer may be called before this returns. */
    void locate(Uri uri, long now, FlowConsumer consumer) {
        locate(uri, now, consumer, problem -> {});
    }

    /** The same; why there is none is said before. */
    void locate(Uri uri, long now, FlowConsumer consumer, Consumer<String> problem) {
        var asking = new AtomicReference<>(Optional.of(now));
        agent.transport().locate(uri, location -> {
            long then = asking.get().orElseGet(() -> agent.loopTime());
            Optional<Flow> flow = location instanceof Location.Found found
                    ? Optional.of(agent.transport().flow(found.hops().get(0)))
                    : Optional.empty();
            if (location instanceof Location.NotFound notFound) {
                problem.accept(notFound.reason());
            }
            agent.input(then, () -> consumer.accept(flow, then));
        });
        asking.set(Optional.empty());
    }

    /** Finds the flow to the peer of a dialog; the consumer may be called before this returns. */
    void locate(Dialog dialog, long now, FlowConsumer consumer) {
        locate(
                dialog.nextHop(),
                now,
                (flow, then) -> consumer.accept(dialog.way(agent.config().peerRouting, flow), then));
    }

    /** Sends a request of a dialog, without Via, in a new client transaction. */
    void send(Dialog dialog, SipRequest.Builder builder, ClientUser user, MessageTap tap, long now) {
        sign(builder);
        locate(dialog, now, (flow, then) -> {
            if (flow.isEmpty()) {
                user.onFailed(TransactionAction.Reason.TRANSPORT_ERROR, then);
                return;
            }
            try {
                agent.transactions().send(builder.build(), flow.get(), user, tap, then);
            } catch (RuntimeException bug) {
                // Nobody answers what was not sent.
                user.onFailed(TransactionAction.Reason.TRANSPORT_ERROR, then);
                throw bug;
            }
        });
    }

    ClientTransaction send(SipRequest.Builder builder, Flow flow, ClientUser user, MessageTap tap, long now) {
        sign(builder);
        return agent.transactions().send(builder.build(), flow, user, tap, now);
    }
}
