// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A sip or sips URI (RFC 3261 section 19.1). A view of the bytes it was read from; parts are decoded when asked for.
 * {@link #toString} is the wire form, a password included. Immutable and thread-safe.
 */
public final class SipUri implements Uri {
    /** RFC 3261 19.1.4: one of these in one URI and not in the other never matches. */
    private static final List<String> NEVER_IGNORED = List.of("user", "ttl", "method", "maddr", "transport");

    private final byte[] bytes;
    private final int start;
    private final int end;
    private final int hostStart;
    private final int hostEnd;
    private final int port;
    private final int parametersEnd;

    SipUri(byte[] bytes, int start, int end, int hostStart, int hostEnd, int port, int parametersEnd) {
        this.bytes = bytes;
        this.start = start;
        this.end = end;
        this.hostStart = hostStart;
        this.hostEnd = hostEnd;
        this.port = port;
        this.parametersEnd = parametersEnd;
    }

    /**
     * Reads a sip or sips URI.
     *
     * @param text the URI alone
     * @return the value
     * @throws IllegalArgumentException if it is not one
     */
    public static SipUri parse(String text) {
        if (Uri.parse(text) instanceof SipUri uri) {
            return uri;
        }
        throw new IllegalArgumentException("neither a sip nor a sips URI");
    }

    /**
     * Begins a sip URI.
     *
     * @param host a host name, an IPv4 address, or an IPv6 address (brackets are added if missing)
     * @return a new builder
     */
    public static SipUriBuilder builder(String host) {
        return new SipUriBuilder(host);
    }

    /**
     * A sip URI of a user at a host.
     *
     * @param user the user, not escaped
     * @param host the host
     * @return the URI
     * @throws IllegalArgumentException if user or host cannot be
     */
    public static SipUri of(String user, String host) {
        return builder(host).user(user).build();
    }

    /**
     * Begins a URI with all the parts of this one, as they are written.
     *
     * @return a new builder
     */
    public SipUriBuilder toBuilder() {
        return new SipUriBuilder(this);
    }

    @Override
    public String scheme() {
        return isSecure() ? "sips" : "sip";
    }

    /**
     * Whether it is a sips URI.
     *
     * @return whether the scheme is sips
     */
    public boolean isSecure() {
        return bytes[start + 3] != ':';
    }

    private int userStart() {
        return start + (isSecure() ? 5 : 4);
    }

    /** Where the user ends: at the colon of a password or at the {@code @}; -1 if there is no user. */
    private int userEnd() {
        if (hostStart == userStart()) {
            return -1;
        }
        for (int i = userStart(); i < hostStart; i++) {
            if (bytes[i] == ':') {
                return i;
            }
        }
        return hostStart - 1;
    }

    /**
     * The user, its escapes decoded.
     *
     * @return the user; empty if there is none
     */
    public Optional<String> user() {
        int userEnd = userEnd();
        return userEnd < 0 ? Optional.empty() : Optional.of(Text.unescaped(bytes, userStart(), userEnd));
    }

    /**
     * The password, its escapes decoded. RFC 3261 recommends against it.
     *
     * @return the password; empty if there is none
     */
    public Optional<String> password() {
        int userEnd = userEnd();
        return userEnd < 0 || bytes[userEnd] != ':'
                ? Optional.empty()
                : Optional.of(Text.unescaped(bytes, userEnd + 1, hostStart - 1));
    }

    /**
     * The host as written: a name, an IPv4 address, or an IPv6 address in brackets.
     *
     * @return the host
     */
    public String host() {
        return Text.ascii(bytes, hostStart, hostEnd);
    }

    /**
     * The port.
     *
     * @return from 0 to 65535; empty if none is written
     */
    public OptionalInt port() {
        return port < 0 ? OptionalInt.empty() : OptionalInt.of(port);
    }

    /**
     * The URI parameters.
     *
     * @return the parameters
     */
    public Parameters parameters() {
        return Parameters.ofUri(bytes, parametersStart(), parametersEnd);
    }

    private int parametersStart() {
        int at = hostEnd;
        while (at < parametersEnd && bytes[at] != ';') {
            at++;
        }
        return at;
    }

    /**
     * The {@code transport} parameter.
     *
     * @return as written, such as {@code tcp}
     */
    public Optional<String> transport() {
        return parameters().value("transport");
    }

    /**
     * Whether the URI names a loose router (RFC 3261 section 16.12).
     *
     * @return whether there is an {@code lr} parameter
     */
    public boolean isLooseRouter() {
        return parameters().contains("lr");
    }

    /**
     * The headers component, as written, without its question mark.
     *
     * @return the component; the empty text if there is none
     */
    public String headers() {
        return parametersEnd == end ? "" : Text.of(bytes, parametersEnd + 1, end);
    }

    /**
     * One header of the headers component, such as the Replaces in the URI of a Refer-To (RFC 3515 section 2.1). It is
     * received text: RFC 3261 section 19.1.5 says which headers not to honour.
     *
     * @param name the name in any letter case, long or compact
     * @return its value, its escapes decoded; the first, if there are several; empty if there is none
     */
    public Optional<String> header(String name) {
        return UriHeaders.value(headers(), name).map(value -> new String(value, StandardCharsets.UTF_8));
    }

    /**
     * One header of the headers component, with its type. Whatever the parser of the message was, it is read with all quirks
     * ({@link LenientQuirk}) and the number of parameters that {@link SipParserLimits#DEFAULT} allows.
     *
     * @param <T> the type of the value
     * @param header the key
     * @return its first value; empty if there is none
     * @throws MalformedHeaderException if it is malformed, or has CR, LF or NUL; its offset counts from the first byte of the
     *     decoded value
     */
    public <T> Optional<T> header(Header<T> header) {
        Optional<byte[]> value = UriHeaders.value(headers(), header.name());
        return value.isEmpty() ? Optional.empty() : UriHeaders.read(header, value.get());
    }

    /**
     * The telephone number the user is, where {@code user=phone} says that it is one (RFC 3261 section 19.1.1). Parameters
     * of the user become those of the number, host and password are left out: the way back from {@link TelUri#toSipUri}.
     * The number is read with all quirks ({@link LenientQuirk}) and the number of parameters that
     * {@link SipParserLimits#DEFAULT} allows.
     *
     * @return the tel URI; empty without {@code user=phone}, or if the user is no telephone number all the same
     */
    public Optional<TelUri> toTelUri() {
        boolean phone =
                parameters().value("user").filter("phone"::equalsIgnoreCase).isPresent();
        return phone ? TelephoneSubscriber.ofUser(rawUser()) : Optional.empty();
    }

    @Override
    public boolean equivalentTo(Uri other) {
        return other instanceof SipUri that
                && isSecure() == that.isSecure()
                && userInfo().equals(that.userInfo())
                && HostText.same(bytes, hostStart, hostEnd, that.bytes, that.hostStart, that.hostEnd)
                && port == that.port
                && parametersMatch(that)
                && UriHeaders.match(headers(), that.headers());
    }

    private String userInfo() {
        return Text.comparable(bytes, userStart(), hostStart);
    }

    /** The user as written; empty if there is none. */
    byte[] rawUser() {
        return Arrays.copyOfRange(bytes, userStart(), Math.max(userEnd(), userStart()));
    }

    /** The password as written, after its colon; empty if there is none. */
    String rawPassword() {
        int userEnd = userEnd();
        return userEnd < 0 ? "" : Text.ascii(bytes, userEnd, hostStart - 1);
    }

    private boolean parametersMatch(SipUri that) {
        Map<String, String> mine = parameters().comparable();
        Map<String, String> theirs = that.parameters().comparable();
        return parametersMatch(mine, theirs) && parametersMatch(theirs, mine);
    }

    private static boolean parametersMatch(Map<String, String> mine, Map<String, String> theirs) {
        for (Map.Entry<String, String> parameter : mine.entrySet()) {
            String other = theirs.get(parameter.getKey());
            if (other == null
                    ? NEVER_IGNORED.contains(parameter.getKey())
                    : !other.equalsIgnoreCase(parameter.getValue())) {
                return false;
            }
        }
        return true;
    }

    int length() {
        return end - start;
    }

    void writeTo(ByteWriter out) {
        out.raw(bytes, start, end);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SipUri that && Arrays.equals(bytes, start, end, that.bytes, that.start, that.end);
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
