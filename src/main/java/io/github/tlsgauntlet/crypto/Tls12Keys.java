package io.github.tlsgauntlet.crypto;

import io.github.tlsgauntlet.protocol.ProtocolVersion;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * The keys of a connection before TLS 1.3, cut from its key block (RFC 5246, Section 6.3), and the
 * record protection that they make.
 */
public final class Tls12Keys {
  private static final int SALT = 4;
  private static final int CHACHA_IV = 12;

  private final ProtocolVersion version;
  private final CipherSuiteParameters parameters;
  private final boolean encryptThenMac;
  private final OlderSecrets secrets;
  private final byte[] clientRandom;
  private final byte[] serverRandom;
  private final byte[] block;

  /**
   * The keys of a connection.
   *
   * @param version SSL 3.0 to TLS 1.2
   * @param parameters of the cipher suite
   * @param master the master secret
   * @param clientRandom of the ClientHello
   * @param serverRandom of the ServerHello
   * @param encryptThenMac whether that was negotiated (RFC 7366)
   */
  public Tls12Keys(
      ProtocolVersion version,
      CipherSuiteParameters parameters,
      byte[] master,
      byte[] clientRandom,
      byte[] serverRandom,
      boolean encryptThenMac) {
    this.version = version;
    this.parameters = parameters;
    this.encryptThenMac = encryptThenMac && parameters.bulk().mode() == BulkCipher.Mode.CBC;
    this.secrets = OlderSecrets.of(version, parameters.hash());
    this.clientRandom = clientRandom;
    this.serverRandom = serverRandom;
    this.block =
        secrets.keyBlock(
            master,
            clientRandom,
            serverRandom,
            2 * (macLength() + parameters.bulk().materialLength() + ivLength()));
  }

  /**
   * Protection for what the client or the server writes.
   *
   * @param client whose writing
   * @param random for the IVs of CBC
   */
  public RecordSealer sealer(boolean client, SecureRandom random) {
    return parameters.bulk().isAead() ? aead(client) : new MacRecords(protection(client, random));
  }

  /**
   * Opening of what the client or the server has written.
   *
   * @param client whose writing
   */
  public RecordOpener opener(boolean client) {
    return parameters.bulk().isAead()
        ? aead(client)
        : new MacRecords(protection(client, new SecureRandom()));
  }

  private Tls12AeadRecords aead(boolean client) {
    return new Tls12AeadRecords(parameters.bulk(), key(client), iv(client));
  }

  private MacRecords.Protection protection(boolean client, SecureRandom random) {
    byte[] macKey = part(0, macLength(), client);
    HashAlgorithm hash = parameters.mac().orElseThrow();
    RecordMac mac =
        version.equals(ProtocolVersion.SSL30)
            ? RecordMac.ssl3(hash, macKey)
            : RecordMac.hmac(hash, macKey);
    BulkCipher bulk = parameters.bulk();
    RecordCipher cipher =
        switch (bulk.mode()) {
          case CBC ->
              chains()
                  ? RecordCipher.chained(bulk, key(client), iv(client))
                  : RecordCipher.blocks(bulk, key(client), random);
          case STREAM -> RecordCipher.stream(bulk, key(client));
          case NULL, GCM, CCM, CHACHA20_POLY1305 -> RecordCipher.none();
        };
    return new MacRecords.Protection(bulk, mac, cipher, version.code(), encryptThenMac);
  }

  /** Whether the IV of a record is the end of the one before. */
  private boolean chains() {
    return version.code() <= ProtocolVersion.TLS10.code();
  }

  private byte[] key(boolean client) {
    BulkCipher bulk = parameters.bulk();
    byte[] material = part(2 * macLength(), bulk.materialLength(), client);
    return bulk.isExport()
        ? secrets.exportKey(material, client, clientRandom, serverRandom, bulk.keyLength())
        : material;
  }

  private byte[] iv(boolean client) {
    int length = ivLength();
    if (parameters.bulk().isExport()) {
      byte[] ivs = secrets.exportIvs(clientRandom, serverRandom, 2 * length);
      return client ? Arrays.copyOf(ivs, length) : Arrays.copyOfRange(ivs, length, 2 * length);
    }
    return part(2 * (macLength() + parameters.bulk().materialLength()), length, client);
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
      case CBC -> chains() ? parameters.bulk().blockLength() : 0;
      case STREAM, NULL -> 0;
    };
  }
}
