// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.sdp;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The {@code a=group:BUNDLE} lines of one description, RFC 9143 section 5. Immutable.
 *
 * @param all each group's {@code m=} lines by index, in the order of its tags; a line is in one group at most
 */
record BundleGroups(List<List<Integer>> all) {
    private static final String BUNDLE_ONLY = "bundle-only";

    /** Reads them. Tags of no line are left out, and so is a line's second mention. */
    static BundleGroups of(SessionDescription description) {
        Map<String, Integer> lines = new HashMap<>();
        for (int i = 0; i < description.media().size(); i++) {
            int index = i;
            description.media().get(i).attribute("mid").ifPresent(mid -> lines.putIfAbsent(mid.value(), index));
        }
        List<List<Integer>> groups = new ArrayList<>();
        for (Attribute group : description.attributes("group")) {
            var fields = new Fields(group.value());
            List<Integer> members = new ArrayList<>();
            boolean bundle = fields.next().equals("BUNDLE");
            while (bundle && !fields.atEnd()) {
                Integer line = lines.remove(fields.next());
                if (line != null) {
                    members.add(line);
                }
            }
            if (!members.isEmpty()) {
                groups.add(List.copyOf(members));
            }
        }
        return new BundleGroups(List.copyOf(groups));
    }

    /** The group a line is in, or an empty one. */
    List<Integer> of(int index) {
        return all.stream().filter(group -> group.contains(index)).findFirst().orElse(List.of());
    }

    /**
     * Whether a line is there: it has a port, or is to exist inside its bundle only (section 6). Outside of a bundle that
     * attribute counts for nothing.
     */
    boolean hasLine(int index, MediaDescription line) {
        return line.port() != 0
                || line.attribute(BUNDLE_ONLY).isPresent() && !of(index).isEmpty();
    }

    static Attribute bundleOnly() {
        return Attribute.property(BUNDLE_ONLY);
    }

    /** The groups of these streams as this side writes them: the tag whose transport it is comes first. */
    static List<Attribute> toAttributes(List<Stream> streams) {
        List<Attribute> groups = new ArrayList<>();
        for (int tag = 0; tag < streams.size(); tag++) {
            if (streams.get(tag).bundle() == tag) {
                var value = new StringBuilder("BUNDLE ")
                        .append(streams.get(tag).mid().orElseThrow());
                for (int i = 0; i < streams.size(); i++) {
                    if (i != tag && streams.get(i).bundle() == tag) {
                        value.append(' ').append(streams.get(i).mid().orElseThrow());
                    }
                }
                groups.add(Attribute.of("group", value.toString()));
            }
        }
        return groups;
    }
}
