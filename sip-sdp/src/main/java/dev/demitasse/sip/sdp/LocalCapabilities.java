// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.sdp;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What this side brings to a session: its addresses as the peer sees them, its streams, its taste. Immutable.
 *
 * <p>Addresses are the <em>advertised</em> ones, for {@code c=} and {@code o=}. What sockets are bound to is the media
 * layer's affair and differs from them behind a NAT.
 */
public final class LocalCapabilities {
    private final String username;
    private final String sessionName;
    private final List<String> addresses;
    private final List<LocalMedia> media;
    private final CodecPreference codecPreference;
    private final BundlePolicy bundlePolicy;

    private LocalCapabilities(Builder from) {
        username = from.username;
        sessionName = from.sessionName;
        addresses = List.copyOf(from.addresses);
        media = List.copyOf(from.media);
        codecPreference = from.codecPreference;
        bundlePolicy = from.bundlePolicy;
    }

    /**
     * Starts capabilities: username and session name {@code -}, own codec preference, no streams yet.
     *
     * @param advertisedAddress an IPv4 or IPv6 literal, not the unspecified address (which would mean hold)
     * @return a builder
     * @throws IllegalArgumentException when it is no such literal
     */
    public static Builder builder(String advertisedAddress) {
        return new Builder().advertisedAddress(advertisedAddress);
    }

    /**
     * A builder that holds everything this value holds.
     *
     * @return a new builder
     */
    public Builder toBuilder() {
        var copy = new Builder();
        copy.username = username;
        copy.sessionName = sessionName;
        copy.addresses.addAll(addresses);
        copy.media.addAll(media);
        copy.codecPreference = codecPreference;
        copy.bundlePolicy = bundlePolicy;
        return copy;
    }

    /**
     * The username of {@code o=}.
     *
     * @return {@code -} by default
     */
    public String username() {
        return username;
    }

    /**
     * The text of {@code s=}.
     *
     * @return {@code -} by default
     */
    public String sessionName() {
        return sessionName;
    }

    /**
     * The advertised addresses, at most one of each family; the first goes into offers and {@code o=}.
     *
     * @return one or two IP literals
     */
    public List<String> advertisedAddresses() {
        return addresses;
    }

    /**
     * The streams this side can have, in the order it offers them.
     *
     * @return the streams
     */
    public List<LocalMedia> media() {
        return media;
    }

    /**
     * Whose order answers follow.
     *
     * @return {@link CodecPreference#LOCAL} by default
     */
    public CodecPreference codecPreference() {
        return codecPreference;
    }

    /**
     * Which streams may share one transport.
     *
     * @return {@link BundlePolicy#SINGLE} by default
     */
    public BundlePolicy bundlePolicy() {
        return bundlePolicy;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LocalCapabilities that
                && username.equals(that.username)
                && sessionName.equals(that.sessionName)
                && addresses.equals(that.addresses)
                && media.equals(that.media)
                && codecPreference == that.codecPreference
                && bundlePolicy == that.bundlePolicy;
    }

    @Override
    public int hashCode() {
        return Objects.hash(username, sessionName, addresses, media);
    }

    /** For logs: addresses and streams. */
    @Override
    public String toString() {
        return addresses + " " + media + ' ' + codecPreference;
    }

    /** Collects the properties of {@link LocalCapabilities}. Not thread-safe. */
    public static final class Builder {
        private final List<String> addresses = new ArrayList<>();
        private final List<LocalMedia> media = new ArrayList<>();
        private String username = "-";
        private String sessionName = "-";
        private CodecPreference codecPreference = CodecPreference.LOCAL;
        private BundlePolicy bundlePolicy = BundlePolicy.SINGLE;

        private Builder() {}

        /**
         * Adds an address, or replaces the one of the same family. With both families, offers carry the first and
         * answers the one of the offer's family.
         *
         * @param address an IPv4 or IPv6 literal, not the unspecified address
         * @return this builder
         * @throws IllegalArgumentException when it is no such literal
         */
        public Builder advertisedAddress(String address) {
            var literal = IpLiteral.parse(address)
                    .orElseThrow(() -> new IllegalArgumentException("not an IP literal: " + address));
            if (literal.isAnyLocalAddress()) {
                throw new IllegalArgumentException("the unspecified address cannot be advertised: " + address);
            }
            for (int i = 0; i < addresses.size(); i++) {
                if (IpLiteral.addressType(addresses.get(i)).equals(IpLiteral.addressType(address))) {
                    addresses.set(i, address);
                    return this;
                }
            }
            addresses.add(address);
            return this;
        }

        /**
         * Replaces the username of {@code o=}.
         *
         * @param name no white space
         * @return this builder
         * @throws IllegalArgumentException when it is empty or holds white space
         */
        public Builder username(String name) {
            username = Text.require(name, Text.NON_WS, "username");
            return this;
        }

        /**
         * Replaces the text of {@code s=}.
         *
         * @param text not empty; no CR, LF or NUL
         * @return this builder
         * @throws IllegalArgumentException when the text does not fit
         */
        public Builder sessionName(String text) {
            sessionName = Text.require(text, Text.BYTE_STRING, "session name");
            return this;
        }

        /**
         * Adds a stream.
         *
         * @param stream what this side can do on it
         * @return this builder
         */
        public Builder media(LocalMedia stream) {
            media.add(Objects.requireNonNull(stream));
            return this;
        }

        /**
         * Replaces a stream, for instance when its port is known.
         *
         * @param index its index, from 0
         * @param stream what this side can do on it
         * @return this builder
         * @throws IndexOutOfBoundsException when there is no such stream
         */
        public Builder media(int index, LocalMedia stream) {
            media.set(index, Objects.requireNonNull(stream));
            return this;
        }

        /**
         * Replaces whose order answers follow.
         *
         * @param whose whose
         * @return this builder
         */
        public Builder codecPreference(CodecPreference whose) {
            codecPreference = Objects.requireNonNull(whose);
            return this;
        }

        /**
         * Replaces which streams may share one transport. Anything but {@link BundlePolicy#SINGLE} asks for a media layer
         * that tells streams on one port apart by their payload types; and by their MIDs, where {@link LocalMedia} has that
         * {@linkplain LocalMediaBuilder#headerExtension header extension}.
         *
         * @param policy which
         * @return this builder
         */
        public Builder bundlePolicy(BundlePolicy policy) {
            bundlePolicy = Objects.requireNonNull(policy);
            return this;
        }

        /**
         * The capabilities.
         *
         * @return a new value
         */
        public LocalCapabilities build() {
            return new LocalCapabilities(this);
        }
    }
}
