/**
 * What a conformance test is made of: what is sent to a target, in which combinations of cipher
 * suite, group and record layout, and which reactions conform.
 */
@NullMarked
package io.github.tlsgauntlet.suite.conformance;

import org.jspecify.annotations.NullMarked;
