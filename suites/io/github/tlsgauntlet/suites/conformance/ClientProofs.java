package io.github.tlsgauntlet.suites.conformance;

import io.github.tlsgauntlet.peer.Script;
import io.github.tlsgauntlet.peer.Scripts;
import io.github.tlsgauntlet.peer.Sending;
import io.github.tlsgauntlet.protocol.HandshakeMessage;
import io.github.tlsgauntlet.protocol.HandshakeMessage.CertificateVerify;
import io.github.tlsgauntlet.protocol.HandshakeType;
import io.github.tlsgauntlet.protocol.SignatureScheme;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.ECKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/** A client's CertificateVerify messages that differ from a right one in one thing. */
final class ClientProofs {
  private static final int HEADER = 4;
  private static final int RSA_BITS = 2_048;
  private static final byte[] CLIENT = "client".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] SERVER = "server".getBytes(StandardCharsets.US_ASCII);

  /** Where the endpoint is named in what TLS 1.3 signs (RFC 9846, Section 4.5.2). */
  private static final int NAMED_AT = 64 + "TLS 1.3, ".length();

  private ClientProofs() {}

  /** Another scheme's name on the signature as it is. */
  static Script named(SignatureScheme scheme) {
    return replace(verify -> new CertificateVerify(scheme, verify.signature()));
  }

  /** Other bytes for a signature. */
  static Script signature(byte[] bytes) {
    return replace(verify -> new CertificateVerify(verify.scheme(), bytes));
  }

  private static Script replace(UnaryOperator<CertificateVerify> edit) {
    return Scripts.replace(
        HandshakeType.CERTIFICATE_VERIFY,
        message ->
            List.of(
                Sending.of(
                    message instanceof CertificateVerify verify ? edit.apply(verify) : message)));
  }

  /** What a server of TLS 1.3 would sign. */
  static Script ofServer() {
    return Scripts.proven(
        content -> {
          byte[] other = content.clone();
          if (other.length >= NAMED_AT + CLIENT.length) {
            System.arraycopy(SERVER, 0, other, NAMED_AT, SERVER.length);
          }
          return other;
        });
  }

  /** What TLS 1.3 signs, without the octets before the hash that say what it is for. */
  static Script ofHashAlone() {
    return Scripts.proven(
        content -> {
          int prefix = NAMED_AT + CLIENT.length + " CertificateVerify".length() + 1;
          return Arrays.copyOfRange(content, Math.min(prefix, content.length), content.length);
        });
  }

  /** All messages but those of a type (TLS 1.2, which signs the messages themselves). */
  static Script without(HandshakeType type) {
    return Scripts.proven(
        messages -> {
          ByteArrayOutputStream others = new ByteArrayOutputStream();
          int at = 0;
          while (at + HEADER <= messages.length) {
            int length =
                (messages[at + 1] & 0xff) << 16
                    | (messages[at + 2] & 0xff) << 8
                    | messages[at + 3] & 0xff;
            int end = Math.min(messages.length, at + HEADER + length);
            if ((messages[at] & 0xff) != type.code()) {
              others.write(messages, at, end - at);
            }
            at = end;
          }
          return others.toByteArray();
        });
  }

  /**
   * A key of the same kind as another, and not the same.
   *
   * @throws GeneralSecurityException if no such key can be made
   */
  static PrivateKey otherKey(PrivateKey key) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(key.getAlgorithm());
    if (key instanceof ECKey elliptic) {
      generator.initialize(elliptic.getParams());
    } else if (key.getAlgorithm().startsWith("RSA")) {
      generator.initialize(RSA_BITS);
    }
    return generator.generateKeyPair().getPrivate();
  }

  /**
   * Signatures of RSASSA-PSS with SHA-256 and a salt.
   *
   * @param key of RSA
   * @param salt octets; SHA-256 wants 32
   */
  static Script salted(PrivateKey key, int salt) {
    return new Salted(key, salt);
  }

  /**
   * Signatures of RSASSA-PSS whose salt has another length than the hash (RFC 9846, Section 4.3.3).
   * For one connection after the other.
   */
  private static final class Salted implements Script {
    private final PrivateKey key;
    private final int salt;
    private byte[] content = new byte[0];

    Salted(PrivateKey key, int salt) {
      this.key = key;
      this.salt = salt;
    }

    @Override
    public byte[] proven(byte[] due) {
      content = due.clone();
      return due;
    }

    @Override
    public List<Sending> message(HandshakeMessage message, int ordinal) {
      return message instanceof CertificateVerify
          ? List.of(
              Sending.of(new CertificateVerify(SignatureScheme.RSA_PSS_RSAE_SHA256, signed())))
          : List.of(Sending.of(message));
    }

    private byte[] signed() {
      try {
        Signature signature = Signature.getInstance("RSASSA-PSS");
        signature.setParameter(
            new PSSParameterSpec(
                "SHA-256",
                "MGF1",
                MGF1ParameterSpec.SHA256,
                salt,
                PSSParameterSpec.TRAILER_FIELD_BC));
        signature.initSign(key);
        signature.update(content);
        return signature.sign();
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("A key of RSA makes no such signature", e);
      }
    }
  }
}
