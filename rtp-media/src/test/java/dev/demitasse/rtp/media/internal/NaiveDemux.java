// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

import dev.demitasse.rtp.media.internal.SharedDemux.Expected;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The table of the shared ports, read line by line, every call asked at every line. */
final class NaiveDemux {
    private static final long SECOND = 1_000_000_000L;

    private static final class Call {
        Expected expected;
        InetSocketAddress source;
        OptionalInt ssrc = OptionalInt.empty();
        boolean locked;
        boolean told;
        boolean wasHeard;
        int packetsToGo;
        long strayFirst;
        long strayLast = -10 * SECOND;

        /** Nothing heard since signalling spoke, or fewer than four packets. */
        boolean waits() {
            return (!wasHeard || locked && packetsToGo > 0) && !told && (expected.receives() || ssrc.isEmpty());
        }

        boolean has(InetSocketAddress address) {
            return address.equals(source) || !locked && at(expected.remote(), address);
        }

        boolean hasHost(InetSocketAddress address) {
            return source != null && sameHost(source, address)
                    || !locked
                            && expected.remote()
                                    .filter(remote -> sameHost(remote, address))
                                    .isPresent();
        }

        boolean hasRtcp(InetSocketAddress address) {
            return at(expected.remoteRtcp(), address)
                    || source != null && sameHost(source, address) && source.getPort() + 1 == address.getPort();
        }

        boolean knows(InetSocketAddress address) {
            return source != null && sameHost(source, address)
                    || expected.remote()
                            .filter(remote -> sameHost(remote, address))
                            .isPresent()
                    || expected.remoteRtcp()
                            .filter(remote -> sameHost(remote, address))
                            .isPresent();
        }

        boolean sends(int bits) {
            return ssrc.isPresent() && ssrc.getAsInt() == bits;
        }

        boolean isNowhere() {
            return source == null && expected.remote().isEmpty();
        }

        private static boolean at(Optional<InetSocketAddress> one, InetSocketAddress other) {
            return one.isPresent() && one.get().equals(other);
        }

        private static boolean sameHost(InetSocketAddress one, InetSocketAddress other) {
            return one.getAddress().equals(other.getAddress());
        }
    }

    private final TreeMap<Integer, Call> calls = new TreeMap<>();
    private final Map<String, Long> endedAt = new LinkedHashMap<>();
    private final Map<String, Long> endedHeardAt = new LinkedHashMap<>();

    void expect(int id, Expected expected) {
        Call call = calls.computeIfAbsent(id, unused -> new Call());
        call.expected = expected;
        call.told = expected.ssrc().isPresent();
        call.ssrc = call.told ? expected.ssrc() : call.ssrc;
        call.locked = false;
        call.wasHeard = false;
    }

    void hear(int id, InetSocketAddress from, int ssrc) {
        calls.get(id).source = from;
        calls.get(id).ssrc = OptionalInt.of(ssrc);
    }

    void lock(int id, InetSocketAddress from) {
        Call call = calls.get(id);
        if (!call.wasHeard) {
            call.packetsToGo = 3;
        }
        call.source = from;
        call.locked = true;
        call.wasHeard = true;
    }

    void open(int id) {
        Call call = calls.get(id);
        if (call.locked) {
            call.locked = false;
            call.packetsToGo = 0;
        }
    }

    void remove(int id, long now) {
        Call call = calls.remove(id);
        if (call.source != null && call.ssrc.isPresent()) {
            endedAt.put(call.source + "/" + call.ssrc.getAsInt(), now);
            endedHeardAt.put(call.source + "/" + call.ssrc.getAsInt(), now);
        }
    }

    private List<Integer> those(Predicate<Call> which) {
        return calls.entrySet().stream()
                .filter(entry -> which.test(entry.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static String only(List<Integer> ids) {
        return switch (ids.size()) {
            case 0 -> "FOREIGN";
            case 1 -> "DELIVERED " + ids.get(0) + "x1";
            default -> "AMBIGUOUS";
        };
    }

    private static String oldest(List<Integer> ids) {
        return only(ids.subList(0, Math.min(1, ids.size())));
    }

    String rtp(InetSocketAddress from, int ssrc, long now) {
        List<Integer> stream = those(call -> call.has(from) && call.sends(ssrc));
        if (!stream.isEmpty()) {
            Call call = calls.get(stream.get(0));
            call.packetsToGo -= call.locked ? 1 : 0;
            return oldest(stream);
        }
        Long ended = endedHeardAt.get(from + "/" + ssrc);
        if (ended != null && now < ended + SECOND) {
            endedHeardAt.put(from + "/" + ssrc, now);
            if (now < endedAt.get(from + "/" + ssrc) + SECOND
                    || those(call -> call.has(from) && call.waits()).isEmpty()) {
                return "ENDED";
            }
        }
        List<Integer> wildcards = those(call -> call.waits() && call.isNowhere());
        List<Integer> there = those(call -> call.has(from));
        if (!there.isEmpty()) {
            List<Integer> waiting = those(call -> call.has(from) && call.waits());
            if (!waiting.isEmpty()) {
                return only(waiting);
            }
            Call first = calls.get(there.get(0));
            if (there.size() == 1 && first.wasHeard && !first.locked) {
                return wildcards.isEmpty() ? only(there) : "AMBIGUOUS";
            }
            return oldest(wildcards);
        }
        List<Integer> owners = those(call -> call.sends(ssrc));
        if (owners.size() == 1 && mayHaveMoved(calls.get(owners.get(0)), now)) {
            return only(owners);
        }
        List<Integer> ofHost = those(call -> call.hasHost(from) && call.waits());
        if (!ofHost.isEmpty()) {
            return only(ofHost);
        }
        return wildcards.isEmpty() ? only(those(Call::waits)) : oldest(wildcards);
    }

    private static boolean mayHaveMoved(Call call, long now) {
        if (!call.locked) {
            return true;
        }
        if (now - call.strayLast > SECOND) {
            call.strayFirst = now;
        }
        call.strayLast = now;
        return now - call.strayFirst <= 1_500_000_000L;
    }

    String rtcp(InetSocketAddress from, boolean senderReport, int sender, int[] subjects, long now) {
        List<Integer> reported = IntStream.of(subjects)
                .map(bits -> bits & 0xFFFF)
                .filter(calls::containsKey)
                .distinct()
                .boxed()
                .toList();
        if (!reported.isEmpty()) {
            Call call = calls.get(reported.get(0));
            boolean heard = call.locked && call.packetsToGo <= 0;
            if (senderReport
                    && subjects.length == 1
                    && !heard
                    && call.knows(from)
                    && those(other -> other.sends(sender)).isEmpty()) {
                call.told = true;
                call.ssrc = OptionalInt.of(sender);
            }
            return "DELIVERED"
                    + reported.stream().sorted().map(id -> " " + id + "x1").collect(Collectors.joining());
        }
        List<Integer> there = those(call -> call.hasRtcp(from));
        if (there.size() == 1) {
            return only(there);
        }
        List<Integer> senders = those(call -> call.hasHost(from) && call.sends(sender));
        boolean ended = endedHeardAt.entrySet().stream()
                .anyMatch(entry ->
                        entry.getKey().startsWith("/" + from.getAddress().getHostAddress() + ":")
                                && entry.getKey().endsWith("/" + sender)
                                && now < entry.getValue() + SECOND);
        if (ended && senders.size() != 1) {
            return "ENDED";
        }
        return senders.isEmpty() && !there.isEmpty() ? "AMBIGUOUS" : only(senders);
    }
}
