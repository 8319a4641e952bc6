// SPDX-License-Identifier: Apache-2.0
/**
 * A simulated network in virtual time, for tests of phone applications: ours and yours.
 *
 * <p>A {@link dev.demitasse.testkit.SimulatedNetwork} is given to whatever takes a {@link dev.demitasse.event.loop.Network}.
 * All its hosts, loops and application threads are then stepped by the thread of the test, one thing at a time and always in
 * the same order: eight hours of a call take milliseconds, and the same seed gives the same bytes, on every JDK.
 */
package dev.demitasse.testkit;
