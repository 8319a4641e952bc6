// SPDX-License-Identifier: Apache-2.0
/** Threads, sockets, clocks and random sources behind one interface. The only module of Demitasse that has any. */
module dev.demitasse.event.loop {
    exports dev.demitasse.event.loop;
}
