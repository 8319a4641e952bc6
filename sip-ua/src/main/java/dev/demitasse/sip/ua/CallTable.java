// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.ua;

import dev.demitasse.sip.ua.internal.dialog.DialogId;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** All calls and dialogs of a user agent. Confined to the loop. */
final class CallTable {
    private final AgentGauges gauges;
    private final Set<CallCore> calls = new LinkedHashSet<>();
    private final Set<CallCore> givenUp = new LinkedHashSet<>();
    private final Map<DialogId, CallCore> dialogs = new HashMap<>();

    CallTable(AgentGauges gauges) {
        this.gauges = gauges;
    }

    /** How many calls there are, those given up not counted. */
    int size() {
        return calls.size();
    }

    void add(CallCore call) {
        calls.add(call);
        count();
    }

    /** The application is done with an outgoing call whose peer has yet to hear of it: no call any more that would count. */
    void giveUp(CallCore call) {
        if (calls.remove(call)) {
            givenUp.add(call);
            count();
        }
    }

    void add(DialogId id, CallCore call) {
        dialogs.put(id, call);
        gauges.dialogs.set(dialogs.size());
    }

    void remove(DialogId id) {
        dialogs.remove(id);
        gauges.dialogs.set(dialogs.size());
    }

    void remove(CallCore call) {
        calls.remove(call);
        givenUp.remove(call);
        count();
    }

    private void count() {
        gauges.calls.set(calls.size());
        gauges.givenUpCalls.set(givenUp.size());
    }

    Optional<CallCore> find(DialogId id) {
        return Optional.ofNullable(dialogs.get(id));
    }

    /** Ends all calls as the RFC wants it; those given up end so already. */
    void shutDown(long now) {
        for (CallCore call : List.copyOf(calls)) {
            call.guarded(now, call::shutDown);
        }
    }

    /** Ends all calls here, whatever the peers think. */
    void abandon(long now) {
        for (Set<CallCore> some : List.of(calls, givenUp)) {
            for (CallCore call : List.copyOf(some)) {
                call.abandon(now);
            }
        }
    }
}
