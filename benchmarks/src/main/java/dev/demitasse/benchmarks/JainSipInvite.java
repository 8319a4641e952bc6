// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.benchmarks;

import gov.nist.javax.sip.address.AddressFactoryImpl;
import gov.nist.javax.sip.header.HeaderFactoryImpl;
import gov.nist.javax.sip.message.MessageFactoryImpl;
import gov.nist.javax.sip.message.SIPMessage;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import javax.sip.InvalidArgumentException;
import javax.sip.SipException;
import javax.sip.address.Address;
import javax.sip.address.SipURI;
import javax.sip.header.CSeqHeader;
import javax.sip.header.CallIdHeader;
import javax.sip.header.ContentTypeHeader;
import javax.sip.header.FromHeader;
import javax.sip.header.Header;
import javax.sip.header.MaxForwardsHeader;
import javax.sip.header.ToHeader;
import javax.sip.header.ViaHeader;
import javax.sip.message.Request;

/** The same by JAIN-SIP's factories: the headers of an INVITE, and the INVITE that is put together from them. */
record JainSipInvite(
        SipURI uri,
        List<ViaHeader> vias,
        MaxForwardsHeader maxForwards,
        FromHeader from,
        ToHeader to,
        CallIdHeader callId,
        CSeqHeader cseq,
        List<Header> others,
        ContentTypeHeader contentType,
        byte[] body) {
    private static final AddressFactoryImpl ADDRESSES = new AddressFactoryImpl();
    private static final HeaderFactoryImpl HEADERS = new HeaderFactoryImpl();
    private static final MessageFactoryImpl MESSAGES = new MessageFactoryImpl();

    static JainSipInvite of(InviteParts parts) throws ParseException, InvalidArgumentException {
        List<ViaHeader> vias = new ArrayList<>();
        for (InviteParts.Hop hop : parts.hops()) {
            vias.add(via(hop));
        }
        return new JainSipInvite(
                uri(parts.uri()),
                vias,
                HEADERS.createMaxForwardsHeader(parts.maxForwards()),
                HEADERS.createFromHeader(address(parts.from()), parts.fromTag()),
                HEADERS.createToHeader(address(parts.to()), null),
                HEADERS.createCallIdHeader(parts.callId()),
                HEADERS.createCSeqHeader((long) parts.cseq(), Request.INVITE),
                others(parts),
                HEADERS.createContentTypeHeader("application", "sdp"),
                parts.body());
    }

    private static List<Header> others(InviteParts parts) throws ParseException {
        List<Header> headers = new ArrayList<>();
        for (InviteParts.Target route : parts.recordRoutes()) {
            headers.add(HEADERS.createRecordRouteHeader(ADDRESSES.createAddress(uri(route))));
        }
        headers.add(HEADERS.createContactHeader(address(parts.contact())));
        headers.add(HEADERS.createPAssertedIdentityHeader(address(parts.identity())));
        headers.add(HEADERS.createHeader("X-Room-ID", parts.room()));
        headers.add(HEADERS.createHeader("X-Session-ID", parts.session()));
        for (String method : parts.allow()) {
            headers.add(HEADERS.createAllowHeader(method));
        }
        for (String option : parts.supported()) {
            headers.add(HEADERS.createSupportedHeader(option));
        }
        headers.add(HEADERS.createUserAgentHeader(List.of(parts.userAgent())));
        return headers;
    }

    private static SipURI uri(InviteParts.Target target) throws ParseException {
        SipURI uri = ADDRESSES.createSipURI(target.user().isEmpty() ? null : target.user(), target.host());
        if (target.port() >= 0) {
            uri.setPort(target.port());
        }
        if (!target.userParameter().isEmpty()) {
            uri.setUserParam(target.userParameter());
        }
        if (!target.transport().isEmpty()) {
            uri.setTransportParam(target.transport());
        }
        if (target.looseRouter()) {
            uri.setLrParam();
        }
        return uri;
    }

    private static Address address(InviteParts.Party party) throws ParseException {
        SipURI uri = uri(party.uri());
        return party.displayName().isEmpty()
                ? ADDRESSES.createAddress(uri)
                : ADDRESSES.createAddress(party.displayName(), uri);
    }

    private static ViaHeader via(InviteParts.Hop hop) throws ParseException, InvalidArgumentException {
        ViaHeader via = HEADERS.createViaHeader(hop.host(), hop.port(), hop.transport(), hop.branch());
        if (hop.rport() >= 0) {
            via.setParameter("rport", Integer.toString(hop.rport()));
        }
        if (!hop.received().isEmpty()) {
            via.setReceived(hop.received());
        }
        return via;
    }

    /** The headers are not copied: JAIN-SIP takes those it is given into the message. */
    byte[] write() throws ParseException, SipException {
        Request request = MESSAGES.createRequest(uri, Request.INVITE, callId, cseq, from, to, vias, maxForwards);
        for (Header header : others) {
            request.addLast(header);
        }
        request.setContent(body, contentType);
        return ((SIPMessage) request).encodeAsBytes("udp");
    }
}
