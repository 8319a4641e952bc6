// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What the table of torture messages says of one of them, by name, and how a message is asked for it. */
final class TortureFacts {
    private static final String ABSENT = "null";

    private static final Pattern FACT =
            Pattern.compile("\"(\\w+)\": (?:\"((?:[^\"\\\\]|\\\\.)*)\"|(-?[\\d.]+|null|true|false))");
    private static final Pattern ESCAPE = Pattern.compile("\\\\(?:u([0-9a-f]{4})|(.))");

    private static final Map<String, Function<SipMessage, Object>> OF_A_MESSAGE = Map.ofEntries(
            Map.entry("accept", m -> text(m, "Accept")),
            Map.entry("accept_count", m -> m.all(Header.ACCEPT).size()),
            Map.entry("authorization", m -> text(m, "Authorization")),
            Map.entry("body_avail", m -> m.body().length()),
            Map.entry("body_len", m -> m.body().length()),
            Map.entry("call_id", SipMessage::callId),
            Map.entry("call_id_len", m -> m.callId().length()),
            Map.entry("contact_count", m -> m.contacts().size()),
            Map.entry("contact_q", m -> m.contacts().get(0).parameter("q")),
            Map.entry("contact_raw", m -> m.contacts().get(0)),
            Map.entry("content_type", m -> m.contentType()),
            Map.entry("cseq", m -> m.cseq().number()),
            Map.entry("date", m -> text(m, "Date")),
            Map.entry("from_display", m -> m.from().displayName()),
            Map.entry("from_tag", m -> m.from().tag()),
            Map.entry("from_uri", m -> m.from().uri()),
            Map.entry("max_forwards", m -> m.maxForwards().orElseThrow()),
            Map.entry("method", m -> ((SipRequest) m).method().name()),
            Map.entry("mime_parts", m -> m.bodyParts().size()),
            Map.entry("reason", m -> ((SipResponse) m).reason()),
            Map.entry("reason_utf8_prefix", m -> ((SipResponse) m).reason().substring(0, 16)),
            Map.entry("received", m -> m.topVia().parameters().value("received")),
            Map.entry("require", m -> String.join(", ", m.all(Header.REQUIRE))),
            Map.entry("route_count", m -> m.all(Header.ROUTE).size()),
            Map.entry("ruri", m -> ((SipRequest) m).uri()),
            Map.entry("ruri_host", m -> requestUri(m).host()),
            Map.entry("ruri_port", m -> requestUri(m).port().stream().boxed().findFirst()),
            Map.entry("ruri_user_decoded", m -> requestUri(m).user()),
            Map.entry("sdp_c_count", m -> connections(m).size()),
            Map.entry("sdp_c", m -> connections(m).stream().findFirst()),
            Map.entry("status", m -> ((SipResponse) m).status().code()),
            Map.entry("subject", m -> m.first(Header.SUBJECT)),
            Map.entry("to_tag", m -> m.to().tag()),
            Map.entry("to_uri", m -> m.to().uri()),
            Map.entry("to_user_raw", m -> m.to().uri().toString().replaceAll("sip:|@.*", "")),
            Map.entry("top_branch", m -> m.topVia().branch()),
            Map.entry("via_count", m -> m.vias().size()),
            Map.entry("via_host", m -> m.topVia().sentBy()),
            Map.entry(
                    "via_transports", m -> m.vias().stream().map(Via::transport).collect(Collectors.joining(","))));

    private static final Map<String, Function<PartialMessage, Optional<?>>> OF_A_REJECTED_ONE = Map.of(
            "call_id", PartialMessage::callId,
            "cseq", m -> m.cseq().map(CSeq::number),
            "cseq_method", m -> m.cseq().map(CSeq::method),
            "from_tag", m -> m.from().flatMap(NameAddress::tag),
            "method", m -> m.method().map(SipMethod::name),
            "to_tag", m -> m.to().flatMap(NameAddress::tag));

    /** Of the file rather than of what is read from it, or of what a rejected message is rejected for. */
    private static final Set<String> NOT_ASKED = Set.of("msg_len", "trailing", "missing");

    private final Map<String, String> facts = new LinkedHashMap<>();

    TortureFacts(String json) {
        Matcher matcher = FACT.matcher(json);
        while (matcher.find()) {
            facts.put(matcher.group(1), matcher.group(2) == null ? matcher.group(3) : unescaped(matcher.group(2)));
        }
    }

    private static String unescaped(String text) {
        return ESCAPE.matcher(text)
                .replaceAll(escape -> Matcher.quoteReplacement(
                        escape.group(1) == null
                                ? escape.group(2)
                                : Character.toString(Integer.parseInt(escape.group(1), 16))));
    }

    private static String text(SipMessage message, String name) {
        return message.headers().first(name).orElse(ABSENT);
    }

    private static SipUri requestUri(SipMessage message) {
        return (SipUri) ((SipRequest) message).uri();
    }

    private static List<String> connections(SipMessage message) {
        return message.body()
                .utf8()
                .lines()
                .filter(line -> line.startsWith("c="))
                .map(line -> line.substring(2))
                .toList();
    }

    int size() {
        return facts.size();
    }

    /** The facts that are not so. */
    List<String> wrong(SipMessage message) {
        List<String> wrong = new ArrayList<>();
        facts.forEach((name, expected) -> {
            Function<SipMessage, Object> read = OF_A_MESSAGE.get(name);
            if (read != null) {
                compare(name, expected, valueOrFault(read, message), wrong);
            } else if (!NOT_ASKED.contains(name)) {
                wrong.add(name + " is not asked for");
            }
        });
        return wrong;
    }

    private static Object valueOrFault(Function<SipMessage, Object> read, SipMessage message) {
        try {
            return read.apply(message);
        } catch (MalformedHeaderException e) {
            return "a malformed " + e.header();
        }
    }

    /** The facts that are legible and not so: a value that was the reason to reject is not legible. */
    List<String> wrong(PartialMessage partial) {
        List<String> wrong = new ArrayList<>();
        OF_A_REJECTED_ONE.forEach((name, read) -> {
            Optional<?> found = read.apply(partial);
            if (facts.containsKey(name) && (found.isPresent() || name.equals("method"))) {
                compare(name, facts.get(name), found, wrong);
            }
        });
        return wrong;
    }

    private static void compare(String name, String expected, Object read, List<String> wrong) {
        Object found = read instanceof Optional<?> optional
                ? optional.map(Object.class::cast).orElse(ABSENT)
                : read;
        if (!expected.equals(found.toString())) {
            wrong.add(name + " is " + found + ", table: " + expected);
        }
    }
}
