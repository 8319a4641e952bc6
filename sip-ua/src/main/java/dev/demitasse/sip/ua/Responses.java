// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.ua;

import dev.demitasse.sip.message.DeltaSeconds;
import dev.demitasse.sip.message.Header;
import dev.demitasse.sip.message.MediaType;
import dev.demitasse.sip.message.SipMethod;
import dev.demitasse.sip.message.SipRequest;
import dev.demitasse.sip.message.SipResponse;
import dev.demitasse.sip.message.SipStatus;
import dev.demitasse.sip.sdp.SessionDescription;
import java.util.List;
import java.util.Optional;

/** Builds responses: RFC 3261 section 8.2.6. Immutable. */
final class Responses {
    /** The methods understood. */
    static final List<SipMethod> ALLOW =
            List.of(SipMethod.INVITE, SipMethod.ACK, SipMethod.CANCEL, SipMethod.BYE, SipMethod.OPTIONS);

    private final String server;

    Responses(String server) {
        this.server = server;
    }

    /** A response with a tag in its To: the request's own, or the one given. */
    SipResponse.Builder to(SipRequest request, SipStatus status, String tag) {
        SipResponse.Builder builder = SipResponse.responseTo(request, status);
        if (request.to().tag().isEmpty()) {
            builder.header(Header.TO, request.to().withTag(tag));
        }
        if (!server.isEmpty()) {
            builder.header(Header.SERVER, server);
        }
        return builder;
    }

    SipResponse.Builder to(SipRequest request, Rejection rejection, String tag) {
        SipResponse.Builder builder = to(request, rejection.status(), tag);
        rejection.warning().ifPresent(warning -> builder.header(Header.WARNING, warning));
        rejection.retryAfter().ifPresent(time -> builder.header(Header.RETRY_AFTER, DeltaSeconds.of(time.toSeconds())));
        switch (rejection.status().code()) {
            case 405 -> allow(builder);
            case 415 -> builder.header(Header.ACCEPT, MediaType.SDP);
            default -> {}
        }
        return builder;
    }

    /** The 200 to an OPTIONS: 11.2. */
    SipResponse options(SipRequest request, String tag) {
        SipResponse.Builder builder = to(request, SipStatus.OK, tag).header(Header.ACCEPT, MediaType.SDP);
        allow(builder);
        return builder.build();
    }

    static void allow(SipResponse.Builder builder) {
        builder.header("Allow", allowText());
    }

    static String allowText() {
        return String.join(", ", ALLOW.stream().map(SipMethod::name).toList());
    }

    static void body(SipResponse.Builder builder, Optional<SessionDescription> description) {
        description.ifPresent(sdp -> builder.body(MediaType.SDP, sdp.toBytes()));
    }
}
