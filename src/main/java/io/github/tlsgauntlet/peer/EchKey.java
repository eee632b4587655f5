package io.github.tlsgauntlet.peer;

import io.github.tlsgauntlet.crypto.Hpke;
import io.github.tlsgauntlet.protocol.EchConfig;

/**
 * What a server of ours opens an Encrypted Client Hello with.
 *
 * @param config what it publishes, and sends to who encrypts for another
 * @param pair its keys
 */
public record EchKey(EchConfig config, Hpke.KeyPair pair) {}
