package io.github.tlsgauntlet.peer;

import io.github.tlsgauntlet.crypto.Signatures;
import io.github.tlsgauntlet.pki.Credential;
import io.github.tlsgauntlet.protocol.Extension;
import io.github.tlsgauntlet.protocol.SignatureScheme;
import java.util.List;

/**
 * A server's request for a client certificate: what one of ours asks, and what another's asked.
 *
 * @param required whether a server of ours refuses a client without one; false in what was seen
 * @param authorities distinguished names in DER; empty for no preference
 * @param schemes the signature schemes that it takes
 * @param certificateTypes TLS 1.2's ClientCertificateType values (RFC 5246, Section 7.4.4)
 * @param extensions further ones, TLS 1.3 only
 */
public record CertificateAsk(
    boolean required,
    List<byte[]> authorities,
    List<SignatureScheme> schemes,
    byte[] certificateTypes,
    List<Extension> extensions) {
  private static final byte RSA = 1;
  private static final byte DSS = 2;
  private static final byte ECDSA = 64;

  public CertificateAsk {
    authorities = List.copyOf(authorities);
    schemes = List.copyOf(schemes);
    extensions = List.copyOf(extensions);
  }

  /**
   * A request of our own.
   *
   * @param required whether a client without one is refused
   * @param authorities distinguished names in DER
   * @param schemes what is taken
   */
  public static CertificateAsk of(
      boolean required, List<byte[]> authorities, List<SignatureScheme> schemes) {
    byte[] types =
        schemes.stream().anyMatch(Signatures::isDsa)
            ? new byte[] {RSA, DSS, ECDSA}
            : new byte[] {RSA, ECDSA};
    return new CertificateAsk(required, authorities, schemes, types, List.of());
  }

  /**
   * The same, of other certificate types.
   *
   * @param types TLS 1.2's ClientCertificateType values
   */
  public CertificateAsk ofTypes(byte[] types) {
    return new CertificateAsk(required, authorities, schemes, types, extensions);
  }

  /** Whether a credential's key is of one of the types (TLS 1.2; RFC 8422, Section 5.5). */
  boolean takesKeyOf(Credential credential) {
    String kind = Signatures.keyKind(credential.privateKey());
    byte wanted = kind.startsWith("RSA") ? RSA : kind.equals("DSA") ? DSS : ECDSA;
    for (byte type : certificateTypes) {
      if (type == wanted) {
        return true;
      }
    }
    return false;
  }

  /**
   * The same, with further extensions.
   *
   * @param more TLS 1.3 only
   */
  public CertificateAsk with(List<Extension> more) {
    return new CertificateAsk(required, authorities, schemes, certificateTypes, more);
  }
}
