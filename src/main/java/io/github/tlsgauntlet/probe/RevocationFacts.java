package io.github.tlsgauntlet.probe;

import io.github.tlsgauntlet.pki.RevocationFinding;

/**
 * What a responder or a list on the network says of a certificate of the chain.
 *
 * @param certificate its subject
 * @param source OCSP or CRL
 * @param from where it was asked for
 * @param finding what it says
 */
public record RevocationFacts(
    String certificate, String source, String from, RevocationFinding finding) {}
