/** Facts about a server, without judgement: what it offers, how it answers, where it is weak. */
@NullMarked
package io.github.tlsgauntlet.probe;

import org.jspecify.annotations.NullMarked;
