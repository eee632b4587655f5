/** Key exchange, key schedules, record protection and signature schemes. No I/O. */
@NullMarked
package io.github.tlsgauntlet.crypto;

import org.jspecify.annotations.NullMarked;
