package io.github.tlsgauntlet.pki;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.UnrecoverableKeyException;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads the key material that a user lends: PEM, PKCS#12 or JKS, told apart by content. */
public final class KeyStores {
  private KeyStores() {}

  /**
   * A credential: a certificate list and its key.
   *
   * @param file PEM with both, PKCS#12 or JKS
   * @param password of the store, or of an encrypted key
   * @throws KeyMaterialException if it cannot be used
   */
  public static Credential credential(Path file, Optional<char[]> password)
      throws KeyMaterialException {
    byte[] content = StoreFiles.read(file);
    if (PemFiles.isPem(content)) {
      List<X509Certificate> certificates = PemFiles.certificates(file, content);
      if (certificates.isEmpty()) {
        throw new KeyMaterialException(
            file + ": holds no certificate; a PEM credential has its certificates and its key");
      }
      PrivateKey key =
          PemFiles.privateKey(file, content, password)
              .orElseThrow(
                  () ->
                      new KeyMaterialException(
                          file + ": holds no private key; append it to the certificates"));
      return credential(file, certificates, key);
    }
    KeyStore store = StoreFiles.load(file, content, password);
    try {
      for (String alias : Collections.list(store.aliases())) {
        if (store.isKeyEntry(alias)) {
          Key key = store.getKey(alias, password.orElse(new char[0]));
          Certificate[] chain = store.getCertificateChain(alias);
          if (key instanceof PrivateKey privateKey && chain != null && chain.length > 0) {
            List<X509Certificate> certificates = new ArrayList<>();
            for (Certificate certificate : chain) {
              certificates.add((X509Certificate) certificate);
            }
            return credential(file, certificates, privateKey);
          }
        }
      }
    } catch (UnrecoverableKeyException e) {
      boolean unknown =
          String.valueOf(e.getMessage()).contains("not available")
              || e.getCause() instanceof InvalidKeySpecException;
      throw unknown
          ? new KeyMaterialException(
              file + ": this Java takes no key of its kind from a key store; lend it as PEM", e)
          : new WrongPasswordException(
              file + ": its key does not open with " + StoreFiles.inWords(password), e);
    } catch (GeneralSecurityException e) {
      throw new KeyMaterialException(file + ": cannot be used: " + e.getMessage(), e);
    }
    throw new KeyMaterialException(file + ": holds no private key with its certificate");
  }

  /**
   * Trust anchors: every certificate that the file holds.
   *
   * @param file PEM, DER, PKCS#12 or JKS
   * @param password of the store
   * @throws KeyMaterialException if it cannot be used
   */
  public static List<X509Certificate> trustAnchors(Path file, Optional<char[]> password)
      throws KeyMaterialException {
    byte[] content = StoreFiles.read(file);
    List<X509Certificate> anchors = new ArrayList<>();
    if (PemFiles.isPem(content)) {
      anchors.addAll(PemFiles.certificates(file, content));
    } else if (StoreFiles.isCertificate(content)) {
      anchors.add(StoreFiles.certificate(file, content));
    } else {
      KeyStore store = StoreFiles.load(file, content, password);
      try {
        for (String alias : Collections.list(store.aliases())) {
          if (store.getCertificate(alias) instanceof X509Certificate certificate) {
            anchors.add(certificate);
          }
        }
      } catch (GeneralSecurityException e) {
        throw new KeyMaterialException(file + ": cannot be used: " + e.getMessage(), e);
      }
    }
    if (anchors.isEmpty()) {
      throw new KeyMaterialException(file + ": holds no certificate to trust");
    }
    return anchors;
  }

  /**
   * A CA with its key.
   *
   * @param file PEM with both, PKCS#12 or JKS
   * @param password of the store, or of an encrypted key
   * @throws KeyMaterialException if it cannot be used
   */
  public static CertificateIssuer issuer(Path file, Optional<char[]> password)
      throws KeyMaterialException {
    Credential credential = credential(file, password);
    try {
      X509Certificate certificate =
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(new ByteArrayInputStream(credential.certificates().get(0)));
      if (certificate.getBasicConstraints() < 0) {
        throw new KeyMaterialException(
            file + ": " + certificate.getSubjectX500Principal() + " is no CA; lend one that is");
      }
      return new CertificateIssuer(certificate, credential.privateKey());
    } catch (CertificateException e) {
      throw new KeyMaterialException(file + ": its certificate cannot be read", e);
    }
  }

  /**
   * Why a credential that can be used may yet not do its work: it has expired or is not yet valid.
   *
   * @param at when it is to be used
   */
  public static Optional<String> warning(Credential credential, Instant at) {
    return credential.certificates().stream()
        .map(encoded -> SentCertificate.read(encoded, OptionalInt.empty()))
        .flatMap(Optional::stream)
        .flatMap(certificate -> outOfDate(certificate, at).stream())
        .findFirst();
  }

  private static Optional<String> outOfDate(SentCertificate certificate, Instant at) {
    return certificate
        .notAfter()
        .filter(at::isAfter)
        .map(end -> certificate.inWords() + " expired at " + end)
        .or(
            () ->
                certificate
                    .notBefore()
                    .filter(at::isBefore)
                    .map(start -> certificate.inWords() + " is not valid before " + start));
  }

  private static Credential credential(
      Path file, List<X509Certificate> certificates, PrivateKey key) throws KeyMaterialException {
    if (!KeyPairs.match(key, certificates.get(0).getPublicKey())) {
      throw new KeyMaterialException(
          file
              + ": the private key is not that of "
              + certificates.get(0).getSubjectX500Principal()
              + ", the first certificate");
    }
    List<byte[]> encoded = new ArrayList<>();
    for (X509Certificate certificate : certificates) {
      try {
        encoded.add(certificate.getEncoded());
      } catch (CertificateException e) {
        throw new KeyMaterialException(file + ": a certificate cannot be encoded", e);
      }
    }
    return new Credential(encoded, key);
  }
}
