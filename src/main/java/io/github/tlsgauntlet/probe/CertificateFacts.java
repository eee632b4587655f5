package io.github.tlsgauntlet.probe;

import java.time.Instant;
import java.util.List;

/**
 * One certificate as the server sent it. Text from it stands here unescaped.
 *
 * @param subject its name, by RFC 4514
 * @param issuer its issuer's name, by RFC 4514
 * @param serial in hexadecimal
 * @param notBefore from when
 * @param notAfter until when
 * @param keyAlgorithm RSA, EC, Ed25519 and so on
 * @param keyBits the key's size
 * @param curve the key's curve; empty where it has none
 * @param signatureAlgorithm by the JDK's name, such as SHA256withRSA, or by number
 * @param names DNS names and addresses of its subject alternative name
 * @param keyUsage the names of its bits
 * @param extendedKeyUsage names or numbers
 * @param authority whether it may issue
 * @param constraints what it says of those below it
 * @param mustStaple whether it demands a stapled response (RFC 7633)
 * @param timestamps how many certificate timestamps it carries (RFC 6962)
 * @param ocsp where its status is to be had
 * @param crls where its revocation lists are to be had
 * @param sha256 its fingerprint in hexadecimal
 * @param encoded the certificate in DER
 */
public record CertificateFacts(
    String subject,
    String issuer,
    String serial,
    Instant notBefore,
    Instant notAfter,
    String keyAlgorithm,
    int keyBits,
    String curve,
    String signatureAlgorithm,
    List<String> names,
    List<String> keyUsage,
    List<String> extendedKeyUsage,
    boolean authority,
    ConstraintFacts constraints,
    boolean mustStaple,
    int timestamps,
    List<String> ocsp,
    List<String> crls,
    String sha256,
    byte[] encoded) {
  public CertificateFacts {
    names = List.copyOf(names);
    keyUsage = List.copyOf(keyUsage);
    extendedKeyUsage = List.copyOf(extendedKeyUsage);
    ocsp = List.copyOf(ocsp);
    crls = List.copyOf(crls);
  }
}
