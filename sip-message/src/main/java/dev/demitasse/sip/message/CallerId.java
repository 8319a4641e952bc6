// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

import java.util.Optional;

/**
 * Who calls: a {@link NameAddress} whose {@link #toString} is masked, so that it may be logged. Of the user at most four
 * stars and the last four characters are shown ({@code ****5910@example.com}, {@code *lice@example.com}); four
 * characters or fewer are all stars; without a user it is {@code ****}. The display name is left out. Immutable.
 */
public final class CallerId {
    private final NameAddress address;

    private CallerId(NameAddress address) {
        this.address = address;
    }

    /**
     * The caller an address names.
     *
     * @param address of a From or P-Asserted-Identity, for example
     * @return the caller
     */
    public static CallerId of(NameAddress address) {
        return new CallerId(address);
    }

    /**
     * A name or user with at most four stars before its last four characters, and a question mark for each control or
     * format character.
     *
     * @param name the name or user
     * @return the masked text; {@code ****} if there was none
     */
    public static String mask(String name) {
        String text = Redaction.printable(name);
        int length = text.codePointCount(0, text.length());
        if (length == 0) {
            return "****";
        }
        int shown = length <= 4 ? 0 : 4;
        String stars = "*".repeat(Math.min(4, length - shown));
        return stars + text.substring(text.offsetByCodePoints(text.length(), -shown));
    }

    /**
     * The whole address, not masked.
     *
     * @return the address
     */
    public NameAddress address() {
        return address;
    }

    /**
     * The URI, not masked.
     *
     * @return the URI
     */
    public Uri uri() {
        return address.uri();
    }

    /**
     * The display name, not masked.
     *
     * @return the name; empty if there is none
     */
    public Optional<String> displayName() {
        return address.displayName();
    }

    /**
     * The user of a sip URI or the number of a tel URI, not masked.
     *
     * @return the user; empty if there is none
     */
    public Optional<String> user() {
        if (uri() instanceof TelUri tel) {
            return Optional.of(tel.number());
        }
        return address.sipUri().flatMap(SipUri::user);
    }

    /**
     * The host of a sip URI.
     *
     * @return the host; empty if the URI is not a sip one
     */
    public Optional<String> host() {
        return address.sipUri().map(SipUri::host);
    }

    /**
     * The tag of the address.
     *
     * @return the tag; empty if there is none
     */
    public Optional<String> tag() {
        return address.tag();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CallerId that && address.equals(that.address);
    }

    @Override
    public int hashCode() {
        return address.hashCode();
    }

    /** The masked form. */
    @Override
    public String toString() {
        Optional<String> user = user();
        if (user.isEmpty()) {
            return "****";
        }
        return mask(user.get()) + host().map(host -> "@" + host).orElse("");
    }
}
