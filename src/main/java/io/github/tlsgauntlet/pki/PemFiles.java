package io.github.tlsgauntlet.pki;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMException;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8DecryptorProviderBuilder;
import org.bouncycastle.openssl.jcajce.JcePEMDecryptorProviderBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;

/** Reads PEM (RFC 7468): certificates and private keys of every usual kind. */
final class PemFiles {
  private static final String BEGIN = "-----BEGIN ";
  private static final String END = "-----END ";

  private PemFiles() {}

  static boolean isPem(byte[] content) {
    return new String(content, StandardCharsets.ISO_8859_1).contains(BEGIN);
  }

  static List<X509Certificate> certificates(Path file, byte[] content) throws KeyMaterialException {
    requireWhole(file, content);
    List<X509Certificate> certificates = new ArrayList<>();
    try (PemReader reader = new PemReader(new StringReader(text(content)))) {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      for (PemObject block = reader.readPemObject();
          block != null;
          block = reader.readPemObject()) {
        if (block.getType().endsWith("CERTIFICATE")) {
          certificates.add(
              (X509Certificate)
                  factory.generateCertificate(new ByteArrayInputStream(block.getContent())));
        }
      }
      return certificates;
    } catch (CertificateException e) {
      throw new KeyMaterialException(
          file + ": CERTIFICATE block " + (certificates.size() + 1) + " cannot be read", e);
    } catch (IOException | RuntimeException e) {
      // Bouncy Castle tells malformed blocks by unchecked exceptions.
      throw new KeyMaterialException(file + ": is malformed PEM: " + StoreFiles.oneLine(e), e);
    }
  }

  static Optional<PrivateKey> privateKey(Path file, byte[] content, Optional<char[]> password)
      throws KeyMaterialException {
    requireWhole(file, content);
    try (PEMParser parser = new PEMParser(new StringReader(text(content)))) {
      for (Object block = parser.readObject(); block != null; block = parser.readObject()) {
        Optional<PrivateKeyInfo> info = info(file, block, password);
        if (info.isPresent()) {
          return Optional.of(key(file, info.get()));
        }
      }
      return Optional.empty();
    } catch (PEMException e) {
      throw new KeyMaterialException(
          file + ": the private key cannot be read; is the password right?", e);
    } catch (IOException | RuntimeException e) {
      // Bouncy Castle tells malformed blocks by unchecked exceptions.
      throw new KeyMaterialException(file + ": is malformed PEM: " + StoreFiles.oneLine(e), e);
    }
  }

  /** The JDK's own key where it knows the kind, since its other parts work best with that. */
  private static PrivateKey key(Path file, PrivateKeyInfo info)
      throws IOException, KeyMaterialException {
    try {
      return new JcaPEMKeyConverter().getPrivateKey(info);
    } catch (PEMException e) {
      return BouncyCastle.privateKey(info)
          .orElseThrow(
              () ->
                  new KeyMaterialException(
                      file
                          + ": holds a private key of a kind that is not known: "
                          + info.getPrivateKeyAlgorithm().getAlgorithm(),
                      e));
    }
  }

  private static Optional<PrivateKeyInfo> info(Path file, Object block, Optional<char[]> password)
      throws KeyMaterialException, IOException {
    if (block instanceof PrivateKeyInfo plain) {
      return Optional.of(plain);
    }
    if (block instanceof PEMKeyPair pair) {
      return Optional.of(pair.getPrivateKeyInfo());
    }
    boolean encrypted =
        block instanceof PKCS8EncryptedPrivateKeyInfo || block instanceof PEMEncryptedKeyPair;
    if (!encrypted) {
      return Optional.empty();
    }
    if (password.isEmpty()) {
      throw new WrongPasswordException(file + ": the private key is encrypted");
    }
    try {
      return Optional.of(
          block instanceof PKCS8EncryptedPrivateKeyInfo pkcs8
              ? pkcs8.decryptPrivateKeyInfo(
                  new JceOpenSSLPKCS8DecryptorProviderBuilder()
                      .setProvider(BouncyCastle.provider())
                      .build(password.get()))
              : ((PEMEncryptedKeyPair) block)
                  .decryptKeyPair(
                      new JcePEMDecryptorProviderBuilder()
                          .setProvider(BouncyCastle.provider())
                          .build(password.get()))
                  .getPrivateKeyInfo());
    } catch (PKCSException | OperatorCreationException | PEMException e) {
      throw new WrongPasswordException(
          file + ": the private key does not open with this password", e);
    }
  }

  private static void requireWhole(Path file, byte[] content) throws KeyMaterialException {
    String text = text(content);
    int blocks = 0;
    for (int at = text.indexOf(BEGIN); at >= 0; at = text.indexOf(BEGIN, at + 1)) {
      blocks++;
      int lineEnd = text.indexOf("-----", at + BEGIN.length());
      String type = lineEnd < 0 ? "" : text.substring(at + BEGIN.length(), lineEnd);
      int next = text.indexOf(BEGIN, at + 1);
      int end = text.indexOf(END + type + "-----", at);
      if (lineEnd < 0 || end < 0 || (next >= 0 && end > next)) {
        throw new KeyMaterialException(
            file + ": is cut short: block " + blocks + " (" + type + ") has no end line");
      }
    }
  }

  private static String text(byte[] content) {
    return new String(content, StandardCharsets.ISO_8859_1);
  }
}
