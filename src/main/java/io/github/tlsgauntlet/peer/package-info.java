/**
 * A scripted TLS endpoint, client or server, that records its transcript and can be told to
 * misbehave.
 */
@NullMarked
package io.github.tlsgauntlet.peer;

import org.jspecify.annotations.NullMarked;
