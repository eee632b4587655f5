package io.github.tlsgauntlet.pki;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A store of trust anchors from which few are read: those whose names a chain mentions. Reading all
 * of the hundred and more that a system has takes longer than many a scan.
 */
public final class AnchorStore {
  private static final List<Path> SYSTEM =
      List.of(
          Path.of("/etc/ssl/certs/ca-certificates.crt"),
          Path.of("/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem"),
          Path.of("/etc/pki/tls/certs/ca-bundle.crt"),
          Path.of("/etc/ssl/ca-bundle.pem"),
          Path.of("/var/lib/ca-certificates/ca-bundle.pem"),
          Path.of("/usr/local/share/certs/ca-root-nss.crt"),
          Path.of("/etc/ssl/cert.pem"));
  private static final String BEGIN = "-----BEGIN ";
  private static final String END = "-----END ";
  private static final int MOST_OCTETS = 16 << 20;
  private static final int MOST_CERTIFICATES = 32;

  private static final int ISSUER = 2;
  private static final int SUBJECT = 4;

  private static final int VERSION = 0xa0;

  private final Path file;
  private final Once<Path, List<byte[]>> encoded = new Once<>(AnchorStore::read);

  private AnchorStore(Path file) {
    this.file = file;
  }

  /** The system's store; empty where none of the usual files is there. */
  public static Optional<AnchorStore> system() {
    return SYSTEM.stream().filter(Files::isReadable).findFirst().map(AnchorStore::new);
  }

  /** The anchors in a file of certificates in PEM; it is read when it is first needed. */
  public static AnchorStore of(Path file) {
    return new AnchorStore(file);
  }

  /** Where they come from. */
  public Path file() {
    return file;
  }

  /** How many there are; 0 too where the file can't be read. */
  public int size() {
    return encoded.get(file).size();
  }

  /**
   * Those that may matter to a chain: whose name is that of an issuer or a subject in it.
   *
   * @param chain in DER
   */
  public List<X509Certificate> mentioned(List<byte[]> chain) {
    Set<String> names = names(chain);
    List<X509Certificate> found = new ArrayList<>();
    for (byte[] anchor : encoded.get(file)) {
      if (names.contains(name(anchor, SUBJECT))) {
        x509(anchor).ifPresent(found::add);
      }
    }
    return found;
  }

  /** The same of anchors that have been read. */
  public static List<X509Certificate> mentioned(List<X509Certificate> anchors, List<byte[]> chain) {
    Set<String> names = names(chain);
    return anchors.stream()
        .filter(
            anchor -> {
              byte[] name = anchor.getSubjectX500Principal().getEncoded();
              return names.contains(NameKey.of(name, 0, name.length));
            })
        .toList();
  }

  private static Set<String> names(List<byte[]> chain) {
    Set<String> names = new HashSet<>();
    for (byte[] one : chain.subList(0, Math.min(MOST_CERTIFICATES, chain.size()))) {
      names.add(name(one, ISSUER));
      names.add(name(one, SUBJECT));
    }
    return names;
  }

  private static Optional<X509Certificate> x509(byte[] encoded) {
    try {
      return Optional.of(
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(new ByteArrayInputStream(encoded)));
    } catch (CertificateException e) {
      return Optional.empty();
    }
  }

  /** The key of the name that is the field of this number, the version not counted. */
  private static String name(byte[] certificate, int number) {
    if (certificate.length == 0) {
      return "";
    }
    Asn1.Header outer = Asn1.header(certificate, 0, certificate.length);
    if (outer.start() >= certificate.length) {
      return "";
    }
    int at = Asn1.header(certificate, outer.start(), certificate.length).start();
    int field = certificate.length > at && (certificate[at] & 0xff) == VERSION ? -1 : 0;
    for (; field < number && at < certificate.length; field++) {
      at = Asn1.header(certificate, at, certificate.length).end();
    }
    if (at >= certificate.length) {
      return "";
    }
    int end = Asn1.header(certificate, at, certificate.length).end();
    return end > certificate.length ? "" : NameKey.of(certificate, at, end);
  }

  private static List<byte[]> read(Path file) {
    try {
      if (Files.size(file) > MOST_OCTETS) {
        return List.of();
      }
      return blocks(Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      return List.of();
    }
  }

  private static List<byte[]> blocks(String text) {
    List<byte[]> blocks = new ArrayList<>();
    for (int at = text.indexOf(BEGIN); at >= 0; at = text.indexOf(BEGIN, at + 1)) {
      int start = text.indexOf('\n', at);
      int end = text.indexOf(END, at);
      if (start < 0 || end < start) {
        continue;
      }
      try {
        blocks.add(Base64.getMimeDecoder().decode(text.substring(start, end)));
      } catch (IllegalArgumentException e) {
        // A block that is none does not spoil the others.
        continue;
      }
    }
    return blocks;
  }
}
