// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.benchmarks;

import dev.demitasse.sip.message.Header;
import dev.demitasse.sip.message.NameAddress;
import dev.demitasse.sip.message.SipMethod;
import dev.demitasse.sip.message.SipRequest;
import dev.demitasse.sip.message.SipUri;
import dev.demitasse.sip.message.Via;
import java.util.List;

/** What an INVITE says, as text and numbers: where an application begins that writes one. */
record InviteParts(
        Target uri,
        List<Hop> hops,
        List<Target> recordRoutes,
        int maxForwards,
        Party from,
        String fromTag,
        Party to,
        String callId,
        int cseq,
        Party contact,
        Party identity,
        String room,
        String session,
        List<String> allow,
        List<String> supported,
        String userAgent,
        byte[] body) {
    /** A SIP URI. Empty texts and a port of -1 stand for nothing. */
    record Target(String user, String host, int port, String userParameter, String transport, boolean looseRouter) {
        private static Target of(SipUri uri) {
            return new Target(
                    uri.user().orElse(""),
                    uri.host(),
                    uri.port().orElse(-1),
                    uri.parameters().value("user").orElse(""),
                    uri.parameters().value("transport").orElse(""),
                    uri.isLooseRouter());
        }
    }

    /** A URI with a display name, which may be empty. */
    record Party(String displayName, Target uri) {
        private static Party of(NameAddress address) {
            return new Party(
                    address.displayName().orElse(""), Target.of(address.sipUri().orElseThrow()));
        }
    }

    /** A Via. An empty text and a port of -1 stand for nothing. */
    record Hop(String transport, String host, int port, String branch, int rport, String received) {
        private static Hop of(Via via) {
            return new Hop(
                    via.transport(),
                    via.host(),
                    via.port().orElse(-1),
                    via.branch().orElseThrow(),
                    via.rport().orElse(-1),
                    via.received().orElse(""));
        }
    }

    static InviteParts of(SipRequest request) {
        return new InviteParts(
                Target.of((SipUri) request.uri()),
                request.vias().stream().map(Hop::of).toList(),
                request.all(Header.RECORD_ROUTE).stream()
                        .map(route -> Target.of(route.sipUri().orElseThrow()))
                        .toList(),
                request.maxForwards().orElseThrow(),
                Party.of(request.from()),
                request.from().tag().orElseThrow(),
                Party.of(request.to()),
                request.callId(),
                request.cseq().number(),
                Party.of(request.contacts().get(0)),
                Party.of(request.require(Header.P_ASSERTED_IDENTITY)),
                request.headers().first("X-Room-ID").orElseThrow(),
                request.headers().first("X-Session-ID").orElseThrow(),
                request.all(Header.ALLOW).stream().map(SipMethod::name).toList(),
                request.all(Header.SUPPORTED),
                request.require(Header.USER_AGENT),
                request.body().toArray());
    }
}
