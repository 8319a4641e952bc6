// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.sdp;

import java.util.List;

/** Reads one description, RFC 8866 section 9 rule by rule. Not thread-safe. */
final class DescriptionReader {
    private static final int NOT_ACCEPTABLE_HERE = 488;
    private static final long MAX_NUMBER = 99_999_999_999_999_999L;

    private static final String IPV4 = "IN IP4 ";
    private static final long IPV4_OCTETS = LineCursor.packed(IPV4);
    private static final String PERMANENT = "0 0";
    private static final long PERMANENT_OCTETS = LineCursor.packed(PERMANENT);

    private final SdpParserLimits limits;
    private final LineCursor in;
    private int once;
    private List<String> repeats = List.of();

    DescriptionReader(LineCursor in, SdpParserLimits limits) {
        this.limits = limits;
        this.in = in;
    }

    /** {@code session-description = version-field origin-field session-name-field ... *media-description}. */
    SessionDescription read() throws SdpParseException {
        if (in.nextLine() != 'v') {
            throw in.fail("version-field", "v=0 first");
        }
        version();
        var session = new SessionDescriptionBuilder();
        session.sessionName = "";
        byte type = in.nextLine();
        for (; type != 0 && type != 'm'; type = in.nextLine()) {
            sessionLine(type, session);
        }
        closeTime(session);
        if (session.origin == null) {
            throw in.fail("origin-field", "an o= line");
        }
        while (type == 'm') {
            if (session.media.size() == limits.maxMedia()) {
                throw in.fail("maxMedia", "at most " + limits.maxMedia() + " m= lines");
            }
            var media = mediaField();
            for (type = in.nextLine(); type != 0 && type != 'm'; type = in.nextLine()) {
                mediaLine(type, media);
            }
            session.media = Lines.addFew(session.media, new MediaDescription(media));
        }
        session.charset = in.descriptionCharset();
        return new SessionDescription(session);
    }

    /** {@code version-field = %s"v" "=" 1*DIGIT CRLF}, and only version 0 exists. */
    private void version() throws SdpParseException {
        in.dropTrailingSpace();
        long version = in.decimal(MAX_NUMBER, "version-field");
        if (version != 0) {
            throw in.fail("version-field", "version 0", NOT_ACCEPTABLE_HERE);
        }
        in.expectEnd("version-field");
    }

    private void sessionLine(byte type, SessionDescriptionBuilder session) throws SdpParseException {
        switch (type) {
            case 'a' -> session.attributes = Lines.add(session.attributes, attribute());
            case 'o' -> {
                once(type);
                session.origin = origin();
            }
            case 's' -> {
                once(type);
                session.sessionName = in.rest();
            }
            case 'c' -> {
                once(type);
                session.connection = connection();
            }
            case 't' -> {
                closeTime(session);
                session.times = Lines.addFew(session.times, time());
            }
            case 'b' -> session.bandwidths = Lines.add(session.bandwidths, bandwidth());
            default -> rareSessionLine(type, session);
        }
    }

    private void rareSessionLine(byte type, SessionDescriptionBuilder session) throws SdpParseException {
        switch (type) {
            case 'i' -> {
                once(type);
                session.information = in.text("information-field");
            }
            case 'u' -> {
                once(type);
                session.uri = in.text("uri-field");
            }
            case 'e' -> session.emails = Lines.add(session.emails, in.text("email-field"));
            case 'p' -> session.phones = Lines.add(session.phones, in.text("phone-field"));
            case 'r' -> repeat(session.times);
            case 'z' -> {
                once(type);
                session.timeZones = in.text("zone-field");
            }
            case 'k' -> {
                once(type);
                session.key = in.text("key-field");
            }
            default -> throw unknownType();
        }
    }

    private void mediaLine(byte type, MediaDescriptionBuilder media) throws SdpParseException {
        switch (type) {
            case 'a' -> media.attributes = Lines.add(media.attributes, attribute());
            case 'c' -> media.connections = Lines.addFew(media.connections, connection());
            case 'b' -> media.bandwidths = Lines.add(media.bandwidths, bandwidth());
            case 'i' -> {
                once(type);
                media.information = in.text("information-field");
            }
            case 'k' -> {
                once(type);
                media.key = in.text("key-field");
            }
            default -> throw unknownType();
        }
    }

    /** RFC 8866 section 5: a description with a type letter that is not understood must be ignored or rejected. */
    private SdpParseException unknownType() {
        return in.fail("session-description", "a type letter of RFC 8866 in its place");
    }

    private void once(byte type) throws SdpParseException {
        int bit = 1 << (type - 'a');
        if ((once & bit) != 0) {
            throw in.fail("session-description", "one " + (char) type + "= line");
        }
        once |= bit;
    }

    /** {@code origin-field = %s"o" "=" username SP sess-id SP sess-version SP nettype SP addrtype SP unicast-address}. */
    private OriginLine origin() throws SdpParseException {
        String rule = "origin-field";
        in.dropTrailingSpace();
        if (in.isAscii()) {
            return originSpan(rule);
        }
        String username = field(Text.NON_WS, rule);
        String sessionId = field(Text.DIGIT, rule);
        String sessionVersion = field(Text.DIGIT, rule);
        String networkType = field(Text.TOKEN, rule);
        String addressType = field(Text.TOKEN, rule);
        String address = in.take(Text.NON_WS, rule);
        in.expectEnd(rule);
        return new OriginLine(new Origin(username, sessionId, sessionVersion, networkType, addressType, address));
    }

    /** The same rule over a line that is not made into text yet. */
    private OriginLine originSpan(String rule) throws SdpParseException {
        int start = in.position();
        skipField(Text.NON_WS, rule);
        skipField(Text.DIGIT, rule);
        skipField(Text.DIGIT, rule);
        if (!in.accept(IPV4_OCTETS, IPV4.length())) {
            skipField(Text.TOKEN, rule);
            skipField(Text.TOKEN, rule);
        }
        in.skip(Text.NON_WS, rule);
        in.expectEnd(rule);
        return new OriginLine(in.octets(), start, in.position());
    }

    private void skipField(int classes, String rule) throws SdpParseException {
        in.skip(classes, rule);
        in.expect(' ', rule);
    }

    private String field(int classes, String rule) throws SdpParseException {
        String field = in.take(classes, rule);
        in.expect(' ', rule);
        return field;
    }

    /**
     * {@code connection-field = [%s"c" "=" nettype SP addrtype SP connection-address CRLF]}; an IPv4 multicast address
     * has a TTL and perhaps a count behind it, an IPv6 one only a count.
     */
    private Connection connection() throws SdpParseException {
        String rule = "connection-field";
        in.dropTrailingSpace();
        boolean ipv4 = in.accept(IPV4_OCTETS, IPV4.length());
        String networkType = ipv4 ? "IN" : field(Text.TOKEN, rule);
        String addressType = ipv4 ? "IP4" : field(Text.TOKEN, rule);
        String address = in.takeUntil('/', Text.NON_WS, rule);
        int timeToLive = Connection.NO_TIME_TO_LIVE;
        if (!addressType.equals("IP6") && in.accept('/')) {
            timeToLive = (int) in.decimal(255, rule);
        }
        int count = in.accept('/') ? count(rule) : 1;
        in.expectEnd(rule);
        return new Connection(networkType, addressType, address, timeToLive, count);
    }

    private int count(String rule) throws SdpParseException {
        int count = (int) in.decimal(65_535, rule);
        if (count == 0) {
            throw in.fail(rule, "a number from 1 on");
        }
        return count;
    }

    /** {@code time-field = %s"t" "=" start-time SP stop-time CRLF}. */
    private TimeDescription time() throws SdpParseException {
        String rule = "time-field";
        in.dropTrailingSpace();
        if (in.isRest(PERMANENT_OCTETS, PERMANENT.length())) {
            return TimeDescription.PERMANENT;
        }
        long start = in.decimal(MAX_NUMBER, rule);
        in.expect(' ', rule);
        long stop = in.decimal(MAX_NUMBER, rule);
        in.expectEnd(rule);
        return start == 0 && stop == 0 ? TimeDescription.PERMANENT : new TimeDescription(start, stop, List.of());
    }

    /** {@code time-description = time-field *repeat-field}. */
    private void repeat(List<TimeDescription> times) throws SdpParseException {
        if (times.isEmpty()) {
            throw in.fail("repeat-field", "a t= line before r=");
        }
        repeats = Lines.add(repeats, in.text("repeat-field"));
    }

    /** Gives the last time its repeats at once: one by one, many of them would cost their square. */
    private void closeTime(SessionDescriptionBuilder session) {
        if (!repeats.isEmpty()) {
            session.times = Lines.growing(session.times);
            int last = session.times.size() - 1;
            TimeDescription time = session.times.get(last);
            session.times.set(last, new TimeDescription(time.startSeconds(), time.stopSeconds(), repeats));
            repeats = List.of();
        }
    }

    /** {@code bandwidth-field = *(%s"b" "=" bwtype ":" bandwidth CRLF)}. */
    private Bandwidth bandwidth() throws SdpParseException {
        String rule = "bandwidth-field";
        in.dropTrailingSpace();
        String type = in.take(Text.TOKEN, rule);
        in.expect(':', rule);
        long value = in.decimal(MAX_NUMBER, rule);
        in.expectEnd(rule);
        return new Bandwidth(type, value);
    }

    /** {@code attribute = (attribute-name ":" attribute-value) / attribute-name}. */
    private Attribute attribute() throws SdpParseException {
        if (in.isAscii()) {
            int start = in.position();
            in.skipName("attribute");
            int nameEnd = in.position();
            if (!in.atEnd()) {
                in.expect(':', "attribute");
                in.skipRest();
            }
            return Attribute.span(in.octets(), start, nameEnd, in.position());
        }
        String name = in.take(Text.TOKEN, "attribute");
        if (in.atEnd()) {
            return Attribute.parsed(name, "", true);
        }
        in.expect(':', "attribute");
        return Attribute.parsed(name, in.rest(), false);
    }

    /** {@code media-field = %s"m" "=" media SP port ["/" integer] SP proto 1*(SP fmt) CRLF}. */
    private MediaDescriptionBuilder mediaField() throws SdpParseException {
        String rule = "media-field";
        once = 0;
        in.dropTrailingSpace();
        var media = new MediaDescriptionBuilder();
        media.media = field(Text.TOKEN, rule);
        media.port = (int) in.decimal(65_535, rule);
        media.portCount = in.accept('/') ? count(rule) : 1;
        in.expect(' ', rule);
        media.protocol = in.take(Text.TOKEN | Text.SLASH, rule);
        while (in.accept(' ')) {
            if (media.formats.size() == limits.maxFormats()) {
                throw in.fail("maxFormats", "at most " + limits.maxFormats() + " formats");
            }
            media.formats = Lines.add(media.formats, in.take(Text.TOKEN, rule));
        }
        in.expectEnd(rule);
        if (media.formats.isEmpty() && media.port != 0) {
            throw in.fail(rule, "a format");
        }
        return media;
    }
}
