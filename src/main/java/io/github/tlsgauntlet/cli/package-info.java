/** The command line; the only package that prints. */
@NullMarked
package io.github.tlsgauntlet.cli;

import org.jspecify.annotations.NullMarked;
