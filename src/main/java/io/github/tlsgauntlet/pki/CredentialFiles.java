package io.github.tlsgauntlet.pki;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Writes credentials in the forms that {@link KeyStores} reads. */
public final class CredentialFiles {
  private static final int LINE = 64;
  private static final String ALIAS = "gauntlet";

  private CredentialFiles() {}

  /** A PEM block for each certificate (RFC 7468, Section 5), whatever its octets are. */
  public static String pem(List<byte[]> certificates) {
    StringBuilder text = new StringBuilder();
    certificates.forEach(certificate -> text.append(block("CERTIFICATE", certificate)));
    return text.toString();
  }

  /**
   * A PEM block for each trust anchor.
   *
   * @throws IllegalArgumentException if one has no encoding
   */
  public static String anchors(List<X509Certificate> anchors) {
    List<byte[]> encoded = new ArrayList<>();
    for (X509Certificate anchor : anchors) {
      try {
        encoded.add(anchor.getEncoded());
      } catch (CertificateEncodingException e) {
        throw new IllegalArgumentException("A trust anchor has no encoding", e);
      }
    }
    return pem(encoded);
  }

  /**
   * The PEM block of a key, not encrypted (RFC 7468, Section 10).
   *
   * @throws IllegalArgumentException if the key has no PKCS#8 encoding
   */
  public static String pem(PrivateKey key) {
    byte[] encoded = key.getEncoded();
    if (encoded == null || !"PKCS#8".equals(key.getFormat())) {
      throw new IllegalArgumentException("A key that does not leave its provider");
    }
    return block("PRIVATE KEY", encoded);
  }

  /** The certificates, end entity first, and then the key. */
  public static String pem(Credential credential) {
    return pem(credential.certificates()) + pem(credential.privateKey());
  }

  /**
   * A PKCS#12 key store with one entry (RFC 7292), which its password hardly protects: it is for
   * passwords that everybody knows.
   *
   * @throws KeyMaterialException if a certificate is none that this Java reads
   */
  public static byte[] pkcs12(Credential credential, char[] password) throws KeyMaterialException {
    // A certificate that this Java can't read makes a file that it can't open.
    chain(credential);
    return Pkcs12File.of(credential.certificates(), credential.privateKey(), ALIAS, password);
  }

  /**
   * A JKS key store with one entry.
   *
   * @throws KeyMaterialException if a certificate is none that a key store takes
   */
  public static byte[] jks(Credential credential, char[] password) throws KeyMaterialException {
    X509Certificate[] chain = chain(credential).toArray(new X509Certificate[0]);
    try {
      KeyStore store = KeyStore.getInstance("JKS");
      store.load(null, null);
      store.setKeyEntry(ALIAS, credential.privateKey(), password, chain);
      ByteArrayOutputStream stream = new ByteArrayOutputStream();
      store.store(stream, password);
      return stream.toByteArray();
    } catch (GeneralSecurityException | IOException e) {
      throw new KeyMaterialException(
          "a key store does not take it: " + StoreFiles.oneLine(e).replaceAll("\\.$", ""), e);
    }
  }

  private static List<X509Certificate> chain(Credential credential) throws KeyMaterialException {
    List<X509Certificate> chain = new ArrayList<>();
    try {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      for (byte[] encoded : credential.certificates()) {
        X509Certificate certificate =
            (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(encoded));
        chain.add(certificate);
      }
    } catch (CertificateException e) {
      throw new KeyMaterialException(
          "certificate " + (chain.size() + 1) + " is none that a key store takes", e);
    }
    if (chain.isEmpty()) {
      throw new KeyMaterialException("a key store takes no key without a certificate");
    }
    return chain;
  }

  private static String block(String type, byte[] content) {
    String lines =
        Base64.getMimeEncoder(LINE, "\n".getBytes(StandardCharsets.US_ASCII))
            .encodeToString(content);
    return "-----BEGIN " + type + "-----\n" + lines + "\n-----END " + type + "-----\n";
  }
}
