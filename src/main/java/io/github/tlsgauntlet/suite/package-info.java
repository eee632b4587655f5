/**
 * What a suite is made of: requirements, parameter sources, verdicts and the run they belong to.
 */
@NullMarked
package io.github.tlsgauntlet.suite;

import org.jspecify.annotations.NullMarked;
