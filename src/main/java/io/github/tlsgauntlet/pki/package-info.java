/**
 * Authorities, credentials, certificate recipes and all that can be wrong with them. Knows nothing
 * of TLS.
 */
@NullMarked
package io.github.tlsgauntlet.pki;

import org.jspecify.annotations.NullMarked;
