// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One hop of a request's path ({@code via-parm}, RFC 3261 sections 18.2.1, 20.42 and 25.1; {@code rport}: RFC 3581). A
 * view of the bytes it was read from. Equal to another by its text. Immutable and thread-safe.
 */
public final class Via {
    private static final String RULE = "via-parm";
    private static final long SIP_2_0 = Scan.eight("SIP/2.0/".getBytes(StandardCharsets.US_ASCII), 0);
    private static final List<String> TRANSPORTS = List.of("UDP", "TCP", "TLS", "WS", "WSS", "SCTP", "TLS-SCTP");

    private final byte[] bytes;
    private final int start;
    private final int end;
    private final int hostStart;
    private final int hostEnd;
    private final int port;
    private final int parametersStart;

    private Via(ByteCursor in, int start) throws SipParseException {
        this.bytes = in.bytes();
        this.start = start;
        hostStart = in.position();
        in.skipHost(RULE);
        hostEnd = in.position();
        port = in.acceptSeparator(':') ? (int) in.decimal(65_535, "port") : -1;
        parametersStart = in.position();
        ParameterParser.skip(in, "via-params");
        end = in.position();
        in.skipLws();
    }

    /**
     * {@code via-parm = sent-protocol LWS sent-by *( SEMI via-params )}. Name and version of the protocol may be any
     * token: a request of another version is answered by its Via too.
     */
    static Via parse(ByteCursor in) throws SipParseException {
        int start = in.position();
        if (in.end() - start > Long.BYTES && Scan.eight(in.bytes(), start) == SIP_2_0) {
            in.moveTo(start + Long.BYTES);
        } else {
            in.skipToken(RULE);
            in.expectSeparator('/', RULE);
            in.skipToken(RULE);
            in.expectSeparator('/', RULE);
        }
        in.skipLws();
        in.skipToken(RULE);
        if (!in.skipLws()) {
            throw in.fail(RULE, "LWS");
        }
        return new Via(in, start);
    }

    /**
     * Reads one Via value.
     *
     * @param text such as {@code SIP/2.0/UDP host:5060;branch=z9hG4bK1}
     * @return the value
     * @throws IllegalArgumentException if it is not one
     */
    public static Via parse(String text) {
        return ValueCodec.parseText(Via::parse, text, RULE);
    }

    /**
     * A Via without a port.
     *
     * @param transport a token such as {@code UDP}
     * @param host the sent-by host; brackets are added to an IPv6 address
     * @param branch a token that begins with {@code z9hG4bK}; see {@link Identifiers#branch}
     * @return the value
     * @throws IllegalArgumentException if one of them cannot be
     */
    public static Via of(String transport, String host, String branch) {
        return of(transport, host, -1, branch);
    }

    /**
     * A Via with a port.
     *
     * @param transport a token such as {@code UDP}
     * @param host the sent-by host; brackets are added to an IPv6 address
     * @param port the sent-by port, from 0 to 65535; -1 for none
     * @param branch a token that begins with {@code z9hG4bK}; see {@link Identifiers#branch}
     * @return the value
     * @throws IllegalArgumentException if one of them cannot be
     */
    public static Via of(String transport, String host, int port, String branch) {
        if (port < -1 || port > 65_535) {
            throw new IllegalArgumentException("port " + port + " is not in 0..65535");
        }
        var out = new ByteWriter(80);
        out.text("SIP/2.0/").text(Text.requireToken(transport, "transport")).put(' ');
        out.text(ByteCursor.requireHost(host));
        if (port >= 0) {
            out.put(':').number(port);
        }
        out.text(";branch=").text(Text.requireToken(branch, "branch"));
        return ValueCodec.parseOwn(Via::parse, out);
    }

    private Via with(Parameters parameters) {
        var out = new ByteWriter(end - start + 40);
        out.value(bytes, start, parametersStart);
        parameters.writeTo(out);
        return ValueCodec.parseOwn(Via::parse, out);
    }

    /**
     * The transport.
     *
     * @return in upper case, such as {@code UDP}
     */
    public String transport() {
        int transportEnd = hostStart;
        while (CharClass.is(bytes[transportEnd - 1], CharClass.LWS)) {
            transportEnd--;
        }
        int transportStart = transportEnd;
        while (CharClass.is(bytes[transportStart - 1], CharClass.TOKEN)) {
            transportStart--;
        }
        for (int i = 0; i < TRANSPORTS.size(); i++) {
            if (Text.equalsIgnoreCase(bytes, transportStart, transportEnd, TRANSPORTS.get(i))) {
                return TRANSPORTS.get(i);
            }
        }
        return Text.of(bytes, transportStart, transportEnd).toUpperCase(Locale.ROOT);
    }

    /**
     * The host of sent-by as written: a name, an IPv4 address, or an IPv6 address in brackets.
     *
     * @return the host
     */
    public String host() {
        return Text.ascii(bytes, hostStart, hostEnd);
    }

    /**
     * The port of sent-by.
     *
     * @return from 0 to 65535; empty if none is written
     */
    public OptionalInt port() {
        return port < 0 ? OptionalInt.empty() : OptionalInt.of(port);
    }

    /**
     * The sent-by, which is part of a server transaction's key (RFC 3261 section 17.2.3).
     *
     * @return host, in lower case, and port if written
     */
    public String sentBy() {
        String host = host().toLowerCase(Locale.ROOT);
        return port < 0 ? host : host + ":" + port;
    }

    /**
     * All parameters.
     *
     * @return the parameters
     */
    public Parameters parameters() {
        return Parameters.ofHeader(bytes, parametersStart, end);
    }

    /**
     * The branch, which identifies the transaction (RFC 3261 section 8.1.1.7).
     *
     * @return the branch; empty if there is none, as in RFC 2543
     */
    public Optional<String> branch() {
        return Parameters.headerValue(bytes, parametersStart, end, "branch");
    }

    /**
     * Whether the branch is one of RFC 3261.
     *
     * @return whether it begins with {@code z9hG4bK}, in any letter case, and goes on
     */
    public boolean hasRfc3261Branch() {
        return branch().filter(branch -> branch.length() > 7 && branch.regionMatches(true, 0, "z9hG4bK", 0, 7))
                .isPresent();
    }

    /**
     * The address the request came from, stamped by its receiver. Brackets around an IPv6 address (RFC 5118 section 4.5)
     * are taken off.
     *
     * @return the address; empty if not stamped
     */
    public Optional<String> received() {
        return parameters()
                .value("received")
                .filter(address -> !address.isEmpty())
                .map(Via::withoutBrackets);
    }

    private static String withoutBrackets(String address) {
        int last = address.length() - 1;
        boolean bracketed = address.charAt(0) == '[' && address.charAt(last) == ']';
        return bracketed ? address.substring(1, last) : address;
    }

    /**
     * The address in {@code maddr} (RFC 3261 section 18.1.1).
     *
     * @return as written; empty if there is none
     */
    public Optional<String> maddr() {
        return parameters().value("maddr").filter(address -> !address.isEmpty());
    }

    /**
     * The port the request came from, stamped by its receiver (RFC 3581).
     *
     * @return from 1 to 65535; empty if not stamped, or no port
     */
    public OptionalInt rport() {
        long value = parameters().number("rport", 65_535);
        return value < 1 ? OptionalInt.empty() : OptionalInt.of((int) value);
    }

    /**
     * Whether the sender asks for the answer to be sent to the port it sent from (RFC 3581 section 3).
     *
     * @return whether there is an {@code rport}, with or without a value
     */
    public boolean hasRport() {
        return parameters().contains("rport");
    }

    /**
     * The same with {@code received}.
     *
     * @param address an IP address, an IPv6 one without brackets
     * @return the new value
     * @throws IllegalArgumentException if it is not one
     */
    public Via withReceived(String address) {
        return with(parameters().with("received", Text.requireClass(address, CharClass.IPV6, "received")));
    }

    /**
     * The same with an {@code rport} that has no value: what a client sends.
     *
     * @return the new value
     */
    public Via withRport() {
        return with(parameters().with("rport"));
    }

    /**
     * The same with a value for {@code rport}: what a server stamps.
     *
     * @param newPort from 1 to 65535
     * @return the new value
     * @throws IllegalArgumentException if it is out of range
     */
    public Via withRport(int newPort) {
        if (newPort < 1 || newPort > 65_535) {
            throw new IllegalArgumentException("rport " + newPort + " is not in 1..65535");
        }
        return with(parameters().with("rport", Integer.toString(newPort)));
    }

    /**
     * The same with another branch.
     *
     * @param branch a token
     * @return the new value
     * @throws IllegalArgumentException if it is not a token
     */
    public Via withBranch(String branch) {
        return with(parameters().with("branch", Text.requireToken(branch, "branch")));
    }

    /**
     * The same with a parameter.
     *
     * @param name a token
     * @param value any text on one line; quoted if needed; the empty text for none
     * @return the new value
     * @throws IllegalArgumentException if the name is not a token, or the value has CR, LF or NUL
     */
    public Via withParameter(String name, String value) {
        return with(parameters().with(name, value));
    }

    void writeTo(ByteWriter out) {
        out.value(bytes, start, end);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Via that && Text.isSameText(bytes, start, end, that.bytes, that.start, that.end);
    }

    @Override
    public int hashCode() {
        return Text.textHash(bytes, start, end);
    }

    /** As it stands in a header. */
    @Override
    public String toString() {
        return Text.of(bytes, start, end);
    }
}
