package io.github.tlsgauntlet.pki;

import java.security.PublicKey;

/**
 * A certificate transparency log (RFC 6962) as a list of logs describes it.
 *
 * @param id SHA-256 of its key, in hexadecimal
 * @param name as the list describes it
 * @param state usable, retired and so on, in the list's words; empty where the list has none
 * @param key what its timestamps verify with
 */
public record TransparencyLog(String id, String name, String state, PublicKey key) {}
