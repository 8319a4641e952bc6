// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.voice.backend;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** The calls that are not over, by id, in the order in which they began. Thread-safe. */
final class SessionTable {
    private final Map<String, SipVoiceSession> live = new LinkedHashMap<>();
    private final ReentrantLock lock = new ReentrantLock();

    /** Takes a session in, unless a live one has its id. */
    boolean add(SipVoiceSession session) {
        lock.lock();
        try {
            return live.putIfAbsent(session.id(), session) == null;
        } finally {
            lock.unlock();
        }
    }

    /** Takes a session out; another one of the same id stays. */
    boolean remove(SipVoiceSession session) {
        lock.lock();
        try {
            return live.remove(session.id(), session);
        } finally {
            lock.unlock();
        }
    }

    Optional<SipVoiceSession> find(String id) {
        lock.lock();
        try {
            return Optional.ofNullable(live.get(id));
        } finally {
            lock.unlock();
        }
    }

    List<SipVoiceSession> snapshot() {
        lock.lock();
        try {
            return new ArrayList<>(live.values());
        } finally {
            lock.unlock();
        }
    }

    int size() {
        lock.lock();
        try {
            return live.size();
        } finally {
            lock.unlock();
        }
    }

    boolean isEmpty() {
        return size() == 0;
    }
}
