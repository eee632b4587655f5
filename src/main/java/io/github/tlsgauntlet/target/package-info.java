/** What is under test: how it starts and stops, and what it can do. */
@NullMarked
package io.github.tlsgauntlet.target;

import org.jspecify.annotations.NullMarked;
