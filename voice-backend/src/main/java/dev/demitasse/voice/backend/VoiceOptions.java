// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.voice.backend;

import dev.demitasse.event.loop.Network;
import dev.demitasse.sip.ua.PeerRouting;
import dev.demitasse.sip.ua.SipTimers;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What the builder of a {@link SipVoiceBackend} has collected and checked. Immutable. */
record VoiceOptions(
        Optional<Network> network,
        InetSocketAddress sipAddress,
        InetAddress rtpAddress,
        int firstRtpPort,
        int lastRtpPort,
        Optional<InetAddress> advertisedAddress,
        List<String> codecs,
        int telephoneEventPayloadType,
        int ptimeMillis,
        boolean comfortNoise,
        boolean offerRtcpMux,
        int maximumCalls,
        String userAgent,
        Duration closeLimit,
        Duration portQuarantine,
        SipTimers timers,
        PeerRouting peerRouting,
        boolean closedPortProbe,
        Duration mediaEstablishmentTimeout,
        SoundOptions sound) {}
