// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.testkit;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All that one simulation has: hosts with their loops, the events to come, the wire, what has failed. */
final class World {
    private final Options options;
    private final Agenda agenda = new Agenda();
    private final Failures failures = new Failures();
    private final Pace pace;
    private final Wire wire;
    private final Map<InetAddress, SimulatedHost> hosts = new LinkedHashMap<>();
    private final Map<InetAddress, Nat> nats = new LinkedHashMap<>();
    private final Map<String, List<InetAddress>> names = new LinkedHashMap<>();

    /** The loop that runs now, or null. Only the stepping thread writes and reads it. */
    private SimulatedLoop current;

    World(Options options) {
        this.options = options;
        this.pace = options.realTime() ? new RealTime(this) : new VirtualTime(this, options.blockingLimit());
        this.wire = new Wire(this);
    }

    Options options() {
        return options;
    }

    Agenda agenda() {
        return agenda;
    }

    Failures failures() {
        return failures;
    }

    Pace pace() {
        return pace;
    }

    Wire wire() {
        return wire;
    }

    SimulatedLoop current() {
        return current;
    }

    void current(SimulatedLoop loop) {
        current = loop;
    }

    /** Has something happen at a time: within this call if the time has come. On the stepping thread. */
    void at(long time, Runnable action) {
        if (time <= pace.now()) {
            action.run();
            return;
        }
        Event event = new Event() {
            @Override
            void run() {
                action.run();
            }
        };
        agenda.schedule(event, time);
    }

    /** The host with an address, made when it is first asked for. */
    SimulatedHost host(InetAddress address) {
        synchronized (hosts) {
            if (nats.containsKey(address)) {
                throw new IllegalArgumentException("a NAT has the address " + address.getHostAddress());
            }
            return hosts.computeIfAbsent(address, unused -> new SimulatedHost(this, address));
        }
    }

    /** The host with an address, or null. */
    SimulatedHost find(InetAddress address) {
        synchronized (hosts) {
            return hosts.get(address);
        }
    }

    List<SimulatedHost> hosts() {
        synchronized (hosts) {
            return new ArrayList<>(hosts.values());
        }
    }

    /** Puts a host behind a NAT, which others may be behind already. */
    Nat nat(SimulatedHost inside, InetAddress publicAddress, Nat.Kind kind) {
        synchronized (hosts) {
            if (hosts.containsKey(publicAddress)) {
                throw new IllegalArgumentException("a host has the address " + publicAddress.getHostAddress());
            }
            Nat nat = nats.computeIfAbsent(publicAddress, unused -> new Nat(publicAddress, kind, pace));
            if (nat.kind() != kind) {
                throw new IllegalArgumentException("there is a " + nat + " already");
            }
            inside.nat(nat);
            return nat;
        }
    }

    /** The NAT with a public address, or null. */
    Nat findNat(InetAddress publicAddress) {
        synchronized (hosts) {
            return nats.get(publicAddress);
        }
    }

    void name(String name, List<InetAddress> addresses) {
        synchronized (names) {
            names.put(name, addresses);
        }
    }

    List<InetAddress> lookUp(String name) throws UnknownHostException {
        synchronized (names) {
            List<InetAddress> addresses = names.get(name);
            if (addresses == null) {
                throw new UnknownHostException(name);
            }
            return addresses;
        }
    }

    /** What is still open or to come, one line each. */
    List<String> pending() {
        List<String> found = new ArrayList<>();
        pace.exclusively(() -> hosts().forEach(host -> host.pending(found)));
        return found;
    }

    String pendingReport() {
        List<String> found = pending();
        return found.isEmpty() ? "nothing is open" : "open are:\n  " + String.join("\n  ", found);
    }
}
