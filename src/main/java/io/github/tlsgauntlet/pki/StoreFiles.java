package io.github.tlsgauntlet.pki;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.UnrecoverableKeyException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads files and binary key stores, which are told apart by their first octets. */
final class StoreFiles {
  private static final int MOST_BYTES = 4 << 20;
  private static final byte[] JKS = {(byte) 0xfe, (byte) 0xed, (byte) 0xfe, (byte) 0xed};
  private static final byte[] JCEKS = {(byte) 0xce, (byte) 0xce, (byte) 0xce, (byte) 0xce};
  private static final int SEQUENCE = 0x30;

  private StoreFiles() {}

  static byte[] read(Path file) throws KeyMaterialException {
    try {
      if (Files.isDirectory(file)) {
        throw new KeyMaterialException(file + ": is a folder; name a file in it");
      }
      if (Files.size(file) > MOST_BYTES) {
        throw new KeyMaterialException(file + ": is larger than 4 MiB, which no key material is");
      }
      byte[] content = Files.readAllBytes(file);
      if (content.length == 0) {
        throw new KeyMaterialException(file + ": is empty");
      }
      return content;
    } catch (NoSuchFileException e) {
      throw new KeyMaterialException(file + ": there is no such file", e);
    } catch (IOException e) {
      throw new KeyMaterialException(file + ": cannot be read: " + e.getMessage(), e);
    }
  }

  /** Whether these octets are one certificate in DER. */
  static boolean isCertificate(byte[] content) {
    return SentCertificate.read(content, OptionalInt.empty()).isPresent();
  }

  static X509Certificate certificate(Path file, byte[] content) throws KeyMaterialException {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(content));
    } catch (CertificateException e) {
      throw new KeyMaterialException(file + ": this Java cannot read the certificate", e);
    }
  }

  /**
   * Loads a key store.
   *
   * @param password what it opens with; empty for a store of certificates that is not protected
   */
  static KeyStore load(Path file, byte[] content, Optional<char[]> password)
      throws KeyMaterialException {
    String type = type(file, content);
    try {
      KeyStore store = KeyStore.getInstance(type);
      store.load(new ByteArrayInputStream(content), password.orElse(null));
      return store;
    } catch (IOException e) {
      boolean wrongPassword =
          e.getCause() instanceof UnrecoverableKeyException
              || String.valueOf(e.getMessage()).contains("password");
      throw wrongPassword
          ? new WrongPasswordException(file + ": does not open with " + inWords(password), e)
          : new KeyMaterialException(
              file + ": is no readable key store of the type " + type + ": " + oneLine(e), e);
    } catch (GeneralSecurityException e) {
      throw new KeyMaterialException(
          file + ": is no readable key store of the type " + type + ": " + oneLine(e), e);
    }
  }

  static String inWords(Optional<char[]> password) {
    return password.isPresent() ? "this password" : "no password";
  }

  static String oneLine(Exception e) {
    // The JDK has no words for a file in DER whose end is missing, and these for one in BER.
    return e.getMessage() == null || e.getMessage().contains("indef len")
        ? "it is cut short or damaged"
        : e.getMessage().replaceAll("\\s+", " ").strip();
  }

  private static String type(Path file, byte[] content) throws KeyMaterialException {
    if (startsWith(content, JKS)) {
      return "JKS";
    }
    if (startsWith(content, JCEKS)) {
      return "JCEKS";
    }
    if (content[0] == SEQUENCE) {
      return "PKCS12";
    }
    throw new KeyMaterialException(file + ": is neither PEM, PKCS#12 nor JKS");
  }

  private static boolean startsWith(byte[] content, byte[] magic) {
    for (int i = 0; i < magic.length; i++) {
      if (i >= content.length || content[i] != magic[i]) {
        return false;
      }
    }
    return true;
  }
}
