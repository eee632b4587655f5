package io.github.tlsgauntlet.policy;

/**
 * One rule of a policy.
 *
 * @param id a name in kebab case that is the policy's only one
 * @param title in words
 * @param level how binding it is
 * @param reference its section in the source
 * @param demand what it wants
 */
public record Rule(String id, String title, Level level, String reference, Demand demand) {}
