// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.transport;

import dev.demitasse.event.loop.EventLoop;
import java.net.InetAddress;
import java.util.List;
import java.util.function.Consumer;

/** Asks the network, on its pool for blocking work. Confined to the loop. */
final class NetworkResolver implements NameResolver {
    private final EventLoop loop;

    NetworkResolver(EventLoop loop) {
        this.loop = loop;
    }

    @Override
    public void addresses(String host, Consumer<? super List<InetAddress>> result) {
        loop.offload(
                () -> loop.network().lookUp(host),
                (found, failure) -> result.accept(failure == null ? found : List.of()));
    }
}
