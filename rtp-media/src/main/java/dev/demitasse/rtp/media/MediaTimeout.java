// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media;

import dev.demitasse.event.loop.Deadlines;
import java.time.Duration;

/** Tells a listener when nothing was received for a time; once for each silence. Confined to the media loop. */
final class MediaTimeout {
    private final Duration limit;
    private final RtpListener listener;
    private long since;
    private boolean told;

    MediaTimeout(Duration limit, RtpListener listener) {
        this.limit = limit;
        this.listener = listener;
    }

    /** Receiving begins, or resumes. */
    void start(long now) {
        since = now;
        told = false;
    }

    /** The next time at which {@link #onTimeout} may have something to do. */
    long nextDeadline() {
        return told ? Deadlines.NEVER : Deadlines.after(since, limit);
    }

    void onTimeout(boolean receives, long lastPacketAt, long now) {
        if (!receives) {
            since = now;
            told = false;
            return;
        }
        if (lastPacketAt > since) {
            since = lastPacketAt;
            told = false;
        }
        if (!told && now - since >= limit.toNanos()) {
            told = true;
            listener.onMediaTimeout(Duration.ofNanos(now - since), lastPacketAt > 0, now);
        }
    }
}
