// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.ua;

import dev.demitasse.sip.message.Header;
import dev.demitasse.sip.message.MalformedHeaderException;
import dev.demitasse.sip.message.MediaType;
import dev.demitasse.sip.message.ParameterizedToken;
import dev.demitasse.sip.message.SipMessage;
import dev.demitasse.sip.message.SipStatus;
import dev.demitasse.sip.message.Warning;
import dev.demitasse.sip.sdp.SdpParseException;
import dev.demitasse.sip.sdp.SdpParser;
import dev.demitasse.sip.sdp.SessionDescription;
import java.util.Optional;

/** Reads the session description out of a message: RFC 3261 section 8.2.3. Multipart bodies are not read. Stateless. */
final class DescriptionBody {
    private static final SdpParser PARSER = SdpParser.create();
    private static final int MISCELLANEOUS = 399;

    private DescriptionBody() {}

    /** The description; empty if there is none, or one that may be ignored. */
    static Optional<SessionDescription> read(SipMessage message) throws BadBodyException {
        try {
            return message.body().isEmpty() ? Optional.empty() : readBody(message);
        } catch (MalformedHeaderException malformed) {
            throw new BadBodyException(Rejection.of(malformed.suggestedStatus()), "its headers are malformed");
        }
    }

    private static Optional<SessionDescription> readBody(SipMessage message) throws BadBodyException {
        boolean encoded =
                message.all(Header.CONTENT_ENCODING).stream().anyMatch(coding -> !coding.equalsIgnoreCase("identity"));
        boolean sdp = message.contentType()
                .filter(type -> type.isSameType(MediaType.SDP))
                .isPresent();
        if (encoded || !sdp) {
            if (isOptional(message)) {
                return Optional.empty();
            }
            throw new BadBodyException(
                    Rejection.of(SipStatus.UNSUPPORTED_MEDIA_TYPE), "body is not " + SessionDescription.MEDIA_TYPE);
        }
        return Optional.of(parse(message));
    }

    private static SessionDescription parse(SipMessage message) throws BadBodyException {
        try {
            return PARSER.parse(message.body().toArray());
        } catch (SdpParseException malformed) {
            var warning = new Warning(MISCELLANEOUS, "demitasse", malformed.safeMessage());
            throw new BadBodyException(
                    Rejection.of(SipStatus.of(malformed.suggestedStatus())).withWarning(warning),
                    malformed.safeMessage());
        }
    }

    /** 8.2.3: a body that cannot be understood is refused unless it "is optional (as indicated by Content-Disposition)". */
    private static boolean isOptional(SipMessage message) {
        return message.first(Header.CONTENT_DISPOSITION)
                .flatMap((ParameterizedToken disposition) -> disposition.parameter("handling"))
                .filter(handling -> handling.equalsIgnoreCase("optional"))
                .isPresent();
    }
}
