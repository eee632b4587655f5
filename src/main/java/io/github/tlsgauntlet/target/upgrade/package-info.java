/** The conversations in plain text that precede TLS. */
@NullMarked
package io.github.tlsgauntlet.target.upgrade;

import org.jspecify.annotations.NullMarked;
