// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.examples;

import dev.demitasse.event.loop.Network;
import dev.demitasse.voice.backend.SipVoiceBackend;
import dev.demitasse.voice.backend.SipVoiceBackendBuilder;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/** Backends from what the command line says. */
final class Backends {
    private Backends() {}

    /**
     * Starts a builder.
     *
     * @throws Failure if there can be no such backend
     */
    static SipVoiceBackendBuilder configured(
            Network network, InetSocketAddress sip, Optional<PortRange> rtp, List<String> codecs) {
        var builder = SipVoiceBackend.builder().network(network).sipAddress(sip).userAgent("demitasse-examples");
        try {
            rtp.ifPresent(range -> builder.rtpAddress(range.address()).rtpPorts(range.first(), range.last()));
            if (!codecs.isEmpty()) {
                builder.codecs(codecs.toArray(String[]::new));
            }
        } catch (IllegalArgumentException e) {
            throw new Failure(e.getMessage(), e);
        }
        return builder;
    }
}
