/**
 * The values of TLS: records, handshake messages, extensions, alerts and code points. No I/O, no
 * crypto.
 */
@NullMarked
package io.github.tlsgauntlet.protocol;

import org.jspecify.annotations.NullMarked;
