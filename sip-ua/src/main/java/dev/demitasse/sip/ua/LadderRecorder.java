// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.ua;

import dev.demitasse.sip.transport.Flow;
import dev.demitasse.sip.ua.internal.transaction.MessageLabel;
import dev.demitasse.sip.ua.internal.transaction.MessageTap;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/** Notes the messages of one call. Written by the loop, read by anybody; of a long call the middle is left out. */
final class LadderRecorder implements MessageTap {
    private static final int MOST_ENTRIES = 128;

    private volatile Ladder ladder = new Ladder(List.of(), 0);

    Ladder ladder() {
        return ladder;
    }

    @Override
    public void sent(MessageLabel label, Flow flow, boolean again, long now) {
        add(Ladder.Direction.SENT, label, flow, again, now);
    }

    @Override
    public void received(MessageLabel label, Flow flow, boolean again, long now) {
        add(Ladder.Direction.RECEIVED, label, flow, again, now);
    }

    private void add(Ladder.Direction direction, MessageLabel label, Flow flow, boolean again, long now) {
        Ladder old = ladder;
        List<Ladder.Entry> entries = new ArrayList<>(old.entries().size() + 1);
        entries.addAll(old.entries());
        int omitted = old.omitted();
        if (entries.size() == MOST_ENTRIES) {
            entries.remove(MOST_ENTRIES / 2);
            omitted++;
        }
        entries.add(new Ladder.Entry(now, direction, peer(flow.remote()), label.line(), label.cseq(), again));
        ladder = new Ladder(entries, omitted);
    }

    private static String peer(InetSocketAddress remote) {
        return remote.getAddress().getHostAddress() + ":" + remote.getPort();
    }
}
