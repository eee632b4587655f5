package io.github.tlsgauntlet.pki;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.ocsp.BasicOCSPRespBuilder;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.bouncycastle.cert.ocsp.OCSPRespBuilder;
import org.bouncycastle.cert.ocsp.RespID;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.DigestCalculatorProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;

/** Makes certificates, OCSP responses and revocation lists for tests, by Bouncy Castle. */
public final class Issuing {
  /** When all of it is made and judged. */
  public static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

  private Issuing() {}

  /** A certificate and its key. */
  public record Held(X509CertificateHolder certificate, KeyPair keys) {
    /** In DER. */
    public byte[] encoded() {
      try {
        return certificate.getEncoded();
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** What changes a certificate before it is signed. */
  public interface Change {
    void to(X509v3CertificateBuilder builder) throws CertIOException;
  }

  public static KeyPair keys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  public static ContentSigner signer(KeyPair keys) {
    try {
      return new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate());
    } catch (OperatorCreationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A root of its own. */
  public static Held root(String name) {
    KeyPair keys = keys();
    return new Held(
        certificate(
            name,
            keys,
            name,
            keys,
            1,
            b -> b.addExtension(Extension.basicConstraints, true, new BasicConstraints(true))),
        keys);
  }

  /** A certificate by an issuer. */
  public static Held issued(Held issuer, String name, int serial, Change change) {
    KeyPair keys = keys();
    return new Held(
        certificate(
            issuer.certificate().getSubject().toString(),
            issuer.keys(),
            name,
            keys,
            serial,
            change),
        keys);
  }

  /** A responder that the issuer has certified for it. */
  public static Held responder(Held issuer) {
    return issued(
        issuer,
        "CN=responder",
        77,
        b ->
            b.addExtension(
                Extension.extendedKeyUsage,
                false,
                new ExtendedKeyUsage(KeyPurposeId.id_kp_OCSPSigning)));
  }

  public static X509CertificateHolder certificate(
      String issuer, KeyPair issuerKeys, String name, KeyPair keys, int serial, Change change) {
    try {
      X509v3CertificateBuilder builder =
          new X509v3CertificateBuilder(
              new X500Name(issuer),
              BigInteger.valueOf(serial),
              Date.from(NOW.minus(Duration.ofDays(30))),
              Date.from(NOW.plus(Duration.ofDays(60))),
              new X500Name(name),
              SubjectPublicKeyInfo.getInstance(keys.getPublic().getEncoded()));
      change.to(builder);
      return builder.build(signer(issuerKeys));
    } catch (CertIOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** An extension whose value is these octets, as they are. */
  public static Change with(String id, boolean critical, byte[] value) {
    return builder ->
        builder.addExtension(
            new Extension(new ASN1ObjectIdentifier(id), critical, new DEROctetString(value)));
  }

  /**
   * An OCSP response.
   *
   * @param signer who signs it
   * @param along the responder's certificate, sent along
   */
  public static byte[] response(
      Held issuer,
      BigInteger serial,
      CertificateStatus status,
      Instant from,
      Optional<Instant> until,
      KeyPair signer,
      Optional<X509CertificateHolder> along) {
    try {
      DigestCalculatorProvider digests = new JcaDigestCalculatorProviderBuilder().build();
      BasicOCSPRespBuilder builder =
          new BasicOCSPRespBuilder(new RespID(along.orElse(issuer.certificate()).getSubject()));
      builder.addResponse(
          new CertificateID(digests.get(CertificateID.HASH_SHA1), issuer.certificate(), serial),
          status,
          Date.from(from),
          until.map(Date::from).orElse(null));
      return new OCSPRespBuilder()
          .build(
              OCSPRespBuilder.SUCCESSFUL,
              builder.build(
                  signer(signer),
                  along.map(one -> new X509CertificateHolder[] {one}).orElse(null),
                  Date.from(from)))
          .getEncoded();
    } catch (OCSPException | OperatorCreationException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A response of the issuer's own, in date. */
  public static byte[] response(Held issuer, Held subject, CertificateStatus status) {
    return response(
        issuer,
        subject.certificate().getSerialNumber(),
        status,
        NOW.minusSeconds(3600),
        Optional.of(NOW.plusSeconds(86_400)),
        issuer.keys(),
        Optional.empty());
  }

  /** A response that is an error. */
  public static byte[] error(int number) {
    try {
      OCSPResp response = new OCSPRespBuilder().build(number, null);
      return response.getEncoded();
    } catch (OCSPException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What changes a list before it is signed. */
  public interface ListChange {
    void to(X509v2CRLBuilder builder) throws CertIOException;
  }

  /** A revocation list. */
  public static byte[] list(
      String issuer, KeyPair signer, Optional<Instant> until, ListChange change) {
    try {
      X509v2CRLBuilder builder =
          new X509v2CRLBuilder(new X500Name(issuer), Date.from(NOW.minusSeconds(7200)));
      until.ifPresent(end -> builder.setNextUpdate(Date.from(end)));
      change.to(builder);
      return builder.build(signer(signer)).getEncoded();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
