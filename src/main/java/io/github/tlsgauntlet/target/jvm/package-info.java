/** Servers and clients that run in a JVM: this one, or a forked one of another JDK. */
@NullMarked
package io.github.tlsgauntlet.target.jvm;

import org.jspecify.annotations.NullMarked;
