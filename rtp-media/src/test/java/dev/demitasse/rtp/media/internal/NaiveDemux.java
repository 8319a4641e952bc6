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
        OptionalInt heard = OptionalInt.empty();
        OptionalInt told = OptionalInt.empty();
        boolean toldIsHeard;
        boolean locked;
        boolean wasHeard;
        int packetsToGo;
        long otherFirst;
        long otherLast = -10 * SECOND;
        long strayFirst;
        long strayLast = -10 * SECOND;

        /** Nothing heard since signalling spoke, or fewer than four packets. */
        private boolean isUnheard() {
            return !wasHeard || locked && packetsToGo > 0;
        }

        boolean waits() {
            return isUnheard() && told.isEmpty() && (expected.receives() || heard.isEmpty());
        }

        /** Waits for what was told. */
        boolean expects() {
            return isUnheard() && isTold() && expected.receives();
        }

        boolean isTold() {
            return told.isPresent() && !toldIsHeard;
        }

        boolean isSilent() {
            return wasHeard && !locked;
        }

        /** 0: hears it; 1: was told of it; 2: heard it before. */
        int rank(int bits) {
            boolean hears = is(heard, bits);
            return !isTold() || hears && is(told, bits) ? 0 : hears ? 2 : 1;
        }

        void confirm(int bits) {
            toldIsHeard |= is(told, bits);
            if (toldIsHeard && !is(told, bits)) {
                told = OptionalInt.empty();
            }
        }

        boolean othersForLong(long now) {
            otherFirst = now - otherLast > SECOND ? now : otherFirst;
            otherLast = now;
            return now - otherFirst >= SECOND;
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
            return is(heard, bits) || is(told, bits);
        }

        private static boolean is(OptionalInt one, int bits) {
            return one.isPresent() && one.getAsInt() == bits;
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
        tell(call, expected.ssrc());
        call.locked = false;
        call.wasHeard = false;
    }

    private static void tell(Call call, OptionalInt ssrc) {
        call.told = ssrc;
        call.toldIsHeard = false;
        call.otherLast = -10 * SECOND;
    }

    void hear(int id, InetSocketAddress from, int ssrc) {
        calls.get(id).source = from;
        calls.get(id).heard = OptionalInt.of(ssrc);
        calls.get(id).confirm(ssrc);
    }

    void lock(int id, InetSocketAddress from) {
        Call call = calls.get(id);
        if (!call.wasHeard) {
            call.packetsToGo = 3;
        }
        call.source = from;
        call.locked = true;
        call.wasHeard = true;
        call.heard.ifPresent(call::confirm);
    }

    void open(int id) {
        Call call = calls.get(id);
        if (call.locked) {
            call.locked = false;
            call.wasHeard = call.packetsToGo <= 0;
            call.toldIsHeard &= call.wasHeard;
        }
    }

    void remove(int id, long now) {
        Call call = calls.remove(id);
        if (call.source != null) {
            IntStream.concat(call.heard.stream(), call.told.stream()).forEach(ssrc -> {
                endedAt.put(call.source + "/" + ssrc, now);
                endedHeardAt.put(call.source + "/" + ssrc, now);
            });
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
            return best(stream, ssrc, now);
        }
        Long ended = endedHeardAt.get(from + "/" + ssrc);
        if (ended != null && now < ended + SECOND) {
            endedHeardAt.put(from + "/" + ssrc, now);
            if (now < endedAt.get(from + "/" + ssrc) + SECOND
                    || !onlyOne(call -> call.has(from) && (call.waits() || call.expects()), Call::waits)) {
                return "ENDED";
            }
        }
        List<Integer> wildcards = those(call -> call.waits() && call.isNowhere());
        List<Integer> there = those(call -> call.has(from));
        if (!there.isEmpty()) {
            List<Integer> waiting = those(call -> call.has(from) && (call.waits() || call.expects()));
            if (!waiting.isEmpty()) {
                return waiting(waiting, from, now);
            }
            Call first = calls.get(there.get(0));
            if (there.size() == 1 && first.isSilent()) {
                return wildcards.isEmpty() ? only(there) : "AMBIGUOUS";
            }
            return oldest(wildcards);
        }
        List<Integer> owners = those(call -> call.sends(ssrc));
        if (owners.size() == 1 && mayHaveMoved(calls.get(owners.get(0)), now)) {
            return only(owners);
        }
        List<Integer> ofHost = those(call -> call.hasHost(from) && (call.waits() || call.expects()));
        if (!ofHost.isEmpty()) {
            return waiting(ofHost, from, now);
        }
        return wildcards.isEmpty() ? only(those(Call::waits)) : oldest(wildcards);
    }

    private boolean onlyOne(Predicate<Call> which, Predicate<Call> that) {
        List<Integer> ids = those(which);
        return ids.size() == 1 && that.test(calls.get(ids.get(0)));
    }

    /** Of the calls that hear a stream or are to: those that hear it, else those that were told of it, else those that heard it. */
    private String best(List<Integer> ids, int ssrc, long now) {
        int best = ids.stream().mapToInt(id -> calls.get(id).rank(ssrc)).min().orElseThrow();
        List<Integer> those =
                ids.stream().filter(id -> calls.get(id).rank(ssrc) == best).toList();
        if (best > 0 && those.size() > 1) {
            return "AMBIGUOUS";
        }
        Call call = calls.get(those.get(0));
        if (Call.is(call.heard, ssrc)) {
            call.packetsToGo -= call.locked ? 1 : 0;
            boolean isOther = call.isTold() && !Call.is(call.told, ssrc);
            if (isOther && call.othersForLong(now) && call.locked && call.packetsToGo <= 0) {
                call.told = OptionalInt.empty();
            }
        }
        return oldest(those);
    }

    private String waiting(List<Integer> ids, InetSocketAddress from, long now) {
        Call first = calls.get(ids.get(0));
        if (ids.size() > 1 || first.waits()) {
            return only(ids);
        }
        boolean anothers = !those(call -> call.waits() && call.isNowhere()).isEmpty()
                || !those(call -> call.has(from) && call.isSilent()).isEmpty();
        return anothers ? "AMBIGUOUS" : first.othersForLong(now) ? only(ids) : "FOREIGN";
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
                tell(call, OptionalInt.of(sender));
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
