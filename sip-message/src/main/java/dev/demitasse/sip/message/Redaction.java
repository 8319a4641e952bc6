// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

import java.util.List;

/** What may be logged of a message: users masked, display names, credentials and control characters left out. */
final class Redaction {
    private static final List<String> CREDENTIALS = List.of(
            "Authorization",
            "Proxy-Authorization",
            "WWW-Authenticate",
            "Proxy-Authenticate",
            "Authentication-Info",
            "Proxy-Authentication-Info",
            "Identity");

    private static final List<String> ADDRESSES = List.of(
            "From",
            "To",
            "Contact",
            "Refer-To",
            "Referred-By",
            "Reply-To",
            "P-Asserted-Identity",
            "P-Preferred-Identity",
            "Remote-Party-ID",
            "Diversion",
            "History-Info");

    private static final List<String> SCHEMES = List.of("sips:", "sip:", "tel:");

    private Redaction() {}

    static String summary(SipMessage message) {
        var out = new StringBuilder(message.encodedLength());
        out.append(message.redactedStartLine()).append('\n');
        for (HeaderField field : message.headers()) {
            out.append(field.name()).append(": ").append(value(field)).append('\n');
        }
        if (!message.body().isEmpty()) {
            out.append('[').append(message.body()).append("]\n");
        }
        return out.toString();
    }

    private static String value(HeaderField field) {
        String value = printable(field.value());
        if (CREDENTIALS.stream().anyMatch(field::isNamed)) {
            int space = value.indexOf(' ');
            return (space < 0 ? "" : value.substring(0, space + 1)) + "****";
        }
        return uris(ADDRESSES.stream().anyMatch(field::isNamed) ? withoutDisplayNames(value) : value);
    }

    /** Each control character as a question mark, so that a log stays one line per line. */
    static String printable(String text) {
        var out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            out.append(Character.isISOControl(c) || c == '\u2028' || c == '\u2029' ? '?' : c);
        }
        return out.toString();
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
                bracketed = true;
            }
            out.append(c);
            bracketed &= c != '>';
            if (!quoted && !bracketed && c == ',') {
                out.append(' ');
                elementAt = out.length();
            }
        }
        return out.toString();
    }

    /** The text with the user of each sip, sips and tel URI in it masked, and with it its password and headers gone. */
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
            int end = start;
            while (end < text.length() && "<>\" ".indexOf(text.charAt(end)) < 0) {
                end++;
            }
            out.append(text, at, start).append(masked(text.substring(start, end), scheme.equals("tel:")));
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

    private static String masked(String rest, boolean tel) {
        int userEnd = rest.indexOf('@');
        int semicolon = rest.indexOf(';');
        if (tel) {
            userEnd = semicolon < 0 ? rest.length() : semicolon;
        }
        int afterUser = Math.max(userEnd, 0);
        int headers = rest.indexOf('?', afterUser);
        String tail = headers < 0 ? rest.substring(afterUser) : rest.substring(afterUser, headers) + "?****";
        if (userEnd < 0) {
            return tail;
        }
        int colon = rest.indexOf(':');
        return CallerId.mask(rest.substring(0, colon >= 0 && colon < userEnd ? colon : userEnd)) + tail;
    }
}
