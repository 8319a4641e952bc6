// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.ua;

import dev.demitasse.sip.message.HeaderField;
import dev.demitasse.sip.message.NameAddress;
import dev.demitasse.sip.message.Uri;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Whom to call, and how. Immutable. */
public final class Invitation {
    private final Uri target;
    private final MediaNegotiator negotiator;
    private final Optional<NameAddress> from;
    private final List<HeaderField> headers;
    private final List<NameAddress> route;
    private final Optional<Duration> ringLimit;
    private final boolean lateOffer;

    private Invitation(Builder builder) {
        target = builder.target;
        negotiator = builder.negotiator;
        from = builder.from;
        headers = List.copyOf(builder.headers);
        route = List.copyOf(builder.route);
        ringLimit = builder.ringLimit;
        lateOffer = builder.lateOffer;
    }

    /**
     * Begins an invitation.
     *
     * @param target whom to call
     * @param negotiator makes the offer and takes the answer
     * @return a new builder
     */
    public static Builder to(Uri target, MediaNegotiator negotiator) {
        return new Builder(target, negotiator);
    }

    /**
     * Whom to call.
     *
     * @return the Request-URI, and the URI of the To
     */
    public Uri target() {
        return target;
    }

    /**
     * Who negotiates the media.
     *
     * @return asked for the offer when the INVITE is sent
     */
    public MediaNegotiator negotiator() {
        return negotiator;
    }

    /**
     * Who calls.
     *
     * @return the From without its tag; empty for the user agent's own address
     */
    public Optional<NameAddress> from() {
        return from;
    }

    /**
     * Further headers of the INVITE.
     *
     * @return in order
     */
    public List<HeaderField> headers() {
        return headers;
    }

    /**
     * The proxies to pass (RFC 3261 section 8.1.2).
     *
     * @return the first one first; empty for the direct way
     */
    public List<NameAddress> route() {
        return route;
    }

    /**
     * How long the call may ring.
     *
     * @return the limit; empty for {@link UserAgentLimits#ringLimit()}
     */
    public Optional<Duration> ringLimit() {
        return ringLimit;
    }

    /**
     * Whether the peer makes the offer.
     *
     * @return whether the INVITE has no description: the offer then comes in the 2xx, the answer goes in the ACK
     */
    public boolean isLateOffer() {
        return lateOffer;
    }

    /** Builds an {@link Invitation}. Not thread-safe. */
    public static final class Builder {
        private final Uri target;
        private final MediaNegotiator negotiator;
        private final List<HeaderField> headers = new ArrayList<>();
        private Optional<NameAddress> from = Optional.empty();
        private List<NameAddress> route = List.of();
        private Optional<Duration> ringLimit = Optional.empty();
        private boolean lateOffer;

        private Builder(Uri target, MediaNegotiator negotiator) {
            this.target = Objects.requireNonNull(target, "target");
            this.negotiator = Objects.requireNonNull(negotiator, "negotiator");
        }

        /**
         * Says who calls.
         *
         * @param address the From; a tag in it is replaced
         * @return this builder
         */
        public Builder from(NameAddress address) {
            from = Optional.of(address.withoutParameter("tag"));
            return this;
        }

        /**
         * Adds a header line to the INVITE, such as {@code X-Room-ID}.
         *
         * @param name a token
         * @param value text on one line
         * @return this builder
         * @throws IllegalArgumentException if the header is one the user agent writes itself
         */
        public Builder header(String name, String value) {
            headers.add(OwnHeaders.requireFree(new HeaderField(name, value)));
            return this;
        }

        /**
         * Says which proxies to pass, an outbound proxy for example.
         *
         * @param hops Route values, the first hop first
         * @return this builder
         */
        public Builder route(List<NameAddress> hops) {
            route = List.copyOf(hops);
            return this;
        }

        /**
         * Limits how long the call may ring.
         *
         * @param limit positive
         * @return this builder
         * @throws IllegalArgumentException if it is not positive
         */
        public Builder ringLimit(Duration limit) {
            if (limit.isNegative() || limit.isZero()) {
                throw new IllegalArgumentException("ringLimit must be positive: " + limit);
            }
            ringLimit = Optional.of(limit);
            return this;
        }

        /**
         * Leaves the offer to the peer.
         *
         * @return this builder
         */
        public Builder lateOffer() {
            lateOffer = true;
            return this;
        }

        /**
         * The invitation.
         *
         * @return a new one
         */
        public Invitation build() {
            return new Invitation(this);
        }
    }
}
