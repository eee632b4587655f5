/**
 * Reading and writing TLS's presentation language (RFC 9846, Section 3): bounded, total, with typed
 * errors.
 */
@NullMarked
package io.github.tlsgauntlet.wire;

import org.jspecify.annotations.NullMarked;
