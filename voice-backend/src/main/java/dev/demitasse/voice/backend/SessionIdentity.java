// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.voice.backend;

import dev.demitasse.sip.message.CallerId;
import dev.demitasse.sip.message.HeaderField;
import dev.demitasse.sip.message.SipMessage;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What an INVITE says about who calls whom, and for what. Immutable.
 *
 * <p>The names in X-headers are the peer's claims. They are cut to a length, and a second live session of the same id is
 * refused, but nothing vouches for them.
 *
 * @param id X-Session-ID, or else Call-ID
 * @param roomId X-Room-ID, or else Call-ID
 * @param participantId the caller's URI
 * @param callId Call-ID
 * @param caller From
 * @param callee To
 * @param headers all X-headers, the first of each name
 */
record SessionIdentity(
        String id,
        String roomId,
        String participantId,
        String callId,
        CallerId caller,
        CallerId callee,
        Map<String, String> headers) {
    static final String SESSION_HEADER = "X-Session-ID";
    static final String ROOM_HEADER = "X-Room-ID";

    /** How many X-headers are kept, and how long a name of a room or session may be. */
    private static final int MAX_HEADERS = 64;

    private static final int MAX_NAME = 256;

    static SessionIdentity of(SipMessage invite) {
        var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        for (HeaderField field : invite.headers()) {
            if (isExtension(field.name()) && headers.size() < MAX_HEADERS) {
                headers.putIfAbsent(field.name(), field.value());
            }
        }
        return of(headers, invite.callId(), CallerId.of(invite.from()), CallerId.of(invite.to()));
    }

    /** What this side says of a call it places. */
    static SessionIdentity of(Map<String, String> given, String callId, CallerId caller, CallerId callee) {
        var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        given.forEach((name, value) -> {
            if (isExtension(name)) {
                headers.put(name, value);
            }
        });
        return new SessionIdentity(
                named(headers, SESSION_HEADER, callId),
                named(headers, ROOM_HEADER, callId),
                caller.uri().toString(),
                callId,
                caller,
                callee,
                Collections.unmodifiableMap(headers));
    }

    private static boolean isExtension(String name) {
        return name.length() > 2 && (name.charAt(0) == 'X' || name.charAt(0) == 'x') && name.charAt(1) == '-';
    }

    private static String named(Map<String, String> headers, String name, String otherwise) {
        String value = headers.getOrDefault(name, "").strip();
        return value.isEmpty() || value.length() > MAX_NAME ? otherwise : value;
    }
}
