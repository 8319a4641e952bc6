// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.voice.backend;

import dev.demitasse.sip.message.HeaderField;
import dev.demitasse.sip.message.NameAddress;
import dev.demitasse.sip.message.SipMethod;
import dev.demitasse.sip.message.SipRequest;
import dev.demitasse.sip.message.Uri;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** A call to be placed: whom to call, and how. Immutable. */
public final class DialRequest {
    private static final List<String> SET_BY_THE_STACK = List.of(
            "Via",
            "From",
            "To",
            "Call-ID",
            "CSeq",
            "Contact",
            "Max-Forwards",
            "Route",
            "Record-Route",
            "Allow",
            "Supported",
            "Require",
            "User-Agent",
            "Content-Type",
            "Content-Length",
            "Content-Encoding",
            "Content-Disposition");

    private final Uri target;
    private final Optional<NameAddress> from;
    private final Map<String, String> headers;
    private final Duration timeout;
    private final List<String> codecs;

    private DialRequest(Builder from) {
        target = from.target;
        this.from = from.from;
        var sorted = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        sorted.putAll(from.headers);
        headers = Collections.unmodifiableMap(sorted);
        timeout = from.timeout;
        codecs = List.copyOf(from.codecs);
    }

    /**
     * Makes a request with the defaults.
     *
     * @param uri whom to call, such as {@code sip:echo@192.0.2.1}
     * @return the request
     * @throws IllegalArgumentException if it is no URI
     */
    public static DialRequest to(String uri) {
        return builder(uri).build();
    }

    /**
     * Starts a request.
     *
     * @param uri whom to call, such as {@code sip:echo@192.0.2.1}
     * @return a builder
     * @throws IllegalArgumentException if it is no URI
     */
    public static Builder builder(String uri) {
        return new Builder(Uri.parse(uri));
    }

    /**
     * Says whom to call.
     *
     * @return the URI
     */
    public Uri target() {
        return target;
    }

    /**
     * Says who calls.
     *
     * @return the From address; empty for the backend's own
     */
    public Optional<NameAddress> from() {
        return from;
    }

    /**
     * Gives the headers to be sent with the INVITE.
     *
     * @return name to value, ordered by name, names without regard to case
     */
    public Map<String, String> headers() {
        return headers;
    }

    /**
     * Says how long it may take until the call is answered.
     *
     * @return 30 s by default
     */
    public Duration timeout() {
        return timeout;
    }

    /**
     * Gives the codecs to be offered, the preferred one first.
     *
     * @return encoding names; empty for the backend's own list
     */
    public List<String> codecs() {
        return codecs;
    }

    /** Collects a {@link DialRequest}. Not thread-safe. */
    public static final class Builder {
        private final Uri target;
        private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        private final List<String> codecs = new ArrayList<>();
        private Optional<NameAddress> from = Optional.empty();
        private Duration timeout = Duration.ofSeconds(30);

        private Builder(Uri target) {
            this.target = target;
        }

        /**
         * Sets who calls.
         *
         * @param address a URI, or a name and a URI: {@code "Ada" <sip:ada@example.com>}
         * @return this builder
         * @throws IllegalArgumentException if it is no address
         */
        public Builder from(String address) {
            from = Optional.of(NameAddress.parse(address));
            return this;
        }

        /**
         * Adds a header to the INVITE.
         *
         * @param name a token (RFC 3261 section 25.1), such as {@code X-Room-ID}
         * @param value its text; white space around it is left out
         * @return this builder
         * @throws IllegalArgumentException if the name is no token, the value has CR, LF or NUL, or the header is one the
         *     stack sets itself
         */
        public Builder header(String name, String value) {
            if (value.chars().anyMatch(c -> c == '\r' || c == '\n' || c == 0)) {
                throw new IllegalArgumentException("a header's value can't have CR, LF or NUL");
            }
            String text = value.strip();
            if (SET_BY_THE_STACK.stream().anyMatch(field -> new HeaderField(name, text).isNamed(field))) {
                throw new IllegalArgumentException(name + " is set by the stack");
            }
            SipRequest.builder(SipMethod.INVITE, target).header(name, text); // refuses what is no header
            headers.put(name, text);
            return this;
        }

        /**
         * Sets how long it may take until the call is answered; then it has failed, at once, and is cancelled on the wire as soon
         * as that may be done (RFC 3261 section 9.1).
         *
         * @param limit more than zero
         * @return this builder
         * @throws IllegalArgumentException if it is not
         */
        public Builder timeout(Duration limit) {
            if (limit.isNegative() || limit.isZero()) {
                throw new IllegalArgumentException("timeout must be more than zero: " + limit);
            }
            timeout = limit;
            return this;
        }

        /**
         * Sets the codecs to be offered, named as in {@link SipVoiceBackendBuilder#codecs}.
         *
         * @param names encoding names, the preferred one first
         * @return this builder
         */
        public Builder codecs(String... names) {
            codecs.clear();
            for (String name : names) {
                codecs.add(Objects.requireNonNull(name));
            }
            return this;
        }

        /**
         * Makes the request.
         *
         * @return the request
         */
        public DialRequest build() {
            return new DialRequest(this);
        }
    }
}
