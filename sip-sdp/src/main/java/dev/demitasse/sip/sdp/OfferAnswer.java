// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.sdp;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The offer/answer machine of one session, RFC 3264: it makes this side's descriptions, takes the peer's, and says what
 * is agreed.
 *
 * <pre>
 *                    createOffer                        takeAnswer
 *   NO_DESCRIPTION ---------------&gt; LOCAL_OFFER_PENDING -----------&gt; STABLE
 *   or STABLE      &lt;---------------                                    (again from either side)
 *                     rollback
 *                     takeOffer                         createAnswer
 *                  ---------------&gt; REMOTE_OFFER_PENDING -----------&gt; STABLE
 *                  &lt;---------------
 *                     rollback
 * </pre>
 *
 * <p>A late offer is the upper path with the offer in the 200 and the answer in the ACK. Glare is the user agent's to
 * solve (491): asked for a second exchange while one is pending, this machine throws {@link IllegalStateException}, so
 * look at {@link #state} before taking a peer's offer.
 *
 * <p>The rules it keeps:
 *
 * <ul>
 *   <li>Every {@code m=} line has its counterpart at the same place; what this side cannot have gets port 0 (sections 6
 *       and 8). A stream rejected once is not offered again by this side.
 *   <li>The version of {@code o=} grows by one exactly when a description differs from the one made before, and the rest
 *       of {@code o=} never changes (section 8).
 *   <li>Codecs are the same by name, clock rate and channels, never by number. Answers use the offerer's numbers; a
 *       number that meant a codec on a stream never means another (section 8.3.2).
 *   <li>Profiles that need keys are had only with them ({@link MediaSecurity}): no keys, no {@code SAVP}; and what was
 *       offered protected is not agreed unprotected.
 * </ul>
 *
 * <p>It has no timers and no deadline: how long an offer may wait is its transaction's affair. Not thread-safe; confined
 * to the loop of its call.
 */
public final class OfferAnswer {
    /** Where the exchange stands. */
    public enum State {
        /** Nothing was agreed yet and nothing is under way. */
        NO_DESCRIPTION,
        /** An offer of this side waits for the peer's answer. */
        LOCAL_OFFER_PENDING,
        /** An offer of the peer waits for this side's answer. */
        REMOTE_OFFER_PENDING,
        /** Both descriptions are agreed. */
        STABLE
    }

    private static final long MAX_FIRST_VERSION = (1L << 62) - 1;

    private LocalCapabilities capabilities;
    private Direction direction = Direction.SENDRECV;
    private State state = State.NO_DESCRIPTION;
    private Origin origin;
    private long version;
    private Optional<SessionDescription> lastMade = Optional.empty();
    private Optional<Exchange> agreed = Optional.empty();
    private Optional<Offering> localOffer = Optional.empty();
    private Optional<SessionDescription> remoteOffer = Optional.empty();
    private final Set<Integer> added = new TreeSet<>();
    private final Set<Integer> removed = new TreeSet<>();

    /**
     * A session without any description. The two numbers come from the caller, who has a clock or a random source.
     *
     * @param capabilities what this side can do
     * @param sessionId the session identifier of {@code o=}, not negative, unique among this host's sessions
     * @param sessionVersion the version of the first description, 0 to 2^62 - 1
     * @throws IllegalArgumentException when a number is out of range
     */
    public OfferAnswer(LocalCapabilities capabilities, long sessionId, long sessionVersion) {
        if (sessionVersion < 0 || sessionVersion > MAX_FIRST_VERSION) {
            throw new IllegalArgumentException("session version must be within 0..2^62-1: " + sessionVersion);
        }
        this.capabilities = Objects.requireNonNull(capabilities);
        this.version = sessionVersion;
        String address = capabilities.advertisedAddresses().get(0);
        String id = Long.toString(sessionId);
        this.origin = new Origin(
                capabilities.username(),
                id,
                Long.toString(sessionVersion),
                "IN",
                IpLiteral.addressType(address),
                address);
    }

    private OfferAnswer(OfferAnswer from) {
        capabilities = from.capabilities;
        direction = from.direction;
        state = from.state;
        origin = from.origin;
        version = from.version;
        lastMade = from.lastMade;
        agreed = from.agreed;
        localOffer = from.localOffer;
        remoteOffer = from.remoteOffer;
        added.addAll(from.added);
        removed.addAll(from.removed);
    }

    /**
     * A machine in the same state that goes its own way from here: for the further early dialogs of a forked INVITE,
     * each of which answers the same offer.
     *
     * @return a copy
     */
    public OfferAnswer copy() {
        return new OfferAnswer(this);
    }

    /**
     * Where the exchange stands.
     *
     * @return the state
     */
    public State state() {
        return state;
    }

    /**
     * What this side can do.
     *
     * @return the capabilities
     */
    public LocalCapabilities capabilities() {
        return capabilities;
    }

    /**
     * Replaces what this side can do, from the next description it makes: a port that is bound only between
     * {@link #takeOffer} and {@link #createAnswer}, a new address. Added streams appear in the first offer and in answers
     * to offers that ask for them.
     *
     * @param replacement streams of the same kinds in the same order, and perhaps more
     * @throws IllegalArgumentException when a stream is missing or of another kind
     */
    public void capabilities(LocalCapabilities replacement) {
        List<LocalMedia> old = capabilities.media();
        for (int i = 0; i < old.size(); i++) {
            if (i >= replacement.media().size()
                    || !replacement.media().get(i).media().equals(old.get(i).media())) {
                throw new IllegalArgumentException(
                        "local media " + i + " must stay: " + old.get(i).media());
            }
        }
        capabilities = replacement;
    }

    /**
     * What this side wants to do.
     *
     * @return {@code SENDRECV} at first
     */
    public Direction direction() {
        return direction;
    }

    /**
     * Sets what this side wants to do, from the next description it makes: {@code SENDONLY} or {@code INACTIVE} to hold
     * the peer, {@code SENDRECV} to resume (section 8.4). Streams that can do less ({@link LocalMedia#direction}) do less.
     * It outlives the exchanges: being held by the peer does not change it.
     *
     * @param wanted the direction
     */
    public void direction(Direction wanted) {
        direction = Objects.requireNonNull(wanted);
    }

    /**
     * Adds a stream to an established session with the next offer of this side: in the place of one that is no more, or
     * else behind the others (section 8.1). An offer that comes to nothing leaves it wanted.
     *
     * @param localIndex which of {@link LocalCapabilities#media}
     * @throws IllegalArgumentException when there is no such stream, or the session has it
     */
    public void addStream(int localIndex) {
        if (localIndex < 0 || localIndex >= capabilities.media().size()) {
            throw new IllegalArgumentException("no such local media: " + localIndex);
        }
        if (streams().stream().anyMatch(stream -> stream.localIndex() == localIndex)) {
            throw new IllegalArgumentException("local media " + localIndex + " is in the session");
        }
        added.add(localIndex);
    }

    /**
     * Removes a stream with the next description this side makes, which has port 0 for it (section 8.2). A rejected
     * description leaves it to be removed. The stream whose transport others of its bundle use goes with the next offer
     * of this side, not with an answer (RFC 9143 section 7.3.3).
     *
     * @param index the place of its {@code m=} line
     * @throws IllegalArgumentException when no stream is there
     */
    public void removeStream(int index) {
        if (index < 0 || index >= streams().size() || !streams().get(index).isLive()) {
            throw new IllegalArgumentException("no stream at " + index);
        }
        removed.add(index);
    }

    private List<Stream> streams() {
        return agreed.map(Exchange::streams).orElse(List.of());
    }

    /**
     * Makes an offer: the first one, with every local stream, or a new one in an established session, with the streams
     * it has, and those {@linkplain #addStream added}.
     *
     * @return the description to send
     * @throws IllegalStateException when an offer is pending
     */
    public SessionDescription createOffer() {
        state = switch (state) {
            case NO_DESCRIPTION, STABLE -> State.LOCAL_OFFER_PENDING;
            case LOCAL_OFFER_PENDING, REMOTE_OFFER_PENDING -> throw misuse("createOffer");
        };
        Offering offering = agreed.isPresent()
                ? Offering.later(capabilities, direction, agreed.get(), added, removed, origin)
                : Offering.first(capabilities, direction, origin);
        SessionDescription made = versioned(offering.description());
        localOffer = Optional.of(offering.withDescription(made));
        return made;
    }

    /**
     * Takes the answer to the pending offer. The exchange is over afterwards: with a {@link Negotiation.Failed} no stream
     * is left and the session should end, except after {@link Negotiation.Reason#MEDIA_LINES_DIFFER}, which is no answer
     * at all and leaves what was agreed before.
     *
     * @param answer the peer's description
     * @return what is agreed
     * @throws IllegalStateException when no offer of this side is pending
     */
    public Negotiation takeAnswer(SessionDescription answer) {
        Objects.requireNonNull(answer);
        Offering offering = localOffer.orElseThrow(() -> misuse("takeAnswer"));
        if (!offering.matchesLines(answer)) {
            rollback();
            return new Negotiation.Failed(Negotiation.Reason.MEDIA_LINES_DIFFER);
        }
        Exchange exchange = offering.answered(answer);
        offering.streams().forEach(stream -> added.remove(stream.localIndex()));
        agree(exchange);
        return exchange.result();
    }

    /**
     * Takes an offer of the peer: the first one, or a new one in an established session. After a
     * {@link Negotiation.Failed} the offer is forgotten and what was agreed before still holds: reject the request with
     * {@link Negotiation.Reason#suggestedStatus}.
     *
     * @param offer the peer's description
     * @return what the answer will agree on, if neither direction nor capabilities are changed before it is made
     * @throws IllegalStateException when an offer is pending
     */
    public Negotiation takeOffer(SessionDescription offer) {
        Objects.requireNonNull(offer);
        State taken = switch (state) {
            case NO_DESCRIPTION, STABLE -> State.REMOTE_OFFER_PENDING;
            case LOCAL_OFFER_PENDING, REMOTE_OFFER_PENDING -> throw misuse("takeOffer");
        };
        Answering answering = answering(offer);
        if (!answering.keepsLines()) {
            return new Negotiation.Failed(Negotiation.Reason.MEDIA_LINES_DIFFER);
        }
        Negotiation result = answering.compose(origin).result();
        if (result instanceof Negotiation.Agreed) {
            state = taken;
            remoteOffer = Optional.of(offer);
        }
        return result;
    }

    /**
     * Makes the answer to the peer's pending offer. From here on it is agreed; {@link #media} tells what.
     *
     * @return the description to send
     * @throws IllegalStateException when no offer of the peer is pending
     */
    public SessionDescription createAnswer() {
        SessionDescription offer = remoteOffer.orElseThrow(() -> misuse("createAnswer"));
        Exchange exchange = answering(offer).compose(origin);
        SessionDescription made = versioned(exchange.local());
        agree(new Exchange(made, offer, exchange.streams(), exchange.media(), exchange.failure()));
        return made;
    }

    /**
     * Drops the pending offer, whoever made it: it was rejected, or its transaction failed. What was agreed before still
     * holds (RFC 3264 section 8, RFC 3261 section 14.1). The version is not taken back, so that two different
     * descriptions never share one.
     *
     * @throws IllegalStateException when no offer is pending
     */
    public void rollback() {
        state = switch (state) {
            case LOCAL_OFFER_PENDING, REMOTE_OFFER_PENDING -> agreed.isPresent() ? State.STABLE : State.NO_DESCRIPTION;
            case NO_DESCRIPTION, STABLE -> throw misuse("rollback");
        };
        localOffer = Optional.empty();
        remoteOffer = Optional.empty();
    }

    /**
     * What is agreed.
     *
     * @return one entry for each {@code m=} line, in order; empty before the first agreement
     */
    public List<NegotiatedMedia> media() {
        return agreed.map(Exchange::media).orElse(List.of());
    }

    /**
     * The last description agreed on this side.
     *
     * @return the description, or empty before the first agreement
     */
    public Optional<SessionDescription> localDescription() {
        return agreed.map(Exchange::local);
    }

    /**
     * The last description agreed on the peer's side.
     *
     * @return the description, or empty before the first agreement
     */
    public Optional<SessionDescription> remoteDescription() {
        return agreed.map(Exchange::remote);
    }

    private Answering answering(SessionDescription offer) {
        return new Answering(capabilities, direction, streams(), removed, offer);
    }

    private void agree(Exchange exchange) {
        agreed = Optional.of(exchange);
        removed.removeIf(index -> !exchange.streams().get(index).isLive());
        localOffer = Optional.empty();
        remoteOffer = Optional.empty();
        state = State.STABLE;
    }

    /** RFC 3264 section 8: the version "MUST increment by one" from the previous description if anything changed. */
    private SessionDescription versioned(SessionDescription made) {
        SessionDescription result = made;
        if (lastMade.isPresent() && !lastMade.get().equals(made)) {
            origin = origin.withSessionVersion(++version);
            result = made.toBuilder().origin(origin).build();
        }
        lastMade = Optional.of(result);
        return result;
    }

    private IllegalStateException misuse(String verb) {
        return new IllegalStateException(verb + "() in " + state);
    }
}
