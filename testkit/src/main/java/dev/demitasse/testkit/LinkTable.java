// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.testkit;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The lines between the hosts and the conditions they are in. The most specific conditions count: those of both hosts, of the
 * sending one, of the receiving one, of all. Conditions may be set from any thread; lines belong to the stepping thread.
 */
final class LinkTable {
    private final long seed;
    private final Map<Ends, LinkConditions> rules = new HashMap<>();
    private volatile long version;

    LinkTable(long seed) {
        this.seed = seed;
    }

    /** Two hosts; null stands for any. */
    private record Ends(InetAddress from, InetAddress to) {}

    void set(Optional<InetAddress> from, Optional<InetAddress> to, LinkConditions conditions) {
        synchronized (rules) {
            rules.put(new Ends(from.orElse(null), to.orElse(null)), conditions);
            version++; // guarded, so that no change is lost
        }
    }

    /** Has every line be in the same conditions, whatever was set before. */
    void setAll(LinkConditions conditions) {
        synchronized (rules) {
            rules.clear();
            rules.put(new Ends(null, null), conditions);
            version++;
        }
    }

    Link link(SimulatedHost from, SimulatedHost to) {
        Link link = from.linkTo(to);
        if (link == null) {
            link = new Link(SeededRandom.of(seed, "line " + from.name() + " " + to.name()));
            from.linkTo(to, link);
        }
        if (!link.isOf(version)) {
            synchronized (rules) {
                link.become(conditions(from.address(), to.address()), version);
            }
        }
        return link;
    }

    private LinkConditions conditions(InetAddress from, InetAddress to) {
        LinkConditions both = rules.get(new Ends(from, to));
        LinkConditions all = rules.getOrDefault(new Ends(null, null), LinkConditions.PERFECT);
        if (both != null || from.equals(to)) {
            return both == null ? all : both;
        }
        LinkConditions sending = rules.get(new Ends(from, null));
        return sending != null ? sending : rules.getOrDefault(new Ends(null, to), all);
    }
}
