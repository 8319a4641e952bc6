// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.ua;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.AfterEach;

/** Alice calls bob; at the end all tables are empty. */
abstract class CallScene {
    final TwoAgents line = new TwoAgents(7);

    @AfterEach
    void close() {
        line.assertAllTablesEmpty();
        line.close();
    }

    static void answer(IncomingCall call) {
        call.answer(TwoAgents.sdp("bob"));
    }

    /** A call that is up; the recording begins here. */
    OutgoingCall established() {
        line.handler(CallScene::answer);
        OutgoingCall call = line.call();
        line.run(500);
        assertEquals(CallState.CONFIRMED, call.state());
        line.network.clearRecording();
        return call;
    }
}
