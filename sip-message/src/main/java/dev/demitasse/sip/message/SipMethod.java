// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * A request method (RFC 3261 section 7.1): one of the registered ones, or an extension's. Methods are compared letter
 * for letter ({@code invite} is not {@code INVITE}). Immutable and thread-safe.
 */
public final class SipMethod {
    /** Sets up or changes a session, RFC 3261 section 13. */
    public static final SipMethod INVITE = new SipMethod("INVITE");

    /** Acknowledges a final response to INVITE, RFC 3261 section 13. */
    public static final SipMethod ACK = new SipMethod("ACK");

    /** Ends a session, RFC 3261 section 15. */
    public static final SipMethod BYE = new SipMethod("BYE");

    /** Withdraws a pending INVITE, RFC 3261 section 9. */
    public static final SipMethod CANCEL = new SipMethod("CANCEL");

    /** Asks for capabilities, RFC 3261 section 11. */
    public static final SipMethod OPTIONS = new SipMethod("OPTIONS");

    /** Binds an address of record to contacts, RFC 3261 section 10. */
    public static final SipMethod REGISTER = new SipMethod("REGISTER");

    /** Acknowledges a reliable provisional response, RFC 3262. */
    public static final SipMethod PRACK = new SipMethod("PRACK");

    /** Changes a session before it is answered, RFC 3311. */
    public static final SipMethod UPDATE = new SipMethod("UPDATE");

    /** Carries application information within a dialog, RFC 6086. */
    public static final SipMethod INFO = new SipMethod("INFO");

    /** Asks the peer to contact a third party, RFC 3515. */
    public static final SipMethod REFER = new SipMethod("REFER");

    /** Subscribes to events, RFC 6665. */
    public static final SipMethod SUBSCRIBE = new SipMethod("SUBSCRIBE");

    /** Reports an event, RFC 6665. */
    public static final SipMethod NOTIFY = new SipMethod("NOTIFY");

    /** Publishes event state, RFC 3903. */
    public static final SipMethod PUBLISH = new SipMethod("PUBLISH");

    /** Carries an instant message, RFC 3428. */
    public static final SipMethod MESSAGE = new SipMethod("MESSAGE");

    private static final List<SipMethod> KNOWN = List.of(
            INVITE, ACK, BYE, CANCEL, OPTIONS, REGISTER, PRACK, UPDATE, INFO, REFER, SUBSCRIBE, NOTIFY, PUBLISH,
            MESSAGE);

    /** Their letters as numbers, of those that have eight at most; 0 for the others. */
    private static final long[] PACKED =
            KNOWN.stream().mapToLong(SipMethod::packed).toArray();

    private final String name;

    private SipMethod(String name) {
        this.name = name;
    }

    /**
     * The method of that name; the constant if it is a known one.
     *
     * @param name a token
     * @return the method
     * @throws IllegalArgumentException if the name is not a token
     */
    public static SipMethod of(String name) {
        for (SipMethod method : KNOWN) {
            if (method.name.equals(name)) {
                return method;
            }
        }
        return new SipMethod(Text.requireToken(name, "method"));
    }

    /**
     * The registered methods this class has constants for.
     *
     * @return the list, in a fixed order
     */
    public static List<SipMethod> known() {
        return KNOWN;
    }

    private long packed() {
        byte[] letters = Arrays.copyOf(name.getBytes(StandardCharsets.US_ASCII), Long.BYTES);
        return name.length() > Long.BYTES ? 0 : Scan.eight(letters, 0);
    }

    static SipMethod of(byte[] bytes, int start, int end) {
        boolean packed = end - start <= Long.BYTES && start < end && Scan.hasEight(bytes, start);
        long letters = packed ? Scan.eight(bytes, start) & Scan.mask(end - start) : 0;
        for (int i = 0; i < PACKED.length; i++) {
            if (packed ? PACKED[i] == letters : Text.equals(bytes, start, end, KNOWN.get(i).name)) {
                return KNOWN.get(i);
            }
        }
        return new SipMethod(Text.of(bytes, start, end));
    }

    /** {@code Method = extension-method = token}. */
    static SipMethod parse(ByteCursor in) throws SipParseException {
        int start = in.position();
        in.skipToken("Method");
        return of(in.bytes(), start, in.position());
    }

    /**
     * The name as it stands in a request line.
     *
     * @return a token
     */
    public String name() {
        return name;
    }

    /**
     * Whether there is a constant for it.
     *
     * @return whether it is one of {@link #known()}
     */
    public boolean isKnown() {
        return KNOWN.contains(this);
    }

    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof SipMethod that && name.equals(that.name);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    /** The name. */
    @Override
    public String toString() {
        return name;
    }
}
