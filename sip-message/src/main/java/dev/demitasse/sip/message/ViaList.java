// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.Objects;

/** The Via values of a message, without the copy that {@code List.copyOf} would make. Unmodifiable once read. */
final class ViaList extends AbstractList<Via> {
    private Via[] vias;
    private int size;

    ViaList(Via first) {
        vias = new Via[] {first, null, null, null};
        size = 1;
    }

    /** Adds one while the message is being read. */
    ViaList plus(Via next) {
        if (size == vias.length) {
            vias = Arrays.copyOf(vias, 2 * size);
        }
        vias[size++] = next;
        return this;
    }

    @Override
    public Via get(int index) {
        return vias[Objects.checkIndex(index, size)];
    }

    @Override
    public int size() {
        return size;
    }
}
