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
    private final Map<DialogId, CallCore> dialogs = new HashMap<>();

    CallTable(AgentGauges gauges) {
        this.gauges = gauges;
    }

    int size() {
        return calls.size();
    }

    void add(CallCore call) {
        calls.add(call);
        gauges.calls.set(calls.size());
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
        gauges.calls.set(calls.size());
    }

    Optional<CallCore> find(DialogId id) {
        return Optional.ofNullable(dialogs.get(id));
    }

    /** Ends all calls as the RFC wants it. */
    void shutDown(long now) {
        for (CallCore call : List.copyOf(calls)) {
            call.guarded(now, call::shutDown);
        }
    }

    /** Ends all calls here, whatever the peers think. */
    void abandon(long now) {
        for (CallCore call : List.copyOf(calls)) {
            call.abandon(now);
        }
    }
}
