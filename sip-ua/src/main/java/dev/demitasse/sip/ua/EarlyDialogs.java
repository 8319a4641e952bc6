// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.ua;

import dev.demitasse.sip.message.SipResponse;
import dev.demitasse.sip.message.Uri;
import dev.demitasse.sip.transport.Flow;
import dev.demitasse.sip.ua.internal.dialog.Dialog;
import dev.demitasse.sip.ua.internal.dialog.DialogId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The early dialogs of one INVITE (RFC 3261 section 12.1): a provisional response with a tag makes one, and an INVITE that
 * forks may make several. Confined to the loop.
 */
final class EarlyDialogs {
    /** More of one INVITE than this are not kept. */
    private static final int MOST = 16;

    private final Session session;
    private final Uri target;
    private final Map<DialogId, Dialog> dialogs = new LinkedHashMap<>();

    EarlyDialogs(Session session, Uri target) {
        this.session = session;
        this.target = target;
    }

    /** Requests within the dialog of this provisional response are the session's; the first one is its own. */
    void keep(SipResponse response) {
        if (response.status().code() == 100 || response.to().tag().isEmpty() || dialogs.size() >= MOST) {
            return;
        }
        Dialog dialog = Dialog.uac(response, target);
        if (dialogs.putIfAbsent(dialog.id(), dialog) == null) {
            session.register(dialog);
            if (!session.hasDialog()) {
                session.dialog(dialog);
            }
        }
    }

    /** The dialog of the 2xx, confirmed; the others are forgotten. */
    Dialog confirm(SipResponse response, Flow flow) {
        Dialog fresh = Dialog.uac(response, target);
        Dialog dialog = Optional.ofNullable(dialogs.get(fresh.id())).orElse(fresh);
        dialog.confirm(response);
        dialog.heard(flow);
        dialogs.clear();
        return dialog;
    }
}
