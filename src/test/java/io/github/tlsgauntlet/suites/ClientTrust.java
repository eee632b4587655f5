package io.github.tlsgauntlet.suites;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * Whether signatures lead from a client's certificate to an authority; nothing else is looked at.
 */
public final class ClientTrust {
  private ClientTrust() {}

  /** Whether signatures lead from the client's certificate to an authority. */
  public static boolean vouches(List<X509Certificate> authorities, List<byte[]> chain) {
    if (chain.isEmpty()) {
      return false;
    }
    try {
      CertificateFactory reader = CertificateFactory.getInstance("X.509");
      X509Certificate subject = read(reader, chain.get(0));
      for (byte[] next : chain.subList(1, chain.size())) {
        X509Certificate issuer = read(reader, next);
        subject.verify(issuer.getPublicKey());
        subject = issuer;
      }
      for (X509Certificate authority : authorities) {
        if (subject.getIssuerX500Principal().equals(authority.getSubjectX500Principal())) {
          subject.verify(authority.getPublicKey());
          return true;
        }
      }
      return false;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  /** Whether its own certificate, whose chain is sound, is valid today. */
  public static boolean isInDate(List<byte[]> chain) {
    try {
      read(CertificateFactory.getInstance("X.509"), chain.get(0)).checkValidity();
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static X509Certificate read(CertificateFactory reader, byte[] certificate)
      throws GeneralSecurityException {
    return (X509Certificate) reader.generateCertificate(new ByteArrayInputStream(certificate));
  }
}
