// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.transport;

import dev.demitasse.event.loop.Network;
import dev.demitasse.sip.message.SipUri;
import dev.demitasse.sip.message.Uri;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.function.Consumer;

/**
 * Finds the hops of a URI: RFC 3263 section 4 without NAPTR and SRV, so the port is the URI's or the default one. UDP is the
 * only transport to be had. Confined to the loop.
 */
final class ServerLocator {
    private final Network network;
    private final NameResolver resolver;

    ServerLocator(Network network, NameResolver resolver) {
        this.network = network;
        this.resolver = resolver;
    }

    void locate(Uri uri, Consumer<? super Location> result) {
        if (!(uri instanceof SipUri target)) {
            result.accept(new Location.NotFound("no server is known for " + uri.scheme() + " URIs"));
            return;
        }
        String transport = target.transport().orElse("udp");
        if (target.isSecure() || !transport.equalsIgnoreCase("udp")) {
            result.accept(
                    new Location.NotFound("transport " + (target.isSecure() ? "TLS" : transport) + " is not there"));
            return;
        }
        // RFC 3263 4: "If the URI contains a maddr parameter, TARGET is its value, otherwise the host".
        String host = target.parameters()
                .value("maddr")
                .filter(text -> !text.isEmpty())
                .orElse(target.host());
        int port = target.port().orElse(TransportProtocol.UDP.defaultPort());
        if (port == 0) {
            result.accept(new Location.NotFound("port 0"));
        } else if (HostLiteral.isLiteral(host)) {
            result.accept(literal(host, port));
        } else {
            resolver.addresses(host, found -> result.accept(location(found, host, port)));
        }
    }

    private Location literal(String host, int port) {
        try {
            return location(network.lookUp(host), host, port);
        } catch (UnknownHostException e) {
            return new Location.NotFound("not an address: " + host);
        }
    }

    private static Location location(List<InetAddress> found, String host, int port) {
        if (found.isEmpty()) {
            return new Location.NotFound("no address is known for " + host);
        }
        return new Location.Found(found.stream()
                .map(address -> new Hop(TransportProtocol.UDP, new InetSocketAddress(address, port)))
                .toList());
    }
}
