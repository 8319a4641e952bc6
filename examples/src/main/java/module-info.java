// SPDX-License-Identifier: Apache-2.0
/** The demitasse command: one file, one scenario. Not published. */
module dev.demitasse.examples {
    requires dev.demitasse.testkit;
    requires dev.demitasse.voice.backend;
    requires info.picocli;
    requires org.slf4j;

    opens dev.demitasse.examples to
            info.picocli;
}
