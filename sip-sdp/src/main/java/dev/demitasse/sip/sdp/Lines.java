// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.sdp;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Look-ups in the attribute lines of one level, and what is in their values. */
final class Lines {
    private static final int USUAL = 8;

    private Lines() {}

    /** The list with one more line; a list of a finished description is copied first. Most lists stay empty. */
    static <T> List<T> add(List<T> lines, T line) {
        List<T> growing = growing(lines);
        growing.add(line);
        return growing;
    }

    /** The list itself if it is one to which lines are added, else a copy that is. */
    static <T> List<T> growing(List<T> lines) {
        if (lines instanceof ArrayList<T>) {
            return lines;
        }
        List<T> growing = new ArrayList<>(Math.max(USUAL, lines.size() + 1));
        growing.addAll(lines);
        return growing;
    }

    /** The same for a list that has one line nearly always: that one is kept without room for more. */
    static <T> List<T> addFew(List<T> lines, T line) {
        return lines.isEmpty() ? List.of(line) : add(lines, line);
    }

    /** A list that nobody adds to any more, for reading only. */
    static <T> List<T> view(List<T> lines) {
        return lines instanceof ArrayList<T> ? Collections.unmodifiableList(lines) : lines;
    }

    static Optional<Attribute> first(List<Attribute> attributes, String name) {
        for (Attribute attribute : attributes) {
            if (attribute.name().equals(name)) {
                return Optional.of(attribute);
            }
        }
        return Optional.empty();
    }

    static List<Attribute> all(List<Attribute> attributes, String name) {
        List<Attribute> found = new ArrayList<>();
        for (Attribute attribute : attributes) {
            if (attribute.name().equals(name)) {
                found.add(attribute);
            }
        }
        return List.copyOf(found);
    }

    /** What a mark parts, at least one text. */
    static List<String> parts(String text, char mark) {
        List<String> parts = new ArrayList<>();
        int start = 0;
        for (int end = text.indexOf(mark); end >= 0; end = text.indexOf(mark, start)) {
            parts.add(text.substring(start, end));
            start = end + 1;
        }
        parts.add(text.substring(start));
        return parts;
    }

    static Optional<Direction> direction(List<Attribute> attributes) {
        for (Attribute attribute : attributes) {
            var direction = Direction.fromAttribute(attribute.name());
            if (direction.isPresent()) {
                return direction;
            }
        }
        return Optional.empty();
    }

    /** Whether the value of an rtpmap or fmtp is about this format. */
    static boolean startsWithFormat(String value, String format) {
        return value.length() > format.length() && value.charAt(format.length()) == ' ' && value.startsWith(format);
    }
}
