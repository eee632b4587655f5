package io.github.tlsgauntlet.crypto;

import io.github.tlsgauntlet.protocol.HandshakeType;
import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;

/**
 * The handshake messages so far (RFC 9846, Section 4.1). They are kept until the hash is known, and
 * beyond: TLS 1.2's CertificateVerify signs them all.
 */
public final class TranscriptHash {
  private final ByteArrayOutputStream messages = new ByteArrayOutputStream();

  /**
   * Adds a message.
   *
   * @param encoded with its header
   */
  public void add(byte[] encoded) {
    messages.writeBytes(encoded);
  }

  /**
   * Goes back to what it held before.
   *
   * @param earlier what {@link #messages} gave then
   */
  public void reset(byte[] earlier) {
    messages.reset();
    messages.writeBytes(earlier);
  }

  /** All messages, one after the other. */
  public byte[] messages() {
    return messages.toByteArray();
  }

  /**
   * The hash of all messages so far.
   *
   * @param hash with which function
   */
  public byte[] hash(HashAlgorithm hash) {
    return hash.digest().digest(messages.toByteArray());
  }

  /**
   * The hash as it would be with one more message, which is not added.
   *
   * @param hash with which function
   * @param next the bytes that follow
   */
  public byte[] hashWith(HashAlgorithm hash, byte[] next) {
    MessageDigest digest = hash.digest();
    digest.update(messages.toByteArray());
    return digest.digest(next);
  }

  /**
   * Replaces the first ClientHello by the synthetic message_hash, before a HelloRetryRequest is
   * added.
   *
   * @param hash of the cipher suite that the HelloRetryRequest chose
   */
  public void replaceByMessageHash(HashAlgorithm hash) {
    byte[] first = hash(hash);
    messages.reset();
    messages.write(HandshakeType.MESSAGE_HASH.code());
    messages.write(0);
    messages.write(0);
    messages.write(first.length);
    messages.writeBytes(first);
  }
}
