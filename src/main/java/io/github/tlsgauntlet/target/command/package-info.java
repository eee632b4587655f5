/** Clients that are commands of the user's. */
@NullMarked
package io.github.tlsgauntlet.target.command;

import org.jspecify.annotations.NullMarked;
