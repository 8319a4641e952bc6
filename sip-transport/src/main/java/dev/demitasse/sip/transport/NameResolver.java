// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.transport;

import java.net.InetAddress;
import java.util.List;
import java.util.function.Consumer;

/** Where server location asks for names. Called on the loop; must not block. */
public interface NameResolver {
    /**
     * Looks up the addresses of a host (A and AAAA records).
     *
     * @param host a host name, never a literal address
     * @param result called once, on the loop, now or later: the addresses in order of preference, none if there is none
     */
    void addresses(String host, Consumer<? super List<InetAddress>> result);
}
