// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("the list of standard headers")
class StandardHeadersTest {
    @Test
    @DisplayName("has a key for every header of RFC 3261 section 20 and of the extensions this library speaks")
    void everyHeader() {
        List<String> names = List.of(("Accept Accept-Encoding Accept-Language Alert-Info Allow Authentication-Info"
                        + " Authorization Call-ID Call-Info Contact Content-Disposition Content-Encoding Content-Language"
                        + " Content-Length Content-Type CSeq Date Error-Info Expires From In-Reply-To Max-Forwards"
                        + " Min-Expires MIME-Version Organization Priority Proxy-Authenticate Proxy-Authorization"
                        + " Proxy-Require Record-Route Reply-To Require Retry-After Route Server Subject Supported"
                        + " Timestamp To Unsupported User-Agent Via Warning WWW-Authenticate")
                .split(" "));
        assertEquals(44, names.size(), "20.1 to 20.44");
        List<String> extensions = List.of(
                ("RSeq RAck Event Allow-Events Subscription-State Refer-To Referred-By Replaces Session-Expires Min-SE"
                                + " Path Service-Route P-Asserted-Identity P-Preferred-Identity Privacy Diversion"
                                + " History-Info Reason Flow-Timer Identity Proxy-Authentication-Info")
                        .split(" "));
        List<String> keys = Header.standard().stream().map(Header::name).toList();
        assertTrue(keys.containsAll(names), () -> "missing of " + names);
        assertTrue(keys.containsAll(extensions), () -> "missing of " + extensions);
    }

    @Test
    @DisplayName("holds every public key of Header once, in their order")
    void complete() throws IllegalAccessException {
        List<Object> keys = new ArrayList<>();
        for (var field : Header.class.getFields()) {
            if (Modifier.isStatic(field.getModifiers()) && field.getType() == Header.class) {
                keys.add(field.get(null));
            }
        }
        assertEquals(keys, List.<Object>copyOf(Header.standard()));
    }
}
