// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.voice.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("an unusable address never becomes a new target")
class MediaTargetTest {
    @ParameterizedTest(name = "{0}:{1} from {2}: {3}")
    @CsvSource({
        "198.51.100.7, 4000, 192.0.2.1, true",
        "10.0.0.7, 4000, 192.0.2.1, true",
        "2001:db8::7, 4000, 2001:db8::1, true",
        "198.51.100.7, 0, 192.0.2.1, false",
        "0.0.0.0, 4000, 192.0.2.1, false",
        "::, 4000, 2001:db8::1, false",
        "0.1.2.3, 4000, 192.0.2.1, false",
        "224.0.0.1, 4000, 192.0.2.1, false",
        "ff02::1, 4000, 2001:db8::1, false",
        "169.254.1.1, 4000, 192.0.2.1, false",
        "fe80::1, 4000, 2001:db8::1, false",
        "240.0.0.1, 4000, 192.0.2.1, false",
        "255.255.255.255, 4000, 192.0.2.1, false",
        "127.0.0.1, 4000, 192.0.2.1, false",
        "127.0.0.1, 4000, 127.0.0.1, true",
    })
    void judged(String address, int port, String local, boolean expected) throws UnknownHostException {
        var target = new InetSocketAddress(InetAddress.getByName(address), port);
        assertEquals(expected, new MediaTarget(InetAddress.getByName(local)).accepts(target));
    }

    @Test
    @DisplayName("a host name is no target")
    void unresolved() throws UnknownHostException {
        var target = InetSocketAddress.createUnresolved("media.example.com", 4000);
        assertEquals(false, new MediaTarget(InetAddress.getByName("192.0.2.1")).accepts(target));
    }
}
