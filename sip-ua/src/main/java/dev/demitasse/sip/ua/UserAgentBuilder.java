// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.ua;

import dev.demitasse.event.loop.Network;
import dev.demitasse.sip.transport.TransportConfig;
import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/** Builds a {@link UserAgent}. Not thread-safe. */
public final class UserAgentBuilder {
    private static final int SIP_PORT = 5060;

    final Network network;
    TransportConfig transport = TransportConfig.bind(new InetSocketAddress(SIP_PORT));
    String name = "Demitasse";
    PeerRouting peerRouting = PeerRouting.NAT_AWARE;
    SipTimers timers = SipTimers.DEFAULT;
    boolean closedPortProbe = true;
    UserAgentLimits limits = UserAgentLimits.DEFAULT;
    Optional<Consumer<? super IncomingCall>> callHandler = Optional.empty();

    UserAgentBuilder(Network network) {
        this.network = Objects.requireNonNull(network, "network");
    }

    /**
     * Says what to bind.
     *
     * @param address a resolved address, any address and port 5060 by default; port 0 takes any free one
     * @return this builder
     * @throws IllegalArgumentException if it is not resolved
     */
    public UserAgentBuilder bind(InetSocketAddress address) {
        transport = new TransportConfig(address, transport.advertised(), transport.limits());
        return this;
    }

    /**
     * Says what to write into Via and Contact instead of the local address.
     *
     * @param address its host may be a name; port 0 stands for the bound one
     * @return this builder
     * @throws IllegalArgumentException if it is a wildcard
     */
    public UserAgentBuilder advertise(InetSocketAddress address) {
        transport = transport.withAdvertised(address);
        return this;
    }

    /**
     * Names the program in User-Agent and Server headers.
     *
     * @param text text on one line; the empty text for no such headers
     * @return this builder
     * @throws IllegalArgumentException if it has a line end or NUL
     */
    public UserAgentBuilder name(String text) {
        if (text.indexOf('\r') >= 0 || text.indexOf('\n') >= 0 || text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("name has a control character");
        }
        name = text;
        return this;
    }

    /**
     * Says where requests within a dialog go when the peer's Contact and the source of its packets differ.
     *
     * @param rule {@link PeerRouting#NAT_AWARE} by default
     * @return this builder
     */
    public UserAgentBuilder peerRouting(PeerRouting rule) {
        peerRouting = Objects.requireNonNull(rule, "rule");
        return this;
    }

    /**
     * Says whether a peer that has not answered the first retransmission of a request outside a dialog is asked, from a port of its
     * own and with a keepalive (RFC 5626 section 3.5.1), whether its port is closed: such a request then fails within about 3*T1
     * instead of 64*T1 (RFC 3261 section 18.4). To be left out where a packet from an unexpected port raises an alarm.
     *
     * @param asked true by default
     * @return this builder
     */
    public UserAgentBuilder closedPortProbe(boolean asked) {
        closedPortProbe = asked;
        return this;
    }

    /**
     * Sets the timers of the protocol.
     *
     * @param values those of RFC 3261 by default
     * @return this builder
     */
    public UserAgentBuilder timers(SipTimers values) {
        timers = Objects.requireNonNull(values, "timers");
        return this;
    }

    /**
     * Limits what is taken on.
     *
     * @param values {@link UserAgentLimits#DEFAULT} by default
     * @return this builder
     */
    public UserAgentBuilder limits(UserAgentLimits values) {
        limits = Objects.requireNonNull(values, "limits");
        return this;
    }

    /**
     * Says who takes incoming calls. Without a handler they get a 486.
     *
     * @param handler called for each call on a thread of its own; may block; what it throws is logged and ends that call
     * @return this builder
     */
    public UserAgentBuilder onCall(Consumer<? super IncomingCall> handler) {
        callHandler = Optional.of(handler);
        return this;
    }

    /**
     * The user agent, not started.
     *
     * @return a new one
     */
    public UserAgent build() {
        return new UserAgent(this);
    }
}
