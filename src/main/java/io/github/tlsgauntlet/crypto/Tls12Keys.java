package io.github.tlsgauntlet.crypto;

import java.security.SecureRandom;
import java.util.Arrays;

/**
 * The keys of a TLS 1.2 connection, cut from its key block (RFC 5246, Section 6.3), and the record
 * protection that they make.
 */
public final class Tls12Keys {
  private static final int SALT = 4;
  private static final int CHACHA_IV = 12;

  private final CipherSuiteParameters parameters;
  private final boolean encryptThenMac;
  private final byte[] block;

  /**
   * The keys of a connection.
   *
   * @param parameters of the cipher suite
   * @param master the master secret
   * @param clientRandom of the ClientHello
   * @param serverRandom of the ServerHello
   * @param encryptThenMac whether that was negotiated (RFC 7366)
   */
  public Tls12Keys(
      CipherSuiteParameters parameters,
      byte[] master,
      byte[] clientRandom,
      byte[] serverRandom,
      boolean encryptThenMac) {
    this.parameters = parameters;
    this.encryptThenMac = encryptThenMac;
    this.block =
        Tls12KeySchedule.keyBlock(
            parameters.hash(),
            master,
            clientRandom,
            serverRandom,
            2 * (macLength() + parameters.bulk().keyLength() + ivLength()));
  }

  /**
   * Protection for what the client or the server writes.
   *
   * @param client whose writing
   * @param random for the IVs of CBC
   */
  public RecordSealer sealer(boolean client, SecureRandom random) {
    return parameters.bulk().isAead()
        ? aead(client)
        : new Tls12BlockRecords(parameters, mac(client), key(client), encryptThenMac, random);
  }

  /**
   * Opening of what the client or the server has written.
   *
   * @param client whose writing
   */
  public RecordOpener opener(boolean client) {
    return parameters.bulk().isAead()
        ? aead(client)
        : new Tls12BlockRecords(
            parameters, mac(client), key(client), encryptThenMac, new SecureRandom());
  }

  private Tls12AeadRecords aead(boolean client) {
    return new Tls12AeadRecords(parameters.bulk(), key(client), iv(client));
  }

  private byte[] mac(boolean client) {
    return part(0, macLength(), client);
  }

  private byte[] key(boolean client) {
    return part(2 * macLength(), parameters.bulk().keyLength(), client);
  }

  private byte[] iv(boolean client) {
    return part(2 * (macLength() + parameters.bulk().keyLength()), ivLength(), client);
  }

  private byte[] part(int offset, int length, boolean client) {
    int start = client ? offset : offset + length;
    return Arrays.copyOfRange(block, start, start + length);
  }

  private int macLength() {
    return parameters.mac().map(HashAlgorithm::length).orElse(0);
  }

  private int ivLength() {
    return switch (parameters.bulk().mode()) {
      case GCM, CCM -> SALT;
      case CHACHA20_POLY1305 -> CHACHA_IV;
      case CBC, NULL -> 0;
    };
  }
}
