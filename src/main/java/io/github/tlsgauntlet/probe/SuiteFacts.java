package io.github.tlsgauntlet.probe;

import io.github.tlsgauntlet.protocol.CipherSuite;

/**
 * A cipher suite that the server chose.
 *
 * @param suite which
 * @param keyExchange what its key exchange was seen to use, such as {@code x25519} or {@code DH
 *     2048 bits}; empty where it has no parameters
 * @param keyExchangeBits the size of the group in bits; 0 where it is not known
 */
public record SuiteFacts(CipherSuite suite, String keyExchange, int keyExchangeBits) {}
