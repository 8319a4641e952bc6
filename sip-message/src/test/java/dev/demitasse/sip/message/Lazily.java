// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;

/** Reads everything of a message that is read on demand; only the malformed header's exception may stop a read. */
final class Lazily {
    static final List<Header<?>> KEYS = Arrays.stream(Header.class.getDeclaredFields())
            .filter(field -> field.getType() == Header.class && Modifier.isPublic(field.getModifiers()))
            .<Header<?>>map(field -> {
                try {
                    return (Header<?>) field.get(null);
                } catch (IllegalAccessException e) {
                    throw new AssertionError(e);
                }
            })
            .toList();

    private Lazily() {}

    /** The number of headers that were malformed. */
    static int readAll(SipMessage message) {
        int malformed = 0;
        for (Header<?> key : KEYS) {
            try {
                message.all(key).forEach(Lazily::touch);
            } catch (MalformedHeaderException e) {
                assertTrue(isInALineOf(key, message.content(), e.offset()), e.getMessage());
                assertTrue(e.suggestedStatus().code() >= 400);
                malformed++;
            }
        }
        message.headers().forEach(HeaderField::value);
        message.summary();
        message.body().utf8();
        try {
            message.bodyParts().forEach(part -> part.headers().forEach(HeaderField::value));
            message.body(MediaType.SDP);
        } catch (MalformedHeaderException e) {
            MessageContent content = message.content();
            boolean inHeader = isInALineOf(Header.CONTENT_TYPE, content, e.offset());
            boolean inBody = e.offset() >= content.bodyStart && e.offset() <= content.end;
            assertTrue(message.contains(Header.CONTENT_TYPE) ? inHeader || inBody : e.offset() == -1, e.getMessage());
            malformed++;
        }
        touch(message.topVia());
        touch(message.from());
        touch(message.to());
        return malformed;
    }

    private static boolean isInALineOf(Header<?> key, MessageContent content, int offset) {
        LineTable lines = content.lines;
        for (int i = lines.find(content.bytes, key.name(), key.number(), 0);
                i >= 0;
                i = lines.find(content.bytes, key.name(), key.number(), i + 1)) {
            if (offset >= lines.valueStart(i) && offset <= lines.valueEnd(i)) {
                return true;
            }
        }
        return false;
    }

    static void touch(Object value) {
        value.toString();
        if (value instanceof Via via) {
            via.branch();
            via.transport();
            via.sentBy();
            via.received();
            via.rport();
            touch(via.parameters());
        } else if (value instanceof NameAddress address) {
            address.displayName();
            address.tag();
            address.callerId().toString();
            touch(address.parameters());
            touch(address.uri());
        } else if (value instanceof SipUri uri) {
            uri.user();
            uri.password();
            uri.host();
            uri.equivalentTo(uri);
            touch(uri.parameters());
        } else if (value instanceof TelUri uri) {
            uri.digits();
            uri.equivalentTo(uri);
        } else if (value instanceof Parameters parameters) {
            parameters.names().forEach(parameters::value);
            parameters.number("x");
            parameters.q();
        } else {
            touchAuthentication(value);
        }
    }

    private static void touchAuthentication(Object value) {
        if (value instanceof Challenge challenge) {
            challenge.parameterNames().forEach(challenge::parameter);
            challenge.algorithm();
            challenge.qop();
            challenge.domain();
            challenge.isStale();
            challenge.encoded();
        } else if (value instanceof Credentials credentials) {
            credentials.parameterNames().forEach(credentials::parameter);
            credentials.username();
            credentials.nonceCount();
            credentials.qop();
            credentials.encoded();
        } else if (value instanceof AuthenticationInfo info) {
            info.parameterNames().forEach(info::parameter);
            info.nonceCount();
            info.encoded();
        } else if (value instanceof Identity identity) {
            identity.algorithm();
            identity.encoded();
            touch(identity.parameters());
        } else if (value instanceof DialogReference dialog) {
            dialog.toTag();
            dialog.remoteTag();
            touch(dialog.parameters());
        }
    }
}
