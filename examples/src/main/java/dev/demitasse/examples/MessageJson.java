// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.examples;

import dev.demitasse.sip.message.CSeq;
import dev.demitasse.sip.message.Header;
import dev.demitasse.sip.message.HeaderField;
import dev.demitasse.sip.message.MalformedHeaderException;
import dev.demitasse.sip.message.NameAddress;
import dev.demitasse.sip.message.PartialMessage;
import dev.demitasse.sip.message.SipMessage;
import dev.demitasse.sip.message.SipMethod;
import dev.demitasse.sip.message.SipParseException;
import dev.demitasse.sip.message.SipRequest;
import dev.demitasse.sip.message.SipResponse;
import dev.demitasse.sip.message.Via;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** A parsed message as one JSON object on one line. What is not there, or malformed, is null. Not thread-safe. */
final class MessageJson {
    private final StringBuilder out = new StringBuilder();

    private MessageJson() {}

    static String of(ParsedFile file) {
        var json = new MessageJson();
        json.out.append('{');
        MessagePlace place = file.place();
        json.text("file", place.file());
        if (place.isInStream()) {
            json.value("number", place.number());
            json.value("start", place.start());
        }
        json.text("verdict", file.isAccepted() ? "accept" : "reject");
        file.message()
                .ifPresentOrElse(
                        json::message, () -> json.rejected(file.rejection().orElseThrow()));
        json.texts(
                "malformed",
                file.malformed().stream().map(MalformedHeaderException::header).toList());
        json.texts(
                "malformedErrors",
                file.malformed().stream().map(Throwable::getMessage).toList());
        json.texts(
                "quirks",
                file.tolerances().stream().map(it -> it.quirk().name()).toList());
        json.texts(
                "quirkErrors", file.tolerances().stream().map(Tolerance::text).toList());
        return json.out.append('}').toString();
    }

    private void message(SipMessage message) {
        Optional<SipRequest> request = message instanceof SipRequest it ? Optional.of(it) : Optional.empty();
        Optional<SipResponse> response = message instanceof SipResponse it ? Optional.of(it) : Optional.empty();
        value("status", null);
        text("rule", null);
        value("offset", null);
        text("error", null);
        text("method", request.map(it -> it.method().name()).orElse(null));
        text("requestUri", request.map(it -> it.uri().toString()).orElse(null));
        value("statusCode", response.map(it -> it.status().code()).orElse(null));
        text("reason", response.map(SipResponse::reason).orElse(null));
        text("callId", message.callId());
        identity(Optional.of(message.cseq()), Optional.of(message.from()), Optional.of(message.to()));
        value(
                "viaCount",
                read(message, SipMessage::vias).map(vias -> vias.size()).orElse(null));
        text("topBranch", read(message, it -> it.topVia()).flatMap(Via::branch).orElse(null));
        value(
                "maxForwards",
                read(message, it -> it.first(Header.MAX_FORWARDS))
                        .flatMap(Function.identity())
                        .orElse(null));
        value(
                "contactCount",
                read(message, SipMessage::contacts)
                        .map(contacts -> contacts.size())
                        .orElse(null));
        value("bodyLength", message.body().length());
        headers(message);
    }

    private static <T> Optional<T> read(SipMessage message, Function<SipMessage, T> reader) {
        try {
            return Optional.of(reader.apply(message));
        } catch (MalformedHeaderException malformed) {
            return Optional.empty();
        }
    }

    private void rejected(SipParseException rejection) {
        Optional<PartialMessage> partial = rejection.partial();
        value("status", rejection.suggestedStatus().code());
        text("rule", rejection.rule());
        value("offset", rejection.offset());
        text("error", rejection.getMessage());
        text(
                "method",
                partial.flatMap(PartialMessage::method).map(SipMethod::name).orElse(null));
        text("requestUri", null);
        value("statusCode", null);
        text("reason", null);
        text("callId", partial.flatMap(PartialMessage::callId).orElse(null));
        identity(
                partial.flatMap(PartialMessage::cseq),
                partial.flatMap(PartialMessage::from),
                partial.flatMap(PartialMessage::to));
        value("viaCount", null);
        text(
                "topBranch",
                partial.flatMap(PartialMessage::topVia).flatMap(Via::branch).orElse(null));
        value("maxForwards", null);
        value("contactCount", null);
        value("bodyLength", null);
        value("headers", null);
    }

    private void identity(Optional<CSeq> cseq, Optional<NameAddress> from, Optional<NameAddress> to) {
        value("cseq", cseq.map(CSeq::number).orElse(null));
        text("cseqMethod", cseq.map(it -> it.method().name()).orElse(null));
        text("fromTag", from.flatMap(NameAddress::tag).orElse(null));
        text("toTag", to.flatMap(NameAddress::tag).orElse(null));
    }

    private void headers(SipMessage message) {
        name("headers").append('[');
        String separator = "";
        for (HeaderField field : message.headers()) {
            out.append(separator).append("{\"name\":");
            string(field.name());
            out.append(",\"value\":");
            string(field.value());
            out.append('}');
            separator = ",";
        }
        out.append(']');
    }

    private void texts(String name, List<String> texts) {
        name(name).append('[');
        String separator = "";
        for (String text : texts) {
            out.append(separator);
            string(text);
            separator = ",";
        }
        out.append(']');
    }

    private StringBuilder name(String name) {
        if (out.length() > 1) {
            out.append(',');
        }
        string(name);
        return out.append(':');
    }

    private void value(String name, Number number) {
        name(name).append(number);
    }

    private void text(String name, String text) {
        name(name);
        if (text == null) {
            out.append((String) null);
        } else {
            string(text);
        }
    }

    /** RFC 8259 section 7, and only ASCII, so that no terminal or pipe is led astray. */
    private void string(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ' || c > '~') {
                out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }
}
