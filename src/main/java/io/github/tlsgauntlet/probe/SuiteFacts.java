package io.github.tlsgauntlet.probe;

import io.github.tlsgauntlet.protocol.CipherSuite;

/**
 * A cipher suite that the server chose.
 *
 * @param suite which
 * @param keyExchange what its key exchange was seen to use, such as {@code x25519}, {@code DH 2048
 *     bits}, or {@code RSA 2048 bits} for the certificate's own key; empty where it is not known
 * @param keyExchangeBits the size of the group or key in bits, of a hybrid its curve's; 0 where it
 *     is not known
 */
public record SuiteFacts(CipherSuite suite, String keyExchange, int keyExchangeBits) {}
