// SPDX-License-Identifier: Apache-2.0
/** A simulated network in virtual time, and probes, for tests of phone applications. */
module dev.demitasse.testkit {
    requires transitive dev.demitasse.event.loop;
    requires jdk.management;

    exports dev.demitasse.testkit;
}
