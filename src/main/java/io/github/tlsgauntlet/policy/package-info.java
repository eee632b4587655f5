/** What published guidelines demand of a server, and how far the facts of a scan keep to it. */
@NullMarked
package io.github.tlsgauntlet.policy;

import org.jspecify.annotations.NullMarked;
