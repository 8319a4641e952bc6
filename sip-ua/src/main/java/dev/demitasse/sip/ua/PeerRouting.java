// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.ua;

/**
 * Where the requests of a dialog go over UDP when no proxy has put itself into its route (Record-Route). Behind a NAT that it
 * does not know of, a peer writes an address into its Contact that nobody else reaches; its packets, and so the responses to
 * its requests (RFC 3581), pass all the same. Whatever is chosen, the Request-URI is the Contact, as RFC 3261 section 12.2.1.1
 * has it.
 */
public enum PeerRouting {
    /** To the Contact, whatever it is: RFC 3261 section 8.1.2 to the letter. */
    CONTACT,
    /**
     * To the Contact, unless that can't be its address as seen from here; then to where the peer's latest packets of the
     * dialog came from. That is so when the peer's own Via names the same host as its Contact while its packets come from
     * another port (with {@code rport}), or from another address while the Contact's is not public; and when the Contact's
     * address reaches less far than that source: a private, link-local or loopback one behind a public one.
     */
    NAT_AWARE,
    /** To where responses to the peer's latest new request of the dialog go (RFC 3261 section 18.2.2, RFC 3581), always. */
    SOURCE
}
