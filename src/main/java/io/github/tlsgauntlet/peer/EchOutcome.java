package io.github.tlsgauntlet.peer;

import java.util.Optional;

/**
 * What became of an Encrypted Client Hello (RFC 9849).
 *
 * @param accepted whether the handshake went on with the ClientHelloInner
 * @param configId of the configuration
 * @param retryConfigs the ECHConfigList that a server which rejected it sent (Section 6.1.6)
 */
public record EchOutcome(boolean accepted, int configId, Optional<byte[]> retryConfigs) {}
