// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.testkit;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * A NAT in front of one or more hosts: they see their private addresses only, others see the NAT's public address with a port
 * for each binding. It translates UDP; TCP connections from inside pass with a port of their own. What one host behind it sends
 * to the public port of another comes back to that one (RFC 4787 section 6). Thread-safe.
 */
public final class Nat {
    /** How a NAT binds and whom it lets through, by the names of RFC 3489 section 5. */
    public enum Kind {
        /** One public port for each socket inside; everybody may send to it. */
        FULL_CONE,
        /** One public port for each socket inside; whoever's address it has sent to may send to it. */
        ADDRESS_RESTRICTED,
        /** One public port for each socket inside; whoever's address and port it has sent to may send to it. */
        PORT_RESTRICTED,
        /** One public port for each socket inside and each target; that target only may send to it. */
        SYMMETRIC
    }

    private static final int FIRST_PORT = 40_000;
    private static final int LAST_PORT = 65_535;
    private static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(2);

    private final InetAddress publicAddress;
    private final Kind kind;
    private final Pace pace;
    private final Map<Key, Binding> bindings = new HashMap<>();
    private final Map<Integer, Binding> byPort = new HashMap<>();
    private long timeoutNanos = DEFAULT_TIMEOUT.toNanos();
    private int nextPort = FIRST_PORT;

    Nat(InetAddress publicAddress, Kind kind, Pace pace) {
        this.publicAddress = publicAddress;
        this.kind = kind;
        this.pace = pace;
    }

    /** What a binding is found by from inside; the target is null where it does not matter. */
    private record Key(InetSocketAddress inside, InetSocketAddress target) {}

    private static final class Binding {
        private final Key key;
        private final InetSocketAddress outside;
        private final Map<Object, Long> sentTo = new HashMap<>();
        private long lastSent;

        Binding(Key key, InetSocketAddress outside) {
            this.key = key;
            this.outside = outside;
        }
    }

    /**
     * Says how it binds.
     *
     * @return its kind
     */
    public Kind kind() {
        return kind;
    }

    /**
     * Gives the address that others see.
     *
     * @return its public address
     */
    public InetAddress publicAddress() {
        return publicAddress;
    }

    /**
     * Sets how long a binding lasts after the last datagram from inside. 2 minutes from the start.
     *
     * @param timeout more than nothing
     */
    public synchronized void bindingTimeout(Duration timeout) {
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("binding timeout " + timeout);
        }
        timeoutNanos = timeout.toNanos();
    }

    /** Forgets all bindings, as after a restart: what is sent from inside leaves from new ports, what is sent to old ones is lost. */
    public synchronized void rebind() {
        bindings.clear();
        byPort.clear();
    }

    /** The public address from which a datagram of a socket inside leaves. */
    synchronized InetSocketAddress outbound(InetSocketAddress inside, InetSocketAddress target) {
        long now = pace.now();
        Key key = new Key(inside, kind == Kind.SYMMETRIC ? target : null);
        Binding binding = bindings.get(key);
        if (binding == null || expired(binding, now)) {
            if (binding != null) {
                byPort.remove(binding.outside.getPort(), binding); // another one may have the port by now
            }
            binding = new Binding(key, new InetSocketAddress(publicAddress, freePort()));
            bindings.put(key, binding);
            byPort.put(binding.outside.getPort(), binding);
        }
        binding.lastSent = now;
        binding.sentTo.put(permission(target), now);
        return binding.outside;
    }

    /** A public port of its own for a connection from inside. */
    synchronized InetSocketAddress outboundConnection() {
        return new InetSocketAddress(publicAddress, freePort());
    }

    private int freePort() {
        for (int tries = FIRST_PORT; tries <= LAST_PORT; tries++) {
            int port = nextPort;
            nextPort = port == LAST_PORT ? FIRST_PORT : port + 1;
            Binding holder = byPort.get(port);
            if (holder == null || expired(holder, pace.now())) {
                return port;
            }
        }
        throw new IllegalStateException("the NAT " + publicAddress + " has no free port");
    }

    /** Whose public port this is: an address inside, or null. */
    synchronized InetSocketAddress holder(int port) {
        Binding binding = byPort.get(port);
        return binding == null || expired(binding, pace.now()) ? null : binding.key.inside;
    }

    /** Where inside a datagram goes that has come to a public port, or null if it does not pass. */
    synchronized InetSocketAddress inbound(int port, InetSocketAddress from) {
        InetSocketAddress inside = holder(port);
        if (inside == null || kind == Kind.FULL_CONE) {
            return inside;
        }
        Long sent = byPort.get(port).sentTo.get(permission(from));
        return sent == null || pace.now() - sent > timeoutNanos ? null : inside;
    }

    private Object permission(InetSocketAddress remote) {
        return kind == Kind.ADDRESS_RESTRICTED ? remote.getAddress() : remote;
    }

    private boolean expired(Binding binding, long now) {
        return now - binding.lastSent > timeoutNanos;
    }

    @Override
    public String toString() {
        return kind + " NAT " + publicAddress.getHostAddress();
    }
}
