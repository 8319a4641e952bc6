// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.ua;

import dev.demitasse.sip.message.HeaderField;
import java.util.List;

/** The headers the user agent writes itself: an application may not set them on an INVITE. */
final class OwnHeaders {
    private static final List<String> NAMES = List.of(
            "Via",
            "From",
            "To",
            "Call-ID",
            "CSeq",
            "Contact",
            "Max-Forwards",
            "Route",
            "Record-Route",
            "Content-Length",
            "Content-Type",
            "Allow",
            "Supported",
            "Require",
            "User-Agent");

    private OwnHeaders() {}

    static HeaderField requireFree(HeaderField field) {
        for (String name : NAMES) {
            if (field.isNamed(name)) {
                throw new IllegalArgumentException(name + " is written by the user agent");
            }
        }
        return field;
    }
}
