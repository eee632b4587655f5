package io.github.tlsgauntlet.policy;

/**
 * How the facts stand to a demand.
 *
 * @param verdict whether they keep it
 * @param seen what that rests on
 */
public record Ruling(PolicyFinding.Verdict verdict, String seen) {}
