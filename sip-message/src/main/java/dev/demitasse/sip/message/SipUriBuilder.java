// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

import java.nio.charset.StandardCharsets;

/**
 * Builds a {@link SipUri}. Parts are given as they are meant; what a part may not hold is escaped. Not thread-safe.
 */
public final class SipUriBuilder {
    private String scheme = "sip";

    /** As written, escapes included. */
    private String user = "";

    /** As written, after its colon. */
    private String password = "";

    private String host;
    private int port = -1;
    private Parameters parameters = Parameters.ofUri(new byte[0], 0, 0);
    private String headers = "";

    SipUriBuilder(String host) {
        host(host);
    }

    SipUriBuilder(SipUri uri) {
        scheme = uri.scheme();
        userAsWritten(uri.rawUser());
        password = uri.rawPassword();
        host = uri.host();
        port = uri.port().orElse(-1);
        parameters = uri.parameters();
        headers = uri.headers();
    }

    /**
     * Whether it is a sips URI.
     *
     * @param secure true for sips
     * @return this builder
     */
    public SipUriBuilder secure(boolean secure) {
        scheme = secure ? "sips" : "sip";
        return this;
    }

    /**
     * Sets the user.
     *
     * @param newUser not escaped; the empty text for none
     * @return this builder
     * @throws IllegalArgumentException if it has CR, LF or NUL
     */
    public SipUriBuilder user(String newUser) {
        user = escaped(Text.requireOneLine(newUser, "user"), CharClass.USER);
        return this;
    }

    /**
     * Escapes stay as they are: a reserved character and its escape are not the same (RFC 3261 19.1.4), and what is escaped
     * need not be UTF-8.
     */
    SipUriBuilder userAsWritten(byte[] bytes) {
        var out = new ByteWriter(bytes.length);
        user = out.reescaped(bytes, CharClass.USER).toAscii();
        return this;
    }

    private static String escaped(String text, int charClass) {
        return new ByteWriter(text.length()).escaped(text, charClass).toAscii();
    }

    /**
     * Sets the password. RFC 3261 recommends against it.
     *
     * @param newPassword not escaped; the empty text for none
     * @return this builder
     * @throws IllegalArgumentException if it has CR, LF or NUL
     */
    public SipUriBuilder password(String newPassword) {
        String text = Text.requireOneLine(newPassword, "password");
        password = text.isEmpty() ? "" : ":" + escaped(text, CharClass.PASSWORD);
        return this;
    }

    /**
     * Sets the host.
     *
     * @param newHost a host name, an IPv4 address, or an IPv6 address (brackets are added if missing)
     * @return this builder
     * @throws IllegalArgumentException if it is none of these
     */
    public SipUriBuilder host(String newHost) {
        host = ByteCursor.requireHost(newHost);
        return this;
    }

    /**
     * Sets the port.
     *
     * @param newPort from 0 to 65535
     * @return this builder
     * @throws IllegalArgumentException if it is out of range
     */
    public SipUriBuilder port(int newPort) {
        if (newPort < 0 || newPort > 65_535) {
            throw new IllegalArgumentException("port " + newPort + " is not in 0..65535");
        }
        port = newPort;
        return this;
    }

    /**
     * Leaves the port out.
     *
     * @return this builder
     */
    public SipUriBuilder withoutPort() {
        port = -1;
        return this;
    }

    /**
     * Sets a URI parameter.
     *
     * @param name a token
     * @param value not escaped; the empty text for none
     * @return this builder
     * @throws IllegalArgumentException if the name is not a token, or the value has CR, LF or NUL
     */
    public SipUriBuilder parameter(String name, String value) {
        parameters = parameters.with(name, value);
        return this;
    }

    /**
     * Removes a URI parameter.
     *
     * @param name in any letter case
     * @return this builder
     */
    public SipUriBuilder withoutParameter(String name) {
        parameters = parameters.without(name);
        return this;
    }

    /**
     * Adds to the headers component.
     *
     * @param name a header name
     * @param value its value, not escaped
     * @return this builder
     * @throws IllegalArgumentException if the name is not a token
     */
    public SipUriBuilder header(String name, String value) {
        var out = new ByteWriter(name.length() + value.length() + 2);
        out.escaped(Text.requireToken(name, "header name"), CharClass.URI_HEADER);
        out.put('=').escaped(value, CharClass.URI_HEADER);
        String header = Text.of(out.toArray(), 0, out.length());
        headers = headers.isEmpty() ? header : headers + "&" + header;
        return this;
    }

    /**
     * Adds to the headers component, such as a Replaces to the URI of a Refer-To.
     *
     * @param <T> the type of the value
     * @param header the key
     * @param value its value
     * @return this builder
     * @throws IllegalArgumentException if the value cannot stand in that header
     */
    public <T> SipUriBuilder header(Header<T> header, T value) {
        var out = new ByteWriter(64);
        header.codec().write(value, out);
        return header(header.name(), new String(out.toArray(), StandardCharsets.UTF_8));
    }

    /**
     * Removes the headers component, as RFC 3261 section 19.1.1 asks of a Request-URI and a Contact.
     *
     * @return this builder
     */
    public SipUriBuilder withoutHeaders() {
        headers = "";
        return this;
    }

    /**
     * The URI.
     *
     * @return the value
     * @throws IllegalArgumentException if the host is not one, or there is a password without a user
     */
    public SipUri build() {
        var out = new ByteWriter(64);
        out.text(scheme).put(':');
        if (!user.isEmpty()) {
            out.text(user).text(password).put('@');
        } else if (!password.isEmpty()) {
            throw new IllegalArgumentException("a password without a user");
        }
        out.text(host);
        if (port >= 0) {
            out.put(':').number(port);
        }
        parameters.writeTo(out);
        if (!headers.isEmpty()) {
            out.put('?').text(headers);
        }
        return SipUri.parse(Text.of(out.toArray(), 0, out.length()));
    }
}
