/** Live servers that stand as they stand. */
@NullMarked
package io.github.tlsgauntlet.target.remote;

import org.jspecify.annotations.NullMarked;
