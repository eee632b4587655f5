package io.github.tlsgauntlet.probe;

/**
 * What one store of trust anchors says of a chain.
 *
 * @param store which
 * @param trusted whether a path leads to one of its anchors, and a verifier that checks no name
 *     would take it
 * @param detail to which anchor, or what stands in the way
 */
public record TrustFacts(String store, Answer trusted, String detail) {}
