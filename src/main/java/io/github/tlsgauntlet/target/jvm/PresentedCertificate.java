package io.github.tlsgauntlet.target.jvm;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;

/**
 * A certificate that goes out as exactly the bytes it was made of, even where no parser takes them.
 *
 * <p>A stack asks the certificate that it presents for little more than its public key, to choose a
 * signature scheme by. Where the bytes do not yield one, the signing key's public half stands in.
 */
final class PresentedCertificate extends X509Certificate {
  private static final long serialVersionUID = 1L;

  private final byte[] bytes;
  private final transient Optional<X509Certificate> parsed;
  private final transient Optional<PublicKey> fallback;

  private PresentedCertificate(
      byte[] bytes, Optional<X509Certificate> parsed, Optional<PublicKey> fallback) {
    this.bytes = bytes.clone();
    this.parsed = parsed;
    this.fallback = fallback;
  }

  /**
   * A chain as a stack wants it: the JDK's own certificates where these keep the bytes, else ours.
   *
   * @param chain the bytes of each certificate, end-entity first
   * @param key the key whose public half stands in for one that cannot be read
   */
  static X509Certificate[] chain(List<byte[]> chain, PrivateKey key) {
    List<X509Certificate> certificates = new ArrayList<>();
    for (byte[] bytes : chain) {
      Optional<X509Certificate> parsed = parse(bytes);
      certificates.add(
          parsed
              .filter(certificate -> keeps(certificate, bytes))
              .orElseGet(() -> new PresentedCertificate(bytes, parsed, Keys.publicHalf(key))));
    }
    return certificates.toArray(X509Certificate[]::new);
  }

  private static Optional<X509Certificate> parse(byte[] bytes) {
    try {
      return Optional.of(
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(new ByteArrayInputStream(bytes)));
    } catch (CertificateException malformed) {
      return Optional.empty();
    }
  }

  private static boolean keeps(X509Certificate certificate, byte[] bytes) {
    try {
      return Arrays.equals(certificate.getEncoded(), bytes);
    } catch (CertificateException notEncoded) {
      return false;
    }
  }

  @Override
  public byte[] getEncoded() {
    return bytes.clone();
  }

  @Override
  public @Nullable PublicKey getPublicKey() {
    return parsed.map(X509Certificate::getPublicKey).or(() -> fallback).orElse(null);
  }

  @Override
  public int getVersion() {
    return parsed.map(X509Certificate::getVersion).orElse(3);
  }

  @Override
  public BigInteger getSerialNumber() {
    return parsed.map(X509Certificate::getSerialNumber).orElse(BigInteger.ONE);
  }

  @Override
  @Deprecated
  public Principal getIssuerDN() {
    return getIssuerX500Principal();
  }

  @Override
  @Deprecated
  public Principal getSubjectDN() {
    return getSubjectX500Principal();
  }

  @Override
  public X500Principal getIssuerX500Principal() {
    return parsed.map(X509Certificate::getIssuerX500Principal).orElse(new X500Principal(""));
  }

  @Override
  public X500Principal getSubjectX500Principal() {
    return parsed.map(X509Certificate::getSubjectX500Principal).orElse(new X500Principal(""));
  }

  @Override
  public Date getNotBefore() {
    return parsed.map(X509Certificate::getNotBefore).orElse(new Date(0));
  }

  @Override
  public Date getNotAfter() {
    return parsed.map(X509Certificate::getNotAfter).orElse(new Date(Long.MAX_VALUE));
  }

  @Override
  public byte[] getTBSCertificate() {
    return getEncoded();
  }

  @Override
  public byte[] getSignature() {
    return parsed.map(X509Certificate::getSignature).orElse(new byte[0]);
  }

  @Override
  public String getSigAlgName() {
    return parsed.map(X509Certificate::getSigAlgName).orElse("");
  }

  @Override
  public String getSigAlgOID() {
    return parsed.map(X509Certificate::getSigAlgOID).orElse("");
  }

  @Override
  public byte @Nullable [] getSigAlgParams() {
    return parsed.map(X509Certificate::getSigAlgParams).orElse(null);
  }

  @Override
  public boolean @Nullable [] getIssuerUniqueID() {
    return null;
  }

  @Override
  public boolean @Nullable [] getSubjectUniqueID() {
    return null;
  }

  @Override
  public boolean @Nullable [] getKeyUsage() {
    return parsed.map(X509Certificate::getKeyUsage).orElse(null);
  }

  @Override
  public int getBasicConstraints() {
    return parsed.map(X509Certificate::getBasicConstraints).orElse(-1);
  }

  @Override
  public void checkValidity() throws CertificateExpiredException, CertificateNotYetValidException {
    checkValidity(new Date());
  }

  @Override
  public void checkValidity(Date date)
      throws CertificateExpiredException, CertificateNotYetValidException {
    if (parsed.isPresent()) {
      parsed.get().checkValidity(date);
    }
  }

  @Override
  public void verify(PublicKey key) throws CertificateException {
    verify(key, "");
  }

  @Override
  public void verify(PublicKey key, String provider) throws CertificateException {
    try {
      parsed.orElseThrow(() -> new CertificateException("no parser takes it")).verify(key);
    } catch (GeneralSecurityException refused) {
      throw new CertificateException(refused);
    }
  }

  @Override
  public boolean hasUnsupportedCriticalExtension() {
    return parsed.map(X509Certificate::hasUnsupportedCriticalExtension).orElse(false);
  }

  @Override
  public Set<String> getCriticalExtensionOIDs() {
    return parsed.map(X509Certificate::getCriticalExtensionOIDs).orElse(Collections.emptySet());
  }

  @Override
  public Set<String> getNonCriticalExtensionOIDs() {
    return parsed.map(X509Certificate::getNonCriticalExtensionOIDs).orElse(Collections.emptySet());
  }

  @Override
  public byte @Nullable [] getExtensionValue(String oid) {
    return parsed.map(certificate -> certificate.getExtensionValue(oid)).orElse(null);
  }

  @Override
  public String toString() {
    return "a certificate of " + bytes.length + " bytes";
  }
}
