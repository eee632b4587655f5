package io.github.tlsgauntlet.probe;

/**
 * One thing that a server does or does not do.
 *
 * @param id a name in kebab case that stays the same between versions, such as {@code
 *     extended-master-secret}
 * @param title in words
 * @param answer what was seen
 * @param detail how, or why it could not be told; may hold text from the server, unescaped
 */
public record Fact(String id, String title, Answer answer, String detail) {}
