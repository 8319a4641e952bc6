// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The headers component of a SIP URI under the comparison of RFC 3261 section 19.1.4. Stateless. */
final class UriHeaders {
    private UriHeaders() {}

    /** Whether both hold the same headers, in whatever order; names without regard to letter case. */
    static boolean match(String mine, String theirs) {
        if (mine.equals(theirs)) {
            return true;
        }
        return canonical(mine).equals(canonical(theirs));
    }

    private static List<String> canonical(String headers) {
        List<String> out = new ArrayList<>();
        int from = 0;
        while (from < headers.length()) {
            int ampersand = headers.indexOf('&', from);
            int to = ampersand < 0 ? headers.length() : ampersand;
            int equals = Math.min(Math.max(headers.indexOf('=', from), from), to);
            out.add(decoded(headers.substring(from, equals)).toLowerCase(Locale.ROOT)
                    + decoded(headers.substring(equals, to)));
            from = to + 1;
        }
        out.sort(null);
        return out;
    }

    private static String decoded(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return Text.comparable(bytes, 0, bytes.length);
    }
}
