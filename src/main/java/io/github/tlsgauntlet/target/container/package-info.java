/** Servers in containers: the only package that touches Testcontainers. */
@NullMarked
package io.github.tlsgauntlet.target.container;

import org.jspecify.annotations.NullMarked;
