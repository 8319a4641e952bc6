// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What a Contact says besides its address: preference and expiry (RFC 3261 section 10.2), SIP Outbound (RFC 5626) and
 * GRUU (RFC 5627). Read from the Contact when asked for. Immutable and thread-safe.
 */
public final class ContactParameters {
    /** What RFC 3261 section 10.2 has a malformed expiry count as, in seconds. */
    private static final long MALFORMED_EXPIRES = 3_600;

    private final NameAddress contact;

    private ContactParameters(NameAddress contact) {
        this.contact = contact;
    }

    /**
     * Those of a Contact.
     *
     * @param contact the Contact
     * @return its parameters
     */
    public static ContactParameters of(NameAddress contact) {
        return new ContactParameters(contact);
    }

    /**
     * A Contact with what RFC 5626 section 4.2 has a user agent register: the identity of the instance and the number of
     * the flow.
     *
     * @param contact the Contact
     * @param instance a URN such as {@code urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6}
     * @param regId from 1 to 2^31 - 1
     * @return the new Contact
     * @throws IllegalArgumentException if the instance is no URI, or the number is out of range
     */
    public static NameAddress withInstance(NameAddress contact, String instance, int regId) {
        if (regId < 1) {
            throw new IllegalArgumentException("reg-id " + regId + " is not in 1..2147483647");
        }
        return contact.withParameter("+sip.instance", "<" + Uri.parse(instance) + ">")
                .withParameter("reg-id", Integer.toString(regId));
    }

    /**
     * How much the address is preferred to others.
     *
     * @return from 0.0 to 1.0; empty if there is no {@code q}, or it is not a qvalue
     */
    public OptionalDouble q() {
        return contact.parameters().q();
    }

    /**
     * After how many seconds the binding expires. RFC 3261 section 10.2: a number above 2^32 - 1 counts as that, and what
     * is no number as 3600.
     *
     * @return from 0 to 2^32 - 1; empty if there is no {@code expires}
     */
    public OptionalLong expires() {
        Optional<String> text = contact.parameter("expires");
        if (text.isEmpty()) {
            return OptionalLong.empty();
        }
        OptionalLong seconds = contact.parameters().number("expires");
        if (seconds.isPresent()) {
            return seconds;
        }
        return OptionalLong.of(Text.isAll(text.get(), CharClass.DIGIT) ? DeltaSeconds.MAX : MALFORMED_EXPIRES);
    }

    /**
     * The number of the flow within the instance: {@code reg-id}, RFC 5626 section 4.2.
     *
     * @return from 1 to 2^31 - 1; empty if there is none, or it is something else
     */
    public OptionalInt regId() {
        long value = contact.parameters().number("reg-id", Integer.MAX_VALUE);
        return value < 1 ? OptionalInt.empty() : OptionalInt.of((int) value);
    }

    /**
     * The identity of the user agent that outlives its restarts: {@code +sip.instance}, RFC 5626 section 4.1.
     *
     * @return a URN without the angle brackets, compared letter for letter; empty if there is none
     */
    public Optional<String> instance() {
        return contact.parameter("+sip.instance")
                .filter(text -> text.length() > 2 && text.charAt(0) == '<' && text.endsWith(">"))
                .map(text -> text.substring(1, text.length() - 1));
    }

    /**
     * Whether the sender wants requests over the flow this came by: {@code ob} in the URI, RFC 5626 section 4.3.
     *
     * @return whether it is there
     */
    public boolean isOutbound() {
        return uriParameter("ob");
    }

    /**
     * Whether the URI is a GRUU: {@code gr}, RFC 5627 section 6.
     *
     * @return whether it is there, with or without a value
     */
    public boolean isGruu() {
        return uriParameter("gr");
    }

    private boolean uriParameter(String name) {
        return contact.sipUri().filter(uri -> uri.parameters().contains(name)).isPresent();
    }

    /**
     * The GRUU by which the instance is known to all: {@code pub-gruu} of a registrar's answer, RFC 5627 section 4.2.
     *
     * @return the URI; empty if there is none
     * @throws MalformedHeaderException if it is no URI
     */
    public Optional<Uri> pubGruu() {
        return uri("pub-gruu");
    }

    /**
     * The GRUU that does not tell who it belongs to: {@code temp-gruu} of a registrar's answer, RFC 5627 section 4.2.
     *
     * @return the URI; empty if there is none
     * @throws MalformedHeaderException if it is no URI
     */
    public Optional<Uri> tempGruu() {
        return uri("temp-gruu");
    }

    private Optional<Uri> uri(String name) {
        Optional<String> text = contact.parameter(name);
        try {
            return text.map(Uri::parse);
        } catch (IllegalArgumentException e) {
            throw new MalformedHeaderException(
                    "Contact", name, contact.parameters().offset(name), name + " is no URI");
        }
    }

    /** The parameters alone, not those of the URI. */
    @Override
    public String toString() {
        return contact.parameters().toString();
    }
}
