/** The canonical report model and a class for each format. */
@NullMarked
package io.github.tlsgauntlet.report;

import org.jspecify.annotations.NullMarked;
