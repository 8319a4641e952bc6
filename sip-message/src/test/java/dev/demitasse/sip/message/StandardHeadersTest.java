// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("the list of standard headers")
class StandardHeadersTest {
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
