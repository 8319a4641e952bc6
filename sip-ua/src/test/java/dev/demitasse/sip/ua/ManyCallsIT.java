// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.ua;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("10,000 calls over a line that loses 30 % each way")
class ManyCallsIT {
    @Test
    @DisplayName("10,000 seeds: at least 99.8 % are answered on both sides")
    void tenThousand() {
        ManyCallsTest.run(10_000, 0xf07947dcL);
    }
}
