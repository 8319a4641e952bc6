// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.ua.internal.dialog;

import dev.demitasse.sip.message.SipRequest;
import dev.demitasse.sip.message.SipUri;
import dev.demitasse.sip.message.Uri;
import dev.demitasse.sip.message.Via;
import dev.demitasse.sip.transport.Flow;
import dev.demitasse.sip.ua.PeerRouting;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Optional;

/**
 * The way the latest messages of a dialog's peer came, and whether requests take it instead of the one to its Contact:
 * RFC 3581's observation about responses, applied to requests. It follows a NAT that binds anew with the peer's next message.
 * Not thread-safe.
 */
final class PeerPath {
    /** How far an address is known, the nearest first. */
    private enum Reach {
        NOWHERE,
        HOST,
        LINK,
        SITE,
        WORLD;

        static Reach of(InetAddress address) {
            if (address.isAnyLocalAddress()) {
                return NOWHERE;
            } else if (address.isLoopbackAddress()) {
                return HOST;
            } else if (address.isLinkLocalAddress()) {
                return LINK;
            }
            return address.isSiteLocalAddress() || isSharedOrUnique(address) ? SITE : WORLD;
        }

        /** RFC 6598 (100.64.0.0/10) and RFC 4193 (fc00::/7). */
        private static boolean isSharedOrUnique(InetAddress address) {
            byte[] bytes = address.getAddress();
            return address instanceof Inet4Address
                    ? bytes[0] == 100 && (bytes[1] & 0b1100_0000) == 0b0100_0000
                    : (bytes[0] & 0b1111_1110) == 0b1111_1100;
        }
    }

    private Optional<Flow> way = Optional.empty();
    private Optional<Via> claim = Optional.empty();

    /** A request of the peer has come, whose responses go that way. */
    void onRequest(SipRequest request, Flow responses) {
        way = Optional.of(responses);
        claim = Optional.of(request.topVia());
    }

    /** A response of the peer has come. */
    void onResponse(Flow from) {
        way = Optional.of(from);
    }

    /** The way to take to the peer: the one found for its Contact, or the one its messages take. */
    Optional<Flow> choose(PeerRouting rule, Uri contact, Optional<Flow> found) {
        if (way.isEmpty()
                || way.get().protocol().isReliable()
                || found.map(flow -> flow.protocol().isReliable()).orElse(false)
                || !(contact instanceof SipUri uri)
                || uri.isSecure()) {
            return found;
        }
        return switch (rule) {
            case CONTACT -> found;
            case NAT_AWARE -> isElsewhere(uri, found, way.get()) ? way : found;
            case SOURCE -> way;
        };
    }

    private boolean isElsewhere(SipUri contact, Optional<Flow> found, Flow way) {
        boolean ownClaim =
                claim.map(via -> via.host().equalsIgnoreCase(contact.host())).orElse(false);
        if (found.isEmpty()) {
            return ownClaim;
        }
        InetAddress there = found.get().remote().getAddress();
        InetAddress source = way.remote().getAddress();
        if (Reach.of(there).compareTo(Reach.of(source)) < 0) {
            return true;
        }
        return ownClaim
                && (there.equals(source)
                        ? isSamePort(claim.orElseThrow(), contact, way)
                        // A public Contact is meant: a cluster sends from its nodes, and is reached at the address they
                        // share.
                        : Reach.of(there) != Reach.WORLD);
    }

    /** A phone that listens on another port than it sends from says so in its Contact. */
    private static boolean isSamePort(Via via, SipUri contact, Flow way) {
        int standard = way.protocol().defaultPort();
        return via.port().orElse(standard) == contact.port().orElse(standard);
    }
}
