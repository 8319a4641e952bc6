// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.sdp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Judges all lines of an offer together with its bundles, RFC 9143 section 7.3: which lines are accepted, and whose
 * transport each uses. Not thread-safe; one object per answer.
 */
final class BundleAnswer {
    /** Why a line is refused that is to exist inside a bundle only, where there is none. */
    private static final Negotiation.Reason UNBUNDLED = Negotiation.Reason.INCOMPATIBLE_TRANSPORT;

    private final LocalCapabilities capabilities;
    private final List<Stream> before;
    private final SessionDescription offer;
    private final BundleGroups groups;
    private final LineJudge judge;
    private final Verdict[] verdicts;
    private final boolean[] apart;
    private final int[] tags;

    BundleAnswer(
            LocalCapabilities capabilities,
            List<Stream> before,
            SessionDescription offer,
            BundleGroups groups,
            LineJudge judge) {
        this.capabilities = capabilities;
        this.before = before;
        this.offer = offer;
        this.groups = groups;
        this.judge = judge;
        verdicts = new Verdict[offer.media().size()];
        apart = new boolean[verdicts.length];
        tags = new int[verdicts.length];
        Arrays.fill(tags, Stream.ALONE);
        for (int i = 0; i < verdicts.length; i++) {
            apart[i] = canStandAlone(i);
            verdicts[i] = judge.take(apart[i] ? judge.judge(i, new RemoteMedia(offer, line(i))) : foresee(i));
        }
        groups.all().forEach(this::form);
        for (int i = 0; i < verdicts.length; i++) {
            if (tags[i] == Stream.ALONE) {
                verdicts[i] = verdicts[i].with(Extensions.withoutMid(verdicts[i].extensions()));
            }
        }
    }

    /** A line that follows the suggested one gets its local media in the order of the lines; {@link #join} decides. */
    private Verdict foresee(int index) {
        int suggested = suggested(offer, groups.of(index));
        boolean follows = suggested != Stream.ALONE && suggested < index;
        return follows && isShared() ? over(index, suggested) : judge.refused(index, UNBUNDLED);
    }

    private Verdict over(int index, int tag) {
        return judge.judge(index, new RemoteMedia(offer, line(index)).over(line(tag)));
    }

    private boolean isShared() {
        return capabilities.bundlePolicy() != BundlePolicy.SINGLE;
    }

    Verdict verdict(int index) {
        return verdicts[index];
    }

    /** The line whose transport the bundle of a line uses, or {@link Stream#ALONE}. */
    int tag(int index) {
        return tags[index];
    }

    private MediaDescription line(int index) {
        return offer.media().get(index);
    }

    /** The first line of the group with a port, whose transport the offerer suggests: section 7.2.1. */
    static int suggested(SessionDescription offer, List<Integer> group) {
        return group.stream()
                .filter(index -> offer.media().get(index).port() != 0)
                .findFirst()
                .orElse(Stream.ALONE);
    }

    /** A line of a bundle there is already, without a port of its own, or at the port of another, has no other transport. */
    private boolean canStandAlone(int index) {
        List<Integer> group = groups.of(index);
        int suggested = suggested(offer, group);
        if (group.isEmpty() || index == suggested) {
            return true;
        }
        boolean sharedBefore = index < before.size()
                && before.get(index).isBundled()
                && before.get(index).bundle() != index;
        return !groups.hasLine(index, line(index))
                || line(index).port() != 0 && !sharedBefore && !atPlaceOf(suggested, index);
    }

    private boolean atPlaceOf(int suggested, int index) {
        var one = new RemoteMedia(offer, line(suggested));
        return !one.isUndecided()
                && one.port() == line(index).port()
                && one.connection().equals(offer.connectionOf(line(index)));
    }

    /** Section 7.3.1: the transport is that of the first line accepted; the others of the group join it, or stay apart. */
    private void form(List<Integer> group) {
        int tag = group.stream().filter(this::canBeTag).findFirst().orElse(Stream.ALONE);
        List<Verdict> bundled = new ArrayList<>();
        var ids = new ExtensionIds();
        if (tag != Stream.ALONE) {
            tags[tag] = tag;
            ids.bind(verdicts[tag].extensions());
            bundled.add(verdicts[tag]);
        }
        for (int index : group) {
            if (index != tag) {
                join(index, tag, bundled, ids);
            }
        }
    }

    private boolean canBeTag(int index) {
        Verdict verdict = verdicts[index];
        return apart[index]
                && verdict.isAccepted()
                && verdict.remote().rtcpMux()
                && capabilities.media().get(verdict.localIndex()).rtcpMux();
    }

    private void join(int index, int tag, List<Verdict> bundled, ExtensionIds ids) {
        boolean standing = apart[index] && verdicts[index].isAccepted();
        if (!apart[index]) {
            judge.release(verdicts[index]);
            verdicts[index] = judge.refused(index, UNBUNDLED);
        }
        if (tag == Stream.ALONE || !isShared() || !groups.hasLine(index, line(index))) {
            return;
        }
        Verdict judged = standing ? verdicts[index].over(line(tag)) : over(index, tag);
        Verdict verdict = judged.with(ids.consistent(judged.extensions()));
        if (verdict.isAccepted() && fits(verdict, bundled)) {
            verdicts[index] = judge.take(verdict);
            tags[index] = tag;
            ids.bind(verdict.extensions());
            bundled.add(verdict);
        }
    }

    private static boolean fits(Verdict verdict, List<Verdict> bundled) {
        Profile profile = Profile.of(verdict.remote().line().protocol());
        return verdict.pairs().stream().noneMatch(FormatMatch.Pair::looksLikeRtcp)
                && bundled.stream().noneMatch(verdict::collidesWith)
                && profile.isKeyedLike(Profile.of(bundled.get(0).remote().line().protocol()));
    }
}
