package io.github.tlsgauntlet.probe;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.ECNamedCurveTable;

/** Reads the facts of a certificate; what can't be read is left out. */
final class Certificates {
  private static final String MUST_STAPLE = "1.3.6.1.5.5.7.1.24";
  private static final String TIMESTAMPS = "1.3.6.1.4.1.11129.2.4.2";
  private static final String AUTHORITY_ACCESS = "1.3.6.1.5.5.7.1.1";
  private static final String CRL_POINTS = "2.5.29.31";
  private static final int DNS = 2;
  private static final int URI = 6;
  private static final int ADDRESS = 7;
  private static final List<String> USAGES =
      List.of(
          "digitalSignature",
          "nonRepudiation",
          "keyEncipherment",
          "dataEncipherment",
          "keyAgreement",
          "keyCertSign",
          "cRLSign",
          "encipherOnly",
          "decipherOnly");
  private static final Map<String, String> PURPOSES =
      Map.of(
          "1.3.6.1.5.5.7.3.1", "serverAuth",
          "1.3.6.1.5.5.7.3.2", "clientAuth",
          "1.3.6.1.5.5.7.3.3", "codeSigning",
          "1.3.6.1.5.5.7.3.4", "emailProtection",
          "1.3.6.1.5.5.7.3.8", "timeStamping",
          "1.3.6.1.5.5.7.3.9", "OCSPSigning",
          "2.5.29.37.0", "anyExtendedKeyUsage");

  private Certificates() {}

  /** Empty where these octets are no certificate that this Java reads. */
  static Optional<CertificateFacts> read(byte[] encoded) {
    return x509(encoded).map(certificate -> facts(certificate, encoded));
  }

  static Optional<X509Certificate> x509(byte[] encoded) {
    try {
      return Optional.of(
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(new ByteArrayInputStream(encoded)));
    } catch (CertificateException e) {
      return Optional.empty();
    }
  }

  private static CertificateFacts facts(X509Certificate certificate, byte[] encoded) {
    PublicKey key = certificate.getPublicKey();
    return new CertificateFacts(
        certificate.getSubjectX500Principal().getName(),
        certificate.getIssuerX500Principal().getName(),
        certificate.getSerialNumber().toString(16),
        certificate.getNotBefore().toInstant(),
        certificate.getNotAfter().toInstant(),
        key.getAlgorithm(),
        bits(key),
        curve(key),
        certificate.getSigAlgName(),
        names(certificate),
        usages(certificate),
        purposes(certificate),
        certificate.getBasicConstraints() >= 0,
        Constraints.of(certificate),
        certificate.getExtensionValue(MUST_STAPLE) != null,
        timestamps(certificate),
        ocsp(certificate),
        crls(certificate),
        sha256(encoded),
        encoded);
  }

  /** The size of a key; 0 where it is not known. */
  static int bits(PublicKey key) {
    if (key instanceof RSAKey rsa) {
      return rsa.getModulus().bitLength();
    }
    if (key instanceof ECPublicKey elliptic) {
      return elliptic.getParams().getOrder().bitLength();
    }
    return switch (key.getAlgorithm()) {
      case "Ed25519", "EdDSA" -> 256;
      case "Ed448" -> 456;
      default -> 0;
    };
  }

  private static String curve(PublicKey key) {
    try {
      var parameters =
          SubjectPublicKeyInfo.getInstance(key.getEncoded()).getAlgorithm().getParameters();
      return parameters instanceof ASN1ObjectIdentifier named
          ? Optional.ofNullable(ECNamedCurveTable.getName(named)).orElse(named.getId())
          : "";
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  private static List<String> names(X509Certificate certificate) {
    List<String> names = new ArrayList<>();
    try {
      Collection<List<?>> all = certificate.getSubjectAlternativeNames();
      for (List<?> one : all == null ? List.<List<?>>of() : all) {
        if (one.get(0) instanceof Integer kind
            && (kind == DNS || kind == ADDRESS)
            && one.get(1) instanceof String text) {
          names.add(text);
        }
      }
    } catch (CertificateParsingException e) {
      // Its names can't be read: the judgement of the chain says so.
      names.clear();
    }
    return names;
  }

  private static List<String> usages(X509Certificate certificate) {
    boolean[] bits = certificate.getKeyUsage();
    List<String> names = new ArrayList<>();
    for (int i = 0; bits != null && i < Math.min(bits.length, USAGES.size()); i++) {
      if (bits[i]) {
        names.add(USAGES.get(i));
      }
    }
    return names;
  }

  private static List<String> purposes(X509Certificate certificate) {
    try {
      List<String> all = certificate.getExtendedKeyUsage();
      return all == null
          ? List.of()
          : all.stream().map(one -> PURPOSES.getOrDefault(one, one)).toList();
    } catch (CertificateParsingException e) {
      return List.of();
    }
  }

  /** The entries of the list of RFC 6962, Section 3.3, without a judgement of their signatures. */
  private static int timestamps(X509Certificate certificate) {
    byte[] value = certificate.getExtensionValue(TIMESTAMPS);
    if (value == null) {
      return 0;
    }
    try {
      byte[] list =
          ASN1OctetString.getInstance(ASN1OctetString.getInstance(value).getOctets()).getOctets();
      int count = 0;
      for (int at = 2; at + 2 <= list.length; count++) {
        at += 2 + ((list[at] & 0xff) << 8 | list[at + 1] & 0xff);
      }
      return count;
    } catch (IllegalArgumentException e) {
      return 0;
    }
  }

  private static List<String> ocsp(X509Certificate certificate) {
    List<String> places = new ArrayList<>();
    byte[] value = certificate.getExtensionValue(AUTHORITY_ACCESS);
    try {
      if (value != null) {
        for (AccessDescription one :
            AuthorityInformationAccess.getInstance(ASN1OctetString.getInstance(value).getOctets())
                .getAccessDescriptions()) {
          if (one.getAccessMethod().equals(AccessDescription.id_ad_ocsp)) {
            place(one.getAccessLocation(), places);
          }
        }
      }
    } catch (IllegalArgumentException e) {
      places.clear();
    }
    return places;
  }

  private static List<String> crls(X509Certificate certificate) {
    List<String> places = new ArrayList<>();
    byte[] value = certificate.getExtensionValue(CRL_POINTS);
    try {
      if (value != null) {
        for (DistributionPoint one :
            CRLDistPoint.getInstance(ASN1OctetString.getInstance(value).getOctets())
                .getDistributionPoints()) {
          if (one.getDistributionPoint() != null
              && one.getDistributionPoint().getName() instanceof GeneralNames all) {
            for (GeneralName name : all.getNames()) {
              place(name, places);
            }
          }
        }
      }
    } catch (IllegalArgumentException e) {
      places.clear();
    }
    return places;
  }

  private static void place(GeneralName name, List<String> places) {
    if (name.getTagNo() == URI) {
      places.add(name.getName().toString());
    }
  }

  static String sha256(byte[] encoded) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(encoded));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}
