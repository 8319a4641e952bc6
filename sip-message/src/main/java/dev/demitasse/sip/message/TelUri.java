// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

import java.util.Arrays;
import java.util.Map;

/** A telephone number as a URI (RFC 3966), such as {@code tel:+49-30-123;ext=5}. Immutable and thread-safe. */
public final class TelUri implements Uri {
    private final byte[] bytes;
    private final int start;
    private final int numberStart;
    private final int numberEnd;
    private final int end;

    TelUri(byte[] bytes, int start, int numberStart, int numberEnd, int end) {
        this.bytes = bytes;
        this.start = start;
        this.numberStart = numberStart;
        this.numberEnd = numberEnd;
        this.end = end;
    }

    @Override
    public String scheme() {
        return "tel";
    }

    /**
     * The number as written, visual separators included.
     *
     * @return the number, with its plus sign if it is a global one
     */
    public String number() {
        return Text.of(bytes, numberStart, numberEnd);
    }

    /**
     * The number without visual separators, in lower case.
     *
     * @return digits, after a plus sign if it is a global number
     */
    public String digits() {
        return TelephoneSubscriber.withoutSeparators(number());
    }

    /**
     * Whether it is a global number.
     *
     * @return whether it begins with a plus sign
     */
    public boolean isGlobal() {
        return bytes[numberStart] == '+';
    }

    /**
     * The parameters, such as {@code ext} or {@code phone-context}.
     *
     * @return the parameters
     */
    public Parameters parameters() {
        return Parameters.ofUri(bytes, numberEnd, end);
    }

    /**
     * The same number at a SIP host: {@code sip:+4930123;ext=5@host;user=phone}. What does not count when tel URIs are
     * compared is taken away, since all of a user counts (RFC 3261 section 19.1.6): visual separators are left out, letters
     * are in lower case, parameters in order of their names, {@code isub}, {@code ext} and {@code phone-context} first
     * (RFC 3966 section 3). So equivalent tel URIs
     * become the same SIP URI. {@code toBuilder().secure(true)} makes it a sips one, {@link SipUri#toTelUri} is the way back,
     * but for a colon in a parameter's value: a user holds it only escaped, and escaped it is another value.
     *
     * @param host the domain that will route it
     * @return the SIP URI
     * @throws IllegalArgumentException if the host is not one
     */
    public SipUri toSipUri(String host) {
        return SipUri.builder(host)
                .userAsWritten(TelephoneSubscriber.user(this))
                .parameter("user", "phone")
                .build();
    }

    /**
     * RFC 3966 section 4: visual separators, letter case and the order of parameters do not count, but each parameter has
     * to be in both.
     */
    @Override
    public boolean equivalentTo(Uri other) {
        return other instanceof TelUri that
                && digits().equals(that.digits())
                && sameParameters(parameters().comparable(), that.parameters().comparable());
    }

    private static boolean sameParameters(Map<String, String> mine, Map<String, String> theirs) {
        return mine.keySet().equals(theirs.keySet())
                && mine.entrySet().stream().allMatch(parameter -> {
                    String name = parameter.getKey();
                    return TelephoneSubscriber.dialled(name, parameter.getValue())
                            .equalsIgnoreCase(TelephoneSubscriber.dialled(name, theirs.get(name)));
                });
    }

    int length() {
        return end - start;
    }

    void writeTo(ByteWriter out) {
        out.raw(bytes, start, end);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TelUri that && Arrays.equals(bytes, start, end, that.bytes, that.start, that.end);
    }

    @Override
    public int hashCode() {
        return Text.hash(bytes, start, end);
    }

    @Override
    public String toString() {
        return Text.of(bytes, start, end);
    }
}
