package io.github.tlsgauntlet.target;

/**
 * What a client said of one attempt.
 *
 * @param completed whether it had an HTTP answer from the server
 * @param message the answer's first line, or the client's own error: exception class and message,
 *     causes included, one line
 */
public record ClientAttempt(boolean completed, String message) {}
