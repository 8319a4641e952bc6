// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/**
 * Valid text by the rules of RFC 3261 section 25.1, one method a rule, with white space, folds, letter case and quoting
 * wherever the grammar leaves the choice.
 */
final class Grammar {
    private static final String ALPHA = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private static final String DIGIT = "0123456789";
    private static final String UNRESERVED = ALPHA + DIGIT + "-_.!~*'()";
    private static final String TOKEN = ALPHA + DIGIT + "-.!%*_+`'~";
    private static final String WORD = TOKEN + "()<>:\\\"/[]?{}";
    private static final List<String> METHODS = List.of("INVITE", "ACK", "BYE", "OPTIONS", "REGISTER", "SUBSCRIBE");

    private final Random random;

    private Grammar(Random random) {
        this.random = random;
    }

    /** A message, and what has to be read from it. */
    record Sample(
            String text, String callId, long cseq, String fromTag, int vias, int contacts, String xText, byte[] body) {
        byte[] bytes() {
            byte[] head = text.getBytes(StandardCharsets.UTF_8);
            byte[] bytes = Arrays.copyOf(head, head.length + body.length);
            System.arraycopy(body, 0, bytes, head.length, body.length);
            return bytes;
        }

        @Override
        public String toString() {
            return text.replace("\r\n", "\n") + "[" + body.length + " bytes]";
        }
    }

    /** Requests and responses. */
    static Arbitrary<Sample> messages() {
        return Arbitraries.randomValue(random -> new Grammar(random).message());
    }

    private Sample message() {
        boolean request = random.nextInt(3) > 0;
        String method = random.nextInt(5) > 0 ? one(METHODS) : token(9);
        long number = random.nextInt(Integer.MAX_VALUE);
        String callId = callId();
        String tag = token(8);
        String xText = text();
        int contacts = random.nextInt(3);
        int vias = 1 + random.nextInt(3);
        byte[] body = new byte[random.nextInt(40)];
        random.nextBytes(body);
        List<String> lines = new ArrayList<>();
        lines.addAll(listLines("Via", "v", vias, this::via));
        lines.add(line("From", "f", nameOrSpec(";" + sws() + any("tag") + equal() + tag)));
        lines.add(line("To", "t", nameOrSpec("")));
        lines.add(line("Call-ID", "i", callId));
        lines.add(line("CSeq", "CSeq", "0".repeat(random.nextInt(3)) + number + lws() + method));
        lines.add(line("Content-Length", "l", "" + body.length));
        lines.addAll(listLines("Contact", "m", contacts, () -> nameOrSpec("")));
        lines.add(line("X-Text", "x-TEXT", xText));
        extras(lines);
        Collections.shuffle(lines, random);
        String start = request
                ? method + " " + uri() + " SIP/2.0\r\n"
                : "SIP/2.0 " + (100 + random.nextInt(600)) + " " + text() + "\r\n";
        return new Sample(start + String.join("", lines) + "\r\n", callId, number, tag, vias, contacts, xText, body);
    }

    private void extras(List<String> lines) {
        lines.addAll(listLines("Route", "Route", random.nextInt(3), this::nameAddr));
        lines.addAll(listLines("Allow", "aLLOW", random.nextInt(4), () -> one(METHODS)));
        lines.addAll(listLines("Supported", "k", random.nextInt(3), () -> token(6)));
        lines.addAll(listLines("Accept", "Accept", random.nextInt(3), this::mediaType));
        lines.addAll(optional("Max-Forwards", "mAX-fORWARDS", () -> "" + random.nextInt(256)));
        lines.addAll(optional("Subject", "s", this::text));
        lines.addAll(optional("Content-Type", "c", this::mediaType));
        lines.addAll(optional("Expires", "Expires", () -> "" + random.nextInt(9_999)));
        lines.addAll(
                optional("Retry-After", "Retry-After", () -> random.nextInt(99) + lws() + comment(3) + parameters()));
        lines.addAll(optional("Content-Disposition", "Content-Disposition", () -> token(7) + parameters()));
        lines.addAll(optional("Reply-To", "Reply-To", () -> nameOrSpec("")));
    }

    private List<String> optional(String name, String other, Supplier<String> value) {
        return random.nextInt(3) == 0 ? List.of(line(name, other, value.get())) : List.of();
    }

    /** Values on one line, divided by {@code COMMA}, or on one each. */
    private List<String> listLines(String name, String other, int count, Supplier<String> value) {
        List<String> values = Stream.generate(value).limit(count).toList();
        if (random.nextBoolean()) {
            return values.stream().map(v -> line(name, other, v)).toList();
        }
        return values.isEmpty() ? List.of() : List.of(line(name, other, String.join(sws() + "," + sws(), values)));
    }

    private String line(String name, String other, String value) {
        return any(random.nextBoolean() ? name : other) + (random.nextInt(4) == 0 ? " \t" : "") + ":" + sws() + value
                + (random.nextInt(5) == 0 ? " " : "") + "\r\n";
    }

    private String via() {
        return "SIP" + slash() + "2.0" + slash() + one(List.of("UDP", "TCP", "tls", "WS", token(5))) + lws() + host()
                + (random.nextBoolean() ? sws() + ":" + sws() + random.nextInt(65_536) : "")
                + sws() + ";" + sws() + any("branch") + equal() + "z9hG4bK" + token(9) + parameters();
    }

    private String slash() {
        return sws() + "/" + sws();
    }

    private String nameOrSpec(String parameters) {
        String address = random.nextInt(4) == 0 ? addrSpec() : nameAddr();
        return address + sws() + parameters + parameters();
    }

    private String nameAddr() {
        String name = switch (random.nextInt(4)) {
            case 0 -> "";
            case 1 -> quotedString() + sws();
            case 2 -> token(5) + lws();
            default -> token(4) + lws() + token(4) + lws();
        };
        return name + "<" + uri() + ">";
    }

    /** Without what would have to stand in angle brackets. */
    private String addrSpec() {
        return "sip:" + chars(UNRESERVED, 8) + "@" + host();
    }

    private String uri() {
        return switch (random.nextInt(8)) {
            case 0 -> any("tel") + ":+" + chars(DIGIT + "-.()", 6) + random.nextInt(10) + uriParameters();
            case 1 -> "http" + "://" + host() + "/" + chars(UNRESERVED, 6) + escaped();
            default -> sipUri();
        };
    }

    private String sipUri() {
        String user = random.nextInt(4) == 0
                ? ""
                : chars(UNRESERVED + "&=+$,;?/", 6) + escaped()
                        + (random.nextInt(4) == 0 ? ":" + chars(UNRESERVED + "&=+$,", 4) : "") + "@";
        String headers =
                random.nextInt(5) > 0 ? "" : "?" + chars(ALPHA, 4) + "=" + escaped() + "&" + chars(UNRESERVED, 3) + "=";
        return any(random.nextBoolean() ? "sip" : "sips") + ":" + user + host()
                + (random.nextBoolean() ? ":" + random.nextInt(65_536) : "")
                + uriParameters() + headers;
    }

    private String uriParameters() {
        StringBuilder out = new StringBuilder();
        for (int i = random.nextInt(4); i > 0; i--) {
            out.append(";p").append(i).append(chars(UNRESERVED, 3)).append(escaped());
            out.append(random.nextBoolean() ? "=" + chars(UNRESERVED + "[]/:&+$", 5) + escaped() : "");
        }
        return out.toString();
    }

    private String parameters() {
        StringBuilder out = new StringBuilder();
        for (int i = random.nextInt(4); i > 0; i--) {
            out.append(sws()).append(';').append(sws()).append('p').append(i).append(token(3));
            switch (random.nextInt(4)) {
                case 0 -> out.append(equal()).append(quotedString());
                case 1 -> out.append(equal()).append(host());
                case 2 -> out.append(equal()).append(token(5));
                default -> out.append("");
            }
        }
        return out.toString();
    }

    private String mediaType() {
        return token(6) + slash() + token(6) + parameters();
    }

    private String host() {
        return switch (random.nextInt(4)) {
            case 0 -> random.nextInt(256) + "." + random.nextInt(256) + ".2." + random.nextInt(256);
            case 1 -> one(List.of("[::1]", "[2001:db8::9:1]", "[::ffff:192.0.2.1]", "[1:2:3:4:5:6:7:8]"));
            case 2 -> chars(ALPHA + DIGIT, 4) + "-" + chars(DIGIT, 2) + "." + chars(ALPHA, 4) + ".";
            default -> chars(ALPHA, 1) + chars(ALPHA + DIGIT, 6);
        };
    }

    private String callId() {
        return chars(WORD, 9) + (random.nextBoolean() ? "@" + chars(WORD, 6) : "");
    }

    private String quotedString() {
        StringBuilder out = new StringBuilder("\"");
        for (int i = random.nextInt(6); i > 0; i--) {
            switch (random.nextInt(5)) {
                case 0 -> out.append('\\').append(one(List.of("\"", "\\", "\u0007", "a", "\u007f", "\0")));
                case 1 -> out.append(lws());
                case 2 -> out.append(one(List.of("\u00fc", "\u5927", "\ud83d\ude00")));
                default -> out.append(chars("!#$%&'()*+,-./:;<=>?@[]^_`{|}~" + ALPHA, 4));
            }
        }
        return out.append('"').toString();
    }

    private String comment(int depth) {
        if (depth == 0 || random.nextBoolean()) {
            return "";
        }
        return "(" + chars(ALPHA, 3) + one(List.of("", "\\)", "\\(", " ")) + comment(depth - 1) + ")";
    }

    /** {@code TEXT-UTF8-TRIM}. */
    private String text() {
        return random.nextInt(5) == 0
                ? ""
                : chars("!\"#;<>,=" + ALPHA, 6) + one(List.of("", " ", "\u00e9", "  ")) + token(3);
    }

    private String escaped() {
        return random.nextBoolean() ? "" : one(List.of("%41", "%00", "%e5%a4%a7", "%2F", "%25"));
    }

    private String token(int most) {
        return chars(TOKEN, most);
    }

    private String equal() {
        return sws() + "=" + sws();
    }

    private String sws() {
        return random.nextInt(4) == 0 ? lws() : "";
    }

    private String lws() {
        return one(List.of(" ", " ", " ", "\t", "  ", "\r\n ", " \r\n\t "));
    }

    /** The text in some letter case. */
    private String any(String text) {
        return switch (random.nextInt(6)) {
            case 0 -> text.toUpperCase(Locale.ROOT);
            case 1 -> text.toLowerCase(Locale.ROOT);
            default -> text;
        };
    }

    /** One to so many characters. */
    private String chars(String alphabet, int most) {
        int length = 1 + random.nextInt(most);
        StringBuilder out = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            out.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return out.toString();
    }

    private <T> T one(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
