// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.transport;

import dev.demitasse.sip.message.Header;
import dev.demitasse.sip.message.SipRequest;
import dev.demitasse.sip.message.Via;
import java.net.InetSocketAddress;

/**
 * What the top Via says about the way back: RFC 3261 sections 18.2.1 and 18.2.2, RFC 3581 section 4. Stateless.
 *
 * <p>{@code maddr} is not followed: it would let any sender direct our answers to a third party, and it is meant for
 * multicast, which is not bound here.
 */
final class ViaRouting {
    private ViaRouting() {}

    /**
     * The request with its source stamped on the top Via. RFC 3261 18.2.1: "received" is added when sent-by is a name or
     * another address. RFC 3581 4: with {@code rport}, both are set in any case. What the sender itself has written there is
     * never believed.
     */
    static SipRequest stamp(SipRequest request, InetSocketAddress source) {
        Via via = request.topVia();
        boolean symmetric = via.hasRport();
        String address = HostPort.literal(source.getAddress());
        if (!symmetric
                && !via.parameters().contains("received")
                && HostPort.of(source, source.getPort()).host().equalsIgnoreCase(via.host())) {
            return request;
        }
        Via stamped = via.withReceived(address);
        if (symmetric) {
            stamped = stamped.withRport(source.getPort());
        }
        return request.toBuilder().replaceFirst(Header.VIA, stamped).build();
    }

    /**
     * Where the response goes over an unreliable transport. Since {@code received} is set whenever sent-by is not the
     * source's own address, the address is always the source's; the port is the source's with {@code rport}, else that of
     * sent-by.
     */
    static InetSocketAddress responseTarget(Via topVia, Flow requestFlow) {
        InetSocketAddress source = requestFlow.remote();
        if (requestFlow.protocol().isReliable() || topVia.hasRport()) {
            return source;
        }
        int port = topVia.port().orElse(0);
        return new InetSocketAddress(
                source.getAddress(), port == 0 ? requestFlow.protocol().defaultPort() : port);
    }
}
