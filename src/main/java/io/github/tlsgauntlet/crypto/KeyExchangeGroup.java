package io.github.tlsgauntlet.crypto;

import io.github.tlsgauntlet.protocol.NamedGroup;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Optional;

/**
 * A group that two endpoints agree on a secret in. One begins with a share and the other responds;
 * for Diffie-Hellman both do the same, for a KEM they do not.
 */
public interface KeyExchangeGroup {
  /**
   * Begins, as a TLS 1.3 client or a TLS 1.2 server does.
   *
   * @param random for the private value
   */
  Initiator initiate(SecureRandom random);

  /**
   * Responds to a share.
   *
   * @param initiatorShare the peer's, not trusted
   * @param random for the private value
   * @throws CryptoException BAD_SHARE if it is no valid element
   */
  Response respond(byte[] initiatorShare, SecureRandom random) throws CryptoException;

  /** The side that begins. */
  interface Initiator {
    /** The share to send. */
    byte[] share();

    /**
     * The secret.
     *
     * @param responderShare the peer's, not trusted
     * @throws CryptoException BAD_SHARE if it is no valid element
     */
    byte[] finish(byte[] responderShare) throws CryptoException;
  }

  /**
   * What a response consists of.
   *
   * @param share to send
   * @param secret to keep
   */
  record Response(byte[] share, byte[] secret) {}

  /**
   * The group of a code point.
   *
   * @param group which
   * @return empty for one that our endpoints do not speak
   */
  static Optional<KeyExchangeGroup> of(NamedGroup group) {
    return Groups.of(group);
  }

  /**
   * The prime of a finite-field group.
   *
   * @param group which
   * @return empty for one that is no finite field, or that our endpoints do not speak
   */
  static Optional<BigInteger> prime(NamedGroup group) {
    return Groups.of(group)
        .filter(FiniteFieldGroup.class::isInstance)
        .map(FiniteFieldGroup.class::cast)
        .map(FiniteFieldGroup::prime);
  }

  /**
   * A finite-field group with parameters of a peer's choice (RFC 5246, Section 7.4.3), in which the
   * secret's leading zeros are left out (Section 8.1.2).
   *
   * @param p the prime, not checked for being one
   * @param g the generator
   */
  static KeyExchangeGroup finiteField(BigInteger p, BigInteger g) {
    return new FiniteFieldGroup(p, g, false);
  }
}
