// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

import java.util.List;
import java.util.stream.Stream;

/** What may be logged of a message: users masked, display names, credentials and control characters left out. */
final class Redaction {
    private static final String HIDDEN = "****";

    /** Headers of which the authentication scheme may be shown, and nothing else. */
    private static final boolean[] CREDENTIALS =
            numbers("Authorization", "Proxy-Authorization", "WWW-Authenticate", "Proxy-Authenticate");

    /** Headers of which nothing may be shown. */
    private static final boolean[] SECRETS = numbers("Authentication-Info", "Proxy-Authentication-Info", "Identity");

    private static final List<String> AUTH_SCHEMES =
            List.of("Digest", "Basic", "Bearer", "NTLM", "Negotiate", "Kerberos", "TLS-DSK");

    private static final boolean[] ADDRESSES = numbers(
            "From",
            "To",
            "Contact",
            "Route",
            "Record-Route",
            "Path",
            "Service-Route",
            "Refer-To",
            "Referred-By",
            "Reply-To",
            "P-Asserted-Identity",
            "P-Preferred-Identity",
            "P-Associated-URI",
            "P-Called-Party-ID",
            "Remote-Party-ID",
            "Diversion",
            "History-Info");

    private static final List<String> WEB_SCHEMES = List.of("http://", "https://", "ws://", "wss://");
    private static final List<String> SCHEMES = Stream.concat(
                    Stream.of("sips:", "sip:", "tel:", "mailto:", "im:", "pres:", "xmpp:"), WEB_SCHEMES.stream())
            .toList();

    private Redaction() {}

    static String summary(SipMessage message) {
        var out = new StringBuilder(message.encodedLength());
        out.append(message.redactedStartLine()).append('\n');
        for (HeaderField field : message.headers()) {
            out.append(line(field)).append('\n');
        }
        if (!message.body().isEmpty()) {
            out.append('[').append(message.body()).append("]\n");
        }
        return out.toString();
    }

    static String line(HeaderField field) {
        return printable(field.name()) + ": " + value(field);
    }

    private static String value(HeaderField field) {
        int number = HeaderNames.find(field.name());
        if (SECRETS[number]) {
            return HIDDEN;
        }
        if (CREDENTIALS[number]) {
            return authScheme(field.value()) + HIDDEN;
        }
        String value = printable(field.value());
        return uris(ADDRESSES[number] ? withoutDisplayNames(value) : value);
    }

    /** By number of a header, whether it is one of the known ones named. */
    private static boolean[] numbers(String... names) {
        boolean[] numbers = new boolean[HeaderNames.COUNT];
        for (String name : names) {
            numbers[HeaderNames.find(name)] = true;
        }
        return numbers;
    }

    /** The scheme, if it is a known one: whatever else stands there may be a secret in the wrong place. */
    private static String authScheme(String value) {
        int end = 0;
        while (end < value.length() && value.charAt(end) > ' ') {
            end++;
        }
        String first = value.substring(0, end);
        return AUTH_SCHEMES.stream()
                .filter(first::equalsIgnoreCase)
                .map(scheme -> scheme + " ")
                .findFirst()
                .orElse("");
    }

    /** Each control or format character as a question mark, so that a log stays one line per line and reads as it is. */
    static String printable(String text) {
        var out = new StringBuilder(text.length());
        text.codePoints().forEach(c -> out.appendCodePoint(isPrintable(c) ? c : '?'));
        return out.toString();
    }

    private static boolean isPrintable(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }

    /** In each element of a list with an angle bracket, only what stands from the bracket on. */
    private static String withoutDisplayNames(String value) {
        var out = new StringBuilder(value.length());
        int elementAt = 0;
        boolean quoted = false;
        boolean bracketed = false;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (quoted && c == '\\' && i + 1 < value.length()) {
                out.append(c).append(value.charAt(++i));
                continue;
            }
            quoted ^= c == '"';
            if (!quoted && c == '<') {
                out.setLength(elementAt);
                out.append(elementAt > 0 ? " " : "");
                bracketed = true;
            }
            out.append(c);
            bracketed &= c != '>';
            if (!quoted && !bracketed && c == ',') {
                elementAt = out.length();
            }
        }
        if (quoted) {
            out.setLength(elementAt);
            out.append(elementAt > 0 ? " " : "").append(HIDDEN);
        }
        return out.toString();
    }

    /** The text with the user of each URI in it masked, and with it its password and headers gone. */
    static String uris(String text) {
        var out = new StringBuilder(text.length());
        int at = 0;
        while (at < text.length()) {
            String scheme = schemeAt(text, at);
            if (scheme.isEmpty()) {
                out.append(text.charAt(at++));
                continue;
            }
            int start = at + scheme.length();
            int end = endOfUri(text, start, at > 0 && text.charAt(at - 1) == '<');
            out.append(text, at, start).append(masked(text.substring(start, end), scheme));
            at = end;
        }
        return out.toString();
    }

    private static String schemeAt(String text, int at) {
        boolean begins = at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1));
        for (String scheme : SCHEMES) {
            if (begins && text.regionMatches(true, at, scheme, 0, scheme.length())) {
                return scheme;
            }
        }
        return "";
    }

    /**
     * A comma ends a URI only where another one follows: a user may have commas of its own. A blank or a quote does not end one
     * in brackets, where it is malformed.
     */
    private static int endOfUri(String text, int start, boolean bracketed) {
        String ends = bracketed ? "<>" : "<>\" ";
        int end = start;
        while (end < text.length()
                && ends.indexOf(text.charAt(end)) < 0
                && (text.charAt(end) != ',' || schemeAt(text, end + 1).isEmpty())) {
            end++;
        }
        return end;
    }

    private static String masked(String rest, String scheme) {
        boolean web = WEB_SCHEMES.contains(scheme);
        int userEnd = scheme.equals("tel:") ? indexOrEnd(rest, ';') : rest.indexOf('@');
        if (web && userEnd > Math.min(indexOrEnd(rest, '/'), indexOrEnd(rest, '?'))) {
            userEnd = -1;
        }
        int afterUser = Math.max(userEnd, 0);
        int headers = rest.indexOf('?', afterUser);
        String tail = headers < 0 ? rest.substring(afterUser) : rest.substring(afterUser, headers) + "?" + HIDDEN;
        if (userEnd < 0) {
            return tail;
        }
        return (web ? HIDDEN : CallerId.mask(rest.substring(0, Math.min(userEnd, indexOrEnd(rest, ':'))))) + tail;
    }

    private static int indexOrEnd(String text, char c) {
        int index = text.indexOf(c);
        return index < 0 ? text.length() : index;
    }
}
