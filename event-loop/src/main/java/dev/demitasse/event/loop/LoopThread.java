// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.event.loop;

/** The thread of a loop; on one of these nothing may block. */
final class LoopThread extends Thread {
    LoopThread(Runnable run, String name) {
        super(run, name);
    }
}
