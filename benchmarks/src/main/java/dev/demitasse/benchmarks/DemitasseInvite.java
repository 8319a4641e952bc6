// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.benchmarks;

import dev.demitasse.sip.message.CSeq;
import dev.demitasse.sip.message.Header;
import dev.demitasse.sip.message.MediaType;
import dev.demitasse.sip.message.NameAddress;
import dev.demitasse.sip.message.SipMethod;
import dev.demitasse.sip.message.SipRequest;
import dev.demitasse.sip.message.SipUri;
import dev.demitasse.sip.message.Uri;
import dev.demitasse.sip.message.Via;
import java.util.List;

/** The header values of an INVITE as this library holds them, and the INVITE that is put together from them. */
record DemitasseInvite(
        Uri uri,
        List<Via> vias,
        List<NameAddress> recordRoutes,
        int maxForwards,
        NameAddress from,
        NameAddress to,
        String callId,
        CSeq cseq,
        NameAddress contact,
        NameAddress identity,
        String room,
        String session,
        List<SipMethod> allow,
        List<String> supported,
        String userAgent,
        byte[] body) {
    static DemitasseInvite of(InviteParts parts) {
        return new DemitasseInvite(
                uri(parts.uri()),
                parts.hops().stream().map(DemitasseInvite::via).toList(),
                parts.recordRoutes().stream()
                        .map(route -> NameAddress.of(uri(route)))
                        .toList(),
                parts.maxForwards(),
                address(parts.from()).withTag(parts.fromTag()),
                address(parts.to()),
                parts.callId(),
                new CSeq(parts.cseq(), SipMethod.INVITE),
                address(parts.contact()),
                address(parts.identity()),
                parts.room(),
                parts.session(),
                parts.allow().stream().map(SipMethod::of).toList(),
                parts.supported(),
                parts.userAgent(),
                parts.body());
    }

    private static SipUri uri(InviteParts.Target target) {
        var uri = SipUri.builder(target.host());
        if (!target.user().isEmpty()) {
            uri.user(target.user());
        }
        if (target.port() >= 0) {
            uri.port(target.port());
        }
        if (!target.userParameter().isEmpty()) {
            uri.parameter("user", target.userParameter());
        }
        if (!target.transport().isEmpty()) {
            uri.parameter("transport", target.transport());
        }
        if (target.looseRouter()) {
            uri.parameter("lr", "");
        }
        return uri.build();
    }

    private static NameAddress address(InviteParts.Party party) {
        return NameAddress.of(party.displayName(), uri(party.uri()));
    }

    private static Via via(InviteParts.Hop hop) {
        Via via = Via.of(hop.transport(), hop.host(), hop.port(), hop.branch());
        if (hop.rport() >= 0) {
            via = via.withRport(hop.rport());
        }
        return hop.received().isEmpty() ? via : via.withReceived(hop.received());
    }

    SipRequest build() {
        return SipRequest.builder(SipMethod.INVITE, uri)
                .headers(Header.VIA, vias)
                .headers(Header.RECORD_ROUTE, recordRoutes)
                .header(Header.MAX_FORWARDS, maxForwards)
                .header(Header.FROM, from)
                .header(Header.TO, to)
                .header(Header.CALL_ID, callId)
                .header(Header.CSEQ, cseq)
                .header(Header.CONTACT, contact)
                .header(Header.P_ASSERTED_IDENTITY, identity)
                .header("X-Room-ID", room)
                .header("X-Session-ID", session)
                .headers(Header.ALLOW, allow)
                .headers(Header.SUPPORTED, supported)
                .header(Header.USER_AGENT, userAgent)
                .body(MediaType.SDP, body)
                .build();
    }
}
