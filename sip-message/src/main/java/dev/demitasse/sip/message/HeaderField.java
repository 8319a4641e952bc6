// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

import java.util.Objects;

/**
 * One header line as text. Immutable.
 *
 * @param name the name as written
 * @param value the value, each fold as one space, without white space around it
 */
public record HeaderField(String name, String value) {
    /**
     * Both are required.
     *
     * @param name the name as written
     * @param value the value, each fold as one space, without white space around it
     */
    public HeaderField {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(value, "value");
    }

    /**
     * Whether this is a line of the header of that name: letter case and compact forms do not count.
     *
     * @param other a header name
     * @return whether both name the same header
     */
    public boolean isNamed(String other) {
        int number = HeaderNames.find(other);
        return number == HeaderNames.UNKNOWN ? name.equalsIgnoreCase(other) : number == HeaderNames.find(name);
    }

    /** The line with what is confidential left out, as in {@link SipMessage#summary}. */
    @Override
    public String toString() {
        return Redaction.line(this);
    }
}
