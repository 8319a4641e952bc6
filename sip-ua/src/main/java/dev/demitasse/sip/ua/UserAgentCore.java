// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.ua;

import dev.demitasse.event.loop.Deadline;
import dev.demitasse.event.loop.Deadlines;
import dev.demitasse.event.loop.EventLoop;
import dev.demitasse.event.loop.InterruptedWaitException;
import dev.demitasse.event.loop.Network;
import dev.demitasse.event.loop.Signal;
import dev.demitasse.sip.message.Identifiers;
import dev.demitasse.sip.message.SipResponse;
import dev.demitasse.sip.message.Uri;
import dev.demitasse.sip.transport.InboundMessage;
import dev.demitasse.sip.transport.SipTransport;
import dev.demitasse.sip.transport.TransportCounters;
import dev.demitasse.sip.transport.TransportListener;
import dev.demitasse.sip.ua.internal.transaction.Expiring;
import dev.demitasse.sip.ua.internal.transaction.TransactionTable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The user agent on its loop: every input (message, deadline, command) comes through {@link #input}, and after each the
 * loop's one deadline is set to the first of all deadlines. Methods that say so may be called from any thread.
 */
final class UserAgentCore implements TransportListener {
    private static final Logger LOG = LoggerFactory.getLogger(UserAgent.class);

    /** For results that are waited for and have no future anybody could see. */
    private static final Executor NO_LANE = completion -> {};

    /** The life of the user agent, as any thread sees it. */
    private enum Life {
        NEW,
        STARTED,
        CLOSED
    }

    /** What exists once it is started. */
    private record Running(EventLoop loop, SipTransport transport) {}

    private final UserAgentBuilder config;
    private final Network network;
    private final Executor lane;
    private final Responses responses;
    private final AgentGauges gauges = new AgentGauges();
    private final Deadlines<Expiring> deadlines = new Deadlines<>();
    private final CallTable calls;
    private final OutboundRequests outbound = new OutboundRequests(this);
    private final Signal progress;
    private final AtomicReference<Life> life = new AtomicReference<>(Life.NEW);
    private final Set<OptionsQuery> queries = new LinkedHashSet<>();
    private volatile boolean terminated;
    private volatile Optional<Running> running = Optional.empty();
    private Optional<TransactionTable> transactions = Optional.empty();
    private Optional<Deadline> deadline = Optional.empty();
    private int depth;

    UserAgentCore(UserAgentBuilder builder) {
        config = builder;
        network = builder.network;
        lane = network.applicationThreads().newLane("sip-ua");
        responses = new Responses(builder.name);
        calls = new CallTable(gauges);
        progress = network.newSignal();
    }

    // ---- life ----

    void start() throws IOException {
        if (!life.compareAndSet(Life.NEW, Life.STARTED)) {
            throw new IllegalStateException("start() in " + life.get());
        }
        EventLoop loop = network.openLoop("sip-ua", this::onLoopFailure);
        var opened = new Pending<Optional<IOException>>(network, NO_LANE);
        loop.execute(() -> openInto(opened, loop));
        try {
            Optional<IOException> failure = opened.await();
            if (failure.isPresent()) {
                throw failure.get();
            }
        } catch (IOException | RuntimeException failed) {
            life.set(Life.CLOSED);
            loop.close();
            throw failed;
        }
    }

    private void openInto(Pending<Optional<IOException>> opened, EventLoop loop) {
        try {
            opened.complete(open(loop));
        } catch (RuntimeException unexpected) {
            opened.fail(unexpected);
        }
    }

    private Optional<IOException> open(EventLoop loop) {
        try {
            SipTransport transport = SipTransport.open(loop, config.transport, this);
            deadline = Optional.of(loop.newDeadline(this::onDeadline));
            transactions = Optional.of(new TransactionTable(
                    config.timers,
                    transport,
                    deadlines,
                    network.random(),
                    new InboundRequests(this, calls),
                    gauges.transactions,
                    config.limits.maximumTransactions(),
                    config.closedPortProbe));
            running = Optional.of(new Running(loop, transport));
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(e);
        }
    }

    private void onLoopFailure(Throwable thrown) {
        LOG.error("the loop of a user agent has met an error", thrown);
    }

    void close() {
        if (running.map(open -> open.loop().inLoop()).orElse(false)) {
            throw new IllegalStateException("close() on the loop");
        }
        Life before = life.getAndSet(Life.CLOSED);
        Optional<Running> open = running;
        if (before != Life.STARTED || open.isEmpty()) {
            return;
        }
        execute(calls::shutDown);
        long limit = Deadlines.after(network.now(), config.limits.closeLimit());
        try {
            progress.await(gauges::isQuiet, limit);
            runAndAwait(this::terminate);
            // Commands that were given before any thread could see that it is over stand before this one.
            runAndAwait(now -> {});
        } catch (InterruptedWaitException interrupted) {
            execute(now -> {
                terminate(now);
                open.get().loop().close();
            });
            throw interrupted;
        }
        open.get().loop().close();
    }

    private void terminate(long now) {
        calls.abandon(now);
        for (OptionsQuery query : List.copyOf(queries)) {
            query.abandon();
        }
        transactions().clear();
        terminated = true;
    }

    private void runAndAwait(LongConsumer command) {
        var done = new Pending<Boolean>(network, NO_LANE);
        execute(now -> {
            try {
                command.accept(now);
            } finally {
                done.complete(true);
            }
        });
        done.await();
    }

    /** Whether a command may have been lost because the loop is closing. From any thread. */
    boolean isTerminated() {
        return terminated;
    }

    Set<OptionsQuery> queries() {
        return queries;
    }

    InetSocketAddress localAddress() {
        return running.orElseThrow(() -> new IllegalStateException("not started"))
                .transport()
                .localAddress();
    }

    UserAgentCounters counters() {
        return gauges.snapshot(running.map(open -> open.transport().counters()).orElse(TransportCounters.ZERO));
    }

    // ---- inputs ----

    /** Has a command run on the loop, from any thread. */
    void execute(LongConsumer command) {
        Optional<Running> open = running;
        if (open.isEmpty()) {
            throw new IllegalStateException("not started");
        }
        EventLoop loop = open.get().loop();
        try {
            loop.execute(() -> {
                long now = loop.now();
                input(now, () -> command.accept(now));
            });
        } catch (RejectedExecutionException closed) {
            throw new IllegalStateException("closed", closed);
        }
    }

    /** Takes an input; afterwards the loop knows when to call again. May be nested. */
    void input(long now, Runnable body) {
        depth++;
        try {
            body.run();
        } catch (RuntimeException | AssertionError bug) {
            if (depth > 1) {
                throw bug;
            }
            // The boundary of the loop: what belongs to a call was caught there.
            gauges.failures.up();
            LOG.error("an input has failed", bug);
        } finally {
            depth--;
            if (depth == 0) {
                deadline.ifPresent(wake -> wake.set(deadlines.next()));
                gauges.deadlines.set(deadlines.size());
                if (isClosing()) {
                    progress.raise();
                }
            }
        }
    }

    @Override
    public void onMessage(InboundMessage inbound) {
        input(inbound.receivedAt(), () -> transactions().onMessage(inbound));
    }

    @Override
    public void onPortClosed(InetSocketAddress peer, long now) {
        input(now, () -> transactions().onPortClosed(peer, now));
    }

    private void onDeadline(long now) {
        input(now, () -> deadlines.expire(now, waiting -> waiting.onTimeout(now)));
    }

    // ---- what calls use ----

    Network network() {
        return network;
    }

    UserAgentBuilder config() {
        return config;
    }

    Responses responses() {
        return responses;
    }

    AgentGauges gauges() {
        return gauges;
    }

    CallTable calls() {
        return calls;
    }

    OutboundRequests outbound() {
        return outbound;
    }

    TransactionTable transactions() {
        return transactions.orElseThrow();
    }

    SipTransport transport() {
        return running.orElseThrow().transport();
    }

    /** The loop's time; once it is started. */
    long loopTime() {
        return running.orElseThrow().loop().now();
    }

    Deadlines.Slot<Expiring> slot(Expiring owner) {
        return deadlines.slot(owner);
    }

    String newTag() {
        return Identifiers.tag(network.random());
    }

    boolean isClosing() {
        return life.get() == Life.CLOSED;
    }

    // ---- what applications ask for ----

    OutgoingCall invite(Invitation invitation) {
        requireOpen();
        var core = new OutgoingCallCore(this, invitation);
        execute(core::start);
        return new OutgoingCall(core);
    }

    Pending<SipResponse> options(Uri target) {
        requireOpen();
        var answer = new Pending<SipResponse>(network, lane);
        execute(now -> new OptionsQuery(this, target, answer).start(now));
        if (terminated) {
            answer.fail(new IllegalStateException("user agent is closed"));
        }
        return answer;
    }

    private void requireOpen() {
        if (life.get() != Life.STARTED) {
            throw new IllegalStateException("user agent is " + life.get());
        }
    }
}
