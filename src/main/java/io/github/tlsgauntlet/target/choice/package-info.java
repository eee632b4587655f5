/** From what the user named to the target that it stands for. */
@NullMarked
package io.github.tlsgauntlet.target.choice;

import org.jspecify.annotations.NullMarked;
