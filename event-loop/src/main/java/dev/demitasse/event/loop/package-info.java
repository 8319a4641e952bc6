// SPDX-License-Identifier: Apache-2.0
/**
 * Threads, sockets, clocks and random sources, behind interfaces.
 *
 * <p>A {@link dev.demitasse.event.loop.Network} is one machine's network, or a simulated one. It opens
 * {@link dev.demitasse.event.loop.EventLoop}s: each is one thread on which sockets are read, deadlines come due and
 * commands run, one at a time, so that whatever lives on a loop needs no lock. Application code runs on
 * {@link dev.demitasse.event.loop.ApplicationThreads}, never on a loop, and waits in a
 * {@link dev.demitasse.event.loop.Signal}.
 *
 * <p>Time is a {@code long}: nanoseconds since the network was opened, 0 then, the same for all its loops. It never goes
 * backwards. {@link dev.demitasse.event.loop.Deadlines#NEVER} is the time that does not come.
 */
package dev.demitasse.event.loop;
