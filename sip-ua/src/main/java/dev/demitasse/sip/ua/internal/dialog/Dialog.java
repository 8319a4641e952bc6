// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.ua.internal.dialog;

import dev.demitasse.sip.message.CSeq;
import dev.demitasse.sip.message.Header;
import dev.demitasse.sip.message.MalformedHeaderException;
import dev.demitasse.sip.message.NameAddress;
import dev.demitasse.sip.message.SipMessage;
import dev.demitasse.sip.message.SipMethod;
import dev.demitasse.sip.message.SipRequest;
import dev.demitasse.sip.message.SipResponse;
import dev.demitasse.sip.message.SipUri;
import dev.demitasse.sip.message.Uri;
import dev.demitasse.sip.transport.Flow;
import dev.demitasse.sip.ua.PeerRouting;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** A dialog: RFC 3261 section 12. Not thread-safe. */
public final class Dialog {
    private static final int MAX_FORWARDS = 70;
    private static final int NONE = -1;

    private final DialogId id;
    private final NameAddress local;
    private final NameAddress remote;
    private final PeerPath path = new PeerPath();
    private List<NameAddress> routeSet;
    private Uri remoteTarget;
    private int localSequence;
    private int remoteSequence;
    private int heardRequest = NONE;
    private int heardAck = NONE;

    private Dialog(
            DialogId id,
            NameAddress local,
            NameAddress remote,
            List<NameAddress> routeSet,
            Uri remoteTarget,
            int localSequence,
            int remoteSequence) {
        this.id = id;
        this.local = local;
        this.remote = remote;
        this.routeSet = routeSet;
        this.remoteTarget = remoteTarget;
        this.localSequence = localSequence;
        this.remoteSequence = remoteSequence;
    }

    /**
     * The dialog of a received INVITE: section 12.1.1. The route set is the Record-Route in its order.
     *
     * @param invite with a Contact
     * @param localTag the tag this side puts into its responses
     * @return the new dialog
     */
    public static Dialog uas(SipRequest invite, String localTag) {
        return new Dialog(
                new DialogId(invite.callId(), localTag, invite.from().tag().orElse("")),
                invite.to().withTag(localTag),
                invite.from(),
                invite.all(Header.RECORD_ROUTE),
                invite.contacts().get(0).uri(),
                0,
                invite.cseq().number());
    }

    /**
     * The dialog of a response to a sent INVITE: section 12.1.2. The route set is the Record-Route in reverse order.
     *
     * <p>A Contact or Record-Route that is malformed counts as none: a 2xx has to be acknowledged whatever is in it.
     *
     * @param response provisional with a tag in its To, or 2xx
     * @param fallback the remote target if there is no Contact
     * @return the new dialog
     */
    public static Dialog uac(SipResponse response, Uri fallback) {
        return new Dialog(
                new DialogId(
                        response.callId(),
                        response.from().tag().orElse(""),
                        response.to().tag().orElse("")),
                response.from(),
                response.to(),
                recordedRoute(response),
                contact(response).orElse(fallback),
                response.cseq().number(),
                -1);
    }

    private static List<NameAddress> recordedRoute(SipResponse response) {
        List<NameAddress> route = new ArrayList<>(legible(() -> response.all(Header.RECORD_ROUTE)));
        Collections.reverse(route);
        return List.copyOf(route);
    }

    private static List<NameAddress> legible(Supplier<List<NameAddress>> addresses) {
        try {
            return addresses.get();
        } catch (MalformedHeaderException malformed) {
            return List.of();
        }
    }

    private static Optional<Uri> contact(SipMessage message) {
        List<NameAddress> contacts = legible(message::contacts);
        return contacts.isEmpty() || contacts.get(0).isWildcard()
                ? Optional.empty()
                : Optional.of(contacts.get(0).uri());
    }

    /**
     * What it is found by.
     *
     * @return the identifier
     */
    public DialogId id() {
        return id;
    }

    /**
     * Where requests within it go: the remote target.
     *
     * @return the peer's Contact
     */
    public Uri remoteTarget() {
        return remoteTarget;
    }

    /**
     * The 2xx to the INVITE has come for an early dialog: section 13.2.2.4 has the route set computed anew from it.
     *
     * @param response the 2xx
     */
    public void confirm(SipResponse response) {
        routeSet = recordedRoute(response);
        refreshTarget(response);
    }

    /**
     * Takes the Contact of a target refresh request or of a 2xx to one (sections 12.2.1.2 and 12.2.2).
     *
     * @param message with or without a Contact; a malformed one changes nothing
     */
    public void refreshTarget(SipMessage message) {
        contact(message).ifPresent(uri -> remoteTarget = uri);
    }

    /**
     * Takes the sequence number of a received request: section 12.2.2.
     *
     * @param sequence the number of its CSeq
     * @return whether it is in order; if not, the request is to be answered with 500
     */
    public boolean acceptSequence(int sequence) {
        if (sequence < remoteSequence) {
            return false;
        }
        remoteSequence = sequence;
        return true;
    }

    /**
     * A request of the peer has come, or the ACK of its latest INVITE. It shows the way to the peer if it is new: one that
     * somebody has overheard and sends again from elsewhere leads nowhere.
     *
     * @param request with its Via as it was handed on
     * @param responses which way responses to it go
     */
    public void heard(SipRequest request, Flow responses) {
        int number = request.cseq().number();
        if (number != remoteSequence) {
            return;
        }
        if (request.method().equals(SipMethod.ACK)) {
            if (number > heardAck) {
                heardAck = number;
                path.onRequest(request, responses);
            }
        } else if (number > heardRequest) {
            heardRequest = number;
            path.onRequest(request, responses);
        }
    }

    /**
     * A response of the peer has come.
     *
     * @param from which way
     */
    public void heard(Flow from) {
        path.onResponse(from);
    }

    /**
     * The way the next request takes.
     *
     * @param rule where requests go when there is no route set
     * @param found the way to {@link #nextHop}, if there is one
     * @return that way, or the one the peer's messages come
     */
    public Optional<Flow> way(PeerRouting rule, Optional<Flow> found) {
        return routeSet.isEmpty() ? path.choose(rule, remoteTarget, found) : found;
    }

    /**
     * Begins the next request within the dialog: section 12.2.1.1.
     *
     * @param method neither ACK nor CANCEL
     * @return a new builder without Via and Contact
     */
    public SipRequest.Builder request(SipMethod method) {
        return build(method, ++localSequence);
    }

    /**
     * Begins the ACK of a 2xx: section 13.2.2.4.
     *
     * @param inviteSequence the sequence number of its INVITE
     * @return a new builder without Via
     */
    public SipRequest.Builder ack(int inviteSequence) {
        return build(SipMethod.ACK, inviteSequence);
    }

    private SipRequest.Builder build(SipMethod method, int sequence) {
        Uri requestUri = remoteTarget;
        List<NameAddress> route = routeSet;
        if (isStrictlyRouted()) {
            requestUri = strictUri();
            route = new ArrayList<>(routeSet.subList(1, routeSet.size()));
            route.add(NameAddress.of(remoteTarget));
        }
        return SipRequest.builder(method, requestUri)
                .headers(Header.ROUTE, route)
                .header(Header.MAX_FORWARDS, MAX_FORWARDS)
                .header(Header.FROM, local)
                .header(Header.TO, remote)
                .header(Header.CALL_ID, id.callId())
                .header(Header.CSEQ, new CSeq(sequence, method));
    }

    /** A first hop without {@code lr} is a strict router of RFC 2543 (section 12.2.1.1). */
    private boolean isStrictlyRouted() {
        return !routeSet.isEmpty()
                && !routeSet.get(0).sipUri().map(SipUri::isLooseRouter).orElse(false);
    }

    private Uri strictUri() {
        Uri first = routeSet.get(0).uri();
        return first instanceof SipUri uri
                ? uri.toBuilder().withoutParameter("method").withoutHeaders().build()
                : first;
    }

    /**
     * Where the next request is sent (section 8.1.2): the first hop of the route set, else the remote target.
     *
     * @return a URI to locate
     */
    public Uri nextHop() {
        return routeSet.isEmpty() ? remoteTarget : routeSet.get(0).uri();
    }

    /**
     * This side's address with its tag.
     *
     * @return the From of requests
     */
    public NameAddress local() {
        return local;
    }

    /**
     * The peer's address with its tag.
     *
     * @return the To of requests
     */
    public NameAddress remote() {
        return remote;
    }
}
