/**
 * The suites that a run executes: the same classes under Maven, on the command line and in a user's
 * own build.
 */
@NullMarked
package io.github.tlsgauntlet.suites;

import org.jspecify.annotations.NullMarked;
