package io.github.tlsgauntlet.target.container;

import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/** Writes PEM (RFC 7468), as servers read it. */
final class Pem {
  private static final Base64.Encoder BASE64 =
      Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));

  private Pem() {}

  static String certificates(List<byte[]> certificates) {
    return certificates.stream()
        .map(certificate -> block("CERTIFICATE", certificate))
        .collect(Collectors.joining());
  }

  static String anchors(List<X509Certificate> anchors) {
    StringBuilder pem = new StringBuilder();
    for (X509Certificate anchor : anchors) {
      try {
        pem.append(block("CERTIFICATE", anchor.getEncoded()));
      } catch (CertificateEncodingException e) {
        throw new IllegalArgumentException("A trust anchor has no encoding", e);
      }
    }
    return pem.toString();
  }

  static String privateKey(PrivateKey key) {
    return block("PRIVATE KEY", key.getEncoded());
  }

  private static String block(String type, byte[] content) {
    return "-----BEGIN "
        + type
        + "-----\n"
        + BASE64.encodeToString(content)
        + "\n-----END "
        + type
        + "-----\n";
  }
}
