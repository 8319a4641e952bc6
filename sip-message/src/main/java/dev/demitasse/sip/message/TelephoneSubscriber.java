// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code telephone-subscriber} (RFC 3966 section 3) as the user of a SIP URI and back: RFC 3261 section 19.1.6. Stateless. */
final class TelephoneSubscriber {
    /** These stand first and in this order (RFC 3966 section 3). */
    private static final List<String> FIRST = List.of("isub", "ext", "phone-context");

    private static final Comparator<String> ORDER =
            Comparator.comparingInt(TelephoneSubscriber::rank).thenComparing(Comparator.naturalOrder());

    private TelephoneSubscriber() {}

    private static int rank(String name) {
        int first = FIRST.indexOf(name);
        return first < 0 ? FIRST.size() : first;
    }

    /**
     * The one form of all tel URIs that are equivalent. A user is compared letter by letter, so what does not count in a tel
     * URI is taken away: "SHOULD fold any case-insensitive portion of telephone-subscriber to lower case, and order the
     * telephone-subscriber parameters lexically by parameter name", but those of {@link #FIRST}. What RFC 3261 would have
     * first besides, {@code postd}, is of RFC 2806, and to RFC 3966 a parameter like any other.
     */
    static byte[] user(TelUri tel) {
        var user = new StringBuilder(tel.digits());
        tel.parameters().comparable().entrySet().stream()
                .sorted(Map.Entry.comparingByKey(ORDER))
                .forEach(parameter -> {
                    String value = dialled(parameter.getKey(), parameter.getValue());
                    user.append(';').append(folded(parameter.getKey()));
                    user.append(value.isEmpty() ? "" : "=").append(folded(value));
                });
        return user.toString().getBytes(StandardCharsets.US_ASCII);
    }

    /** A parameter that holds digits, as they are dialled; a context may be a domain name instead. */
    static String dialled(String name, String value) {
        boolean digits = name.equals("ext") || name.equals("phone-context") && value.startsWith("+");
        return digits ? withoutSeparators(value) : value;
    }

    /** A number without visual separators, in lower case. */
    static String withoutSeparators(String number) {
        var out = new StringBuilder(number.length());
        for (int i = 0; i < number.length(); i++) {
            if ("-.()".indexOf(number.charAt(i)) < 0) {
                out.append((char) CharClass.lower((byte) number.charAt(i)));
            }
        }
        return out.toString();
    }

    /** ASCII in lower case, but the digits of escapes in upper case. */
    private static String folded(String text) {
        var out = new StringBuilder(text.length());
        int escapeEnd = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            escapeEnd = c == '%' ? i + 3 : escapeEnd;
            out.append(i < escapeEnd ? Character.toUpperCase(c) : (char) CharClass.lower((byte) c));
        }
        return out.toString();
    }

    /** The tel URI of a user as written; empty if it is not a telephone-subscriber. */
    static Optional<TelUri> ofUser(byte[] user) {
        int numberEnd = Scan.indexOf(';', user, 0, user.length);
        byte[] number = Text.unescapedBytes(user, 0, numberEnd);
        if (Scan.indexOf(';', number, 0, number.length) < number.length) {
            return Optional.empty();
        }
        byte[] uri = new ByteWriter(user.length + 4)
                .text("tel:")
                .raw(number, 0, number.length)
                .raw(user, numberEnd, user.length)
                .toArray();
        try {
            return Optional.of((TelUri) UriParser.parse(ByteCursor.overReceived(uri, 0, uri.length), uri.length));
        } catch (SipParseException e) {
            return Optional.empty();
        }
    }
}
