// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.sdp;

import java.util.List;

/** Writes descriptions in the line order of RFC 8866 section 5. It cannot fail: values are checked where they are made. */
final class SdpWriter {
    private static final String CRLF = "\r\n";

    private SdpWriter() {}

    static void write(SessionDescription session, StringBuilder out) {
        out.append("v=0\r\n").append(session.origin()).append(CRLF);
        text('s', session.sessionName(), out);
        session.information().ifPresent(text -> text('i', text, out));
        session.uri().ifPresent(text -> text('u', text, out));
        session.emails().forEach(text -> text('e', text, out));
        session.phones().forEach(text -> text('p', text, out));
        session.connection().ifPresent(connection -> out.append(connection).append(CRLF));
        lines(session.bandwidths(), out);
        for (TimeDescription time : session.times()) {
            out.append("t=")
                    .append(time.startSeconds())
                    .append(' ')
                    .append(time.stopSeconds())
                    .append(CRLF);
            time.repeats().forEach(text -> text('r', text, out));
        }
        session.timeZones().ifPresent(text -> text('z', text, out));
        session.key().ifPresent(text -> text('k', text, out));
        lines(session.attributes(), out);
        session.media().forEach(media -> write(media, out));
    }

    static void write(MediaDescription media, StringBuilder out) {
        out.append("m=").append(media.media()).append(' ').append(media.port());
        if (media.portCount() != 1) {
            out.append('/').append(media.portCount());
        }
        out.append(' ').append(media.protocol());
        media.formats().forEach(format -> out.append(' ').append(format));
        out.append(CRLF);
        media.information().ifPresent(text -> text('i', text, out));
        lines(media.connections(), out);
        lines(media.bandwidths(), out);
        media.key().ifPresent(text -> text('k', text, out));
        lines(media.attributes(), out);
    }

    private static void text(char type, String text, StringBuilder out) {
        out.append(type).append('=').append(text).append(CRLF);
    }

    private static void lines(List<?> lines, StringBuilder out) {
        lines.forEach(line -> out.append(line).append(CRLF));
    }
}
