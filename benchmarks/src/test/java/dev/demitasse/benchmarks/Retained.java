// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.benchmarks;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Set;

/**
 * The size of what an object holds on to: itself, and all it leads to that was not there before. Objects are counted as
 * HotSpot lays them out by default in a heap of less than 32 GB: a header of 12 bytes (16 for an array), references of
 * four, all rounded up to eight.
 */
final class Retained {
    private final Set<Object> known = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Deque<Object> open = new ArrayDeque<>();

    private Retained() {}

    /** Bytes that one object leads to, and another does not. */
    static long bytes(Object object, Object other) throws IllegalAccessException {
        var retained = new Retained();
        retained.walk(other);
        return retained.walk(object);
    }

    private long walk(Object root) throws IllegalAccessException {
        long bytes = 0;
        note(root);
        while (!open.isEmpty()) {
            Object object = open.pop();
            bytes += object.getClass().isArray() ? array(object) : fields(object);
        }
        return bytes;
    }

    private void note(Object object) {
        if (object != null && known.add(object)) {
            open.push(object);
        }
    }

    private long array(Object array) {
        Class<?> type = array.getClass().getComponentType();
        int length = Array.getLength(array);
        if (!type.isPrimitive()) {
            for (int i = 0; i < length; i++) {
                note(Array.get(array, i));
            }
        }
        return rounded(16 + (long) length * size(type));
    }

    private long fields(Object object) throws IllegalAccessException {
        long bytes = 12;
        for (Class<?> type = object.getClass(); type != null; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers())) {
                    bytes += size(field.getType());
                    if (!field.getType().isPrimitive() && field.trySetAccessible()) {
                        note(field.get(object));
                    }
                }
            }
        }
        return rounded(bytes);
    }

    private static int size(Class<?> type) {
        if (type == long.class || type == double.class) {
            return Long.BYTES;
        }
        if (type == boolean.class || type == byte.class) {
            return Byte.BYTES;
        }
        return type == short.class || type == char.class ? Short.BYTES : Integer.BYTES;
    }

    private static long rounded(long bytes) {
        return bytes + 7 & -8;
    }
}
