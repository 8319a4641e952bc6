// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.ua;

import dev.demitasse.event.loop.Network;
import dev.demitasse.sip.message.SipResponse;
import dev.demitasse.sip.message.Uri;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/**
 * A SIP user agent: takes calls and places them (RFC 3261). Thread-safe. Everything happens on one event loop, which it
 * opens when started and closes when closed; the network stays its owner's.
 *
 * <p>It answers by itself: OPTIONS; what it does not know (405, 416, 420, 481, 482); calls beyond its limits (503).
 */
public final class UserAgent implements AutoCloseable {
    private final UserAgentCore core;

    UserAgent(UserAgentBuilder builder) {
        core = new UserAgentCore(builder);
    }

    /**
     * Begins a user agent.
     *
     * @param network where it lives; stays open when the user agent is closed
     * @return a new builder
     */
    public static UserAgentBuilder builder(Network network) {
        return new UserAgentBuilder(network);
    }

    /**
     * Binds and begins to take calls.
     *
     * @throws IOException if the address cannot be bound (a {@link java.net.BindException} when it is in use)
     * @throws IllegalStateException if it was started or closed already
     */
    public void start() throws IOException {
        core.start();
    }

    /**
     * The bound address.
     *
     * @return with the port that was bound
     * @throws IllegalStateException if it was not started
     */
    public InetSocketAddress localAddress() {
        return core.localAddress();
    }

    /**
     * Places a call.
     *
     * @param invitation whom to call, and how
     * @return the call; the INVITE is on its way
     * @throws IllegalStateException if it was not started, or is closed
     */
    public OutgoingCall invite(Invitation invitation) {
        return core.invite(Objects.requireNonNull(invitation, "invitation"));
    }

    /**
     * Asks a server what it can do, or whether it is there (OPTIONS, RFC 3261 section 11).
     *
     * @param target whom to ask
     * @return completed with the final response, whatever its status; exceptionally with a {@link SipException} if there is
     *     none
     * @throws IllegalStateException if it was not started, or is closed
     */
    public CompletableFuture<SipResponse> optionsAsync(Uri target) {
        return core.options(Objects.requireNonNull(target, "target")).future();
    }

    /**
     * Asks a server what it can do and waits for the answer.
     *
     * @param target whom to ask
     * @return the final response, whatever its status
     * @throws SipException if there is none
     * @throws IllegalStateException if it was not started, is closed, or this is called on a loop
     */
    public SipResponse options(Uri target) {
        return core.options(Objects.requireNonNull(target, "target")).await();
    }

    /**
     * What it holds and has counted.
     *
     * @return a snapshot, taken without waiting for the loop
     */
    public UserAgentCounters counters() {
        return core.counters();
    }

    /**
     * Ends all calls on the wire, waits for that as long as {@link UserAgentLimits#closeLimit()} says, and closes the loop:
     * until BYEs are answered and refusals acknowledged, those of earlier calls too, since both may have to be sent again.
     * New calls get a 503 meanwhile. Calls that are left end with {@link CallOutcome.Cause#SHUTDOWN} all the same.
     * Idempotent.
     *
     * @throws IllegalStateException if called on a loop
     * @throws dev.demitasse.event.loop.InterruptedWaitException if the thread is interrupted: it is closed without waiting
     */
    @Override
    public void close() {
        core.close();
    }
}
