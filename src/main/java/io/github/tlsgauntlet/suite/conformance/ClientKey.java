package io.github.tlsgauntlet.suite.conformance;

import io.github.tlsgauntlet.crypto.Signatures;
import io.github.tlsgauntlet.pki.Credential;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import io.github.tlsgauntlet.protocol.SignatureScheme;
import java.security.PrivateKey;

/** The key of the credential that our client presents to a server. */
public enum ClientKey {
  /** Of any kind. */
  ANY("a key of any kind", "ok-chain"),
  /** On the curve P-256. */
  P256("a key on the curve P-256", "ok-chain"),
  /** For RSA of any padding: rsaEncryption. */
  RSA("an RSA key", "ok-rsa"),
  /** For RSASSA-PSS alone: id-RSASSA-PSS. */
  RSA_PSS("a key for RSASSA-PSS alone", "key-rsapss-oid");

  private final String words;
  private final String scenario;

  ClientKey(String words, String scenario) {
    this.words = words;
    this.scenario = scenario;
  }

  /** The scenario whose credential has such a key. */
  String scenario() {
    return scenario;
  }

  /** Whether a credential has such a key. */
  boolean isOf(Credential credential) {
    PrivateKey key = credential.privateKey();
    return switch (this) {
      case ANY -> true;
      case P256 ->
          Signatures.fits(SignatureScheme.ECDSA_SECP256R1_SHA256, key, ProtocolVersion.TLS13);
      case RSA -> Signatures.keyKind(key).equals("RSA");
      case RSA_PSS -> Signatures.keyKind(key).equals("RSASSA-PSS");
    };
  }

  @Override
  public String toString() {
    return words;
  }
}
