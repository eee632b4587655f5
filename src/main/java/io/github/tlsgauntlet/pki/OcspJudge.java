package io.github.tlsgauntlet.pki;

import io.github.tlsgauntlet.pki.RevocationFinding.Status;
import io.github.tlsgauntlet.pki.SignatureChecks.Result;
import java.io.IOException;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.ocsp.BasicOCSPResponse;
import org.bouncycastle.asn1.ocsp.CertID;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.ocsp.OCSPRequest;
import org.bouncycastle.asn1.ocsp.OCSPResponse;
import org.bouncycastle.asn1.ocsp.Request;
import org.bouncycastle.asn1.ocsp.RevokedInfo;
import org.bouncycastle.asn1.ocsp.SingleResponse;
import org.bouncycastle.asn1.ocsp.TBSRequest;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;

/**
 * Judges OCSP responses (RFC 6960, Section 3.2): whose they are, who signed them, whether they are
 * in date. Total: no bytes make it throw.
 */
public final class OcspJudge {
  /** What a response may take at most, in octets. */
  public static final int MOST_OCTETS = 64 * 1024;

  private static final Duration SKEW = Duration.ofMinutes(5);
  private static final ASN1ObjectIdentifier TIMESTAMPS =
      new ASN1ObjectIdentifier("1.3.6.1.4.1.11129.2.4.5");
  private static final AlgorithmIdentifier SHA1 =
      new AlgorithmIdentifier(
          org.bouncycastle.asn1.oiw.OIWObjectIdentifiers.idSHA1, DERNull.INSTANCE);
  private static final Map<String, String> HASHES =
      Map.of(
          "1.3.14.3.2.26", "SHA-1",
          "2.16.840.1.101.3.4.2.1", "SHA-256",
          "2.16.840.1.101.3.4.2.2", "SHA-384",
          "2.16.840.1.101.3.4.2.3", "SHA-512");
  private static final List<String> ERRORS =
      List.of(
          "", "malformedRequest", "internalError", "tryLater", "", "sigRequired", "unauthorized");
  private static final int MOST_RESPONDERS = 8;
  private static final int MOST_ANSWERS = 100;

  private OcspJudge() {}

  /**
   * Judges a response.
   *
   * @param response in DER
   * @param certificate whose status is asked for, in DER
   * @param issuer its issuer, in DER; empty where it is not known
   * @param now when it is to be in date
   */
  public static RevocationFinding judge(
      byte[] response, byte[] certificate, Optional<byte[]> issuer, Instant now) {
    if (response.length > MOST_OCTETS) {
      return RevocationFinding.of(Status.UNREADABLE, "It has more than 64 KiB.");
    }
    Optional<OCSPResponse> whole = Asn1.read(response, OCSPResponse::getInstance);
    if (whole.isEmpty()) {
      return RevocationFinding.of(Status.UNREADABLE, "It is no OCSP response.");
    }
    try {
      BigInteger status = whole.get().getResponseStatus().getValue();
      if (status.signum() != 0) {
        return error(status);
      }
      Optional<BasicOCSPResponse> basic = basic(whole.get());
      Optional<SentCertificate> subject = SentCertificate.read(certificate, OptionalInt.empty());
      Optional<SentCertificate> authority =
          issuer.flatMap(encoded -> SentCertificate.read(encoded, OptionalInt.empty()));
      if (basic.isEmpty() || subject.isEmpty()) {
        return RevocationFinding.of(Status.UNREADABLE, "It is no basic OCSP response.");
      }
      if (authority.isEmpty()) {
        return RevocationFinding.of(
            Status.UNTOLD, "The certificate's issuer, who answers for it, is not known.");
      }
      return judge(basic.get(), subject.get(), authority.get(), now);
    } catch (IOException | RuntimeException e) {
      // Bouncy Castle tells malformed ASN.1 by a dozen unchecked exceptions.
      return RevocationFinding.of(Status.UNREADABLE, "It can't be read.");
    }
  }

  private static RevocationFinding error(BigInteger status) {
    int number = status.bitLength() < 8 ? status.intValue() : -1;
    String name = number > 0 && number < ERRORS.size() ? ERRORS.get(number) : "";
    return RevocationFinding.of(
        Status.ERROR,
        "The responder answers with the error " + (name.isEmpty() ? status : name) + ".");
  }

  private static Optional<BasicOCSPResponse> basic(OCSPResponse whole) {
    return Optional.ofNullable(whole.getResponseBytes())
        .filter(bytes -> bytes.getResponseType().equals(OCSPObjectIdentifiers.id_pkix_ocsp_basic))
        .flatMap(
            bytes -> Asn1.read(bytes.getResponse().getOctets(), BasicOCSPResponse::getInstance));
  }

  private static RevocationFinding judge(
      BasicOCSPResponse basic, SentCertificate subject, SentCertificate issuer, Instant now)
      throws IOException {
    Optional<RevocationFinding> forged = signedByAnother(basic, issuer, now);
    if (forged.isPresent()) {
      return forged.get();
    }
    Optional<SingleResponse> answer = answer(basic, subject, issuer);
    if (answer.isEmpty()) {
      return RevocationFinding.of(Status.ANOTHER, "It speaks of another certificate.");
    }
    return status(answer.get(), now);
  }

  private static RevocationFinding status(SingleResponse one, Instant now) throws IOException {
    Optional<Instant> thisUpdate = instant(one.getThisUpdate());
    Optional<Instant> nextUpdate =
        one.getNextUpdate() == null ? Optional.empty() : instant(one.getNextUpdate());
    Status status;
    String reason = "";
    Optional<Instant> revoked = Optional.empty();
    if (thisUpdate.isEmpty() || one.getNextUpdate() != null && nextUpdate.isEmpty()) {
      return RevocationFinding.of(Status.UNREADABLE, "Its times can't be read.");
    }
    switch (one.getCertStatus().getTagNo()) {
      case 0 -> status = Status.GOOD;
      case 1 -> {
        RevokedInfo info = RevokedInfo.getInstance(one.getCertStatus().getStatus());
        status = Status.REVOKED;
        revoked = instant(info.getRevocationTime());
        CRLReason why = info.getRevocationReason();
        reason = why == null ? "" : "Reason: " + why.toString().replace("CRLReason: ", "") + ".";
      }
      default -> {
        status = Status.UNKNOWN;
        reason = "The responder does not know the certificate.";
      }
    }
    if (thisUpdate.get().isAfter(now.plus(SKEW))) {
      status = Status.OUT_OF_DATE;
      reason = "It holds only from " + thisUpdate.get() + " on." + late(revoked);
    } else if (nextUpdate.filter(end -> end.isBefore(now.minus(SKEW))).isPresent()) {
      status = Status.OUT_OF_DATE;
      reason = "It held until " + nextUpdate.get() + "." + late(revoked);
    }
    return new RevocationFinding(status, reason, thisUpdate, nextUpdate, revoked);
  }

  private static String late(Optional<Instant> revoked) {
    return revoked.isPresent() ? " It said that the certificate is revoked." : "";
  }

  private static Optional<Instant> instant(org.bouncycastle.asn1.ASN1GeneralizedTime time) {
    try {
      Date date = time.getDate();
      return Optional.of(date.toInstant());
    } catch (java.text.ParseException e) {
      return Optional.empty();
    }
  }

  /** The issuer signs, or whom the issuer has certified for it (RFC 6960, Section 4.2.2.2). */
  private static Optional<RevocationFinding> signedByAnother(
      BasicOCSPResponse basic, SentCertificate issuer, Instant now) throws IOException {
    byte[] signed = basic.getTbsResponseData().getEncoded(ASN1Encoding.DER);
    byte[] signature = basic.getSignature().getOctets();
    AlgorithmIdentifier algorithm = basic.getSignatureAlgorithm();
    Result byIssuer = verify(algorithm, issuer.publicKey(), signed, signature);
    if (byIssuer == Result.VERIFIES) {
      return Optional.empty();
    }
    int seen = 0;
    if (basic.getCerts() != null) {
      for (var encoded : basic.getCerts()) {
        Optional<SentCertificate> responder =
            SentCertificate.read(
                encoded.toASN1Primitive().getEncoded(ASN1Encoding.DER), OptionalInt.empty());
        if (++seen > MOST_RESPONDERS || responder.isEmpty()) {
          continue;
        }
        Result result = verify(algorithm, responder.get().publicKey(), signed, signature);
        if (result == Result.VERIFIES) {
          return mayNotAnswer(responder.get(), issuer, now);
        }
      }
    }
    return Optional.of(
        byIssuer == Result.UNTOLD
            ? RevocationFinding.of(Status.UNTOLD, "Its signature can't be checked with this Java.")
            : RevocationFinding.of(
                Status.FORGED,
                "Neither the issuer's key nor that of a certificate in it made its signature."));
  }

  private static Optional<RevocationFinding> mayNotAnswer(
      SentCertificate responder, SentCertificate issuer, Instant now) {
    if (responder.body().subjectPublicKeyInfo().equals(issuer.body().subjectPublicKeyInfo())) {
      return Optional.empty();
    }
    String who = responder.inWords();
    boolean named = DistinguishedNames.same(responder.issuer(), issuer.subject());
    if (!named || new SignatureChecks().check(responder, issuer) != Result.VERIFIES) {
      return Optional.of(
          RevocationFinding.of(
              Status.FORGED, "Its signer " + who + " was not certified by the issuer."));
    }
    if (responder
        .extendedKeyUsage()
        .filter(usage -> usage.hasKeyPurposeId(KeyPurposeId.id_kp_OCSPSigning))
        .isEmpty()) {
      return Optional.of(
          RevocationFinding.of(
              Status.FORGED, "Its signer " + who + " was not certified to sign OCSP responses."));
    }
    boolean inDate =
        responder.notBefore().filter(from -> !now.isBefore(from)).isPresent()
            && responder.notAfter().filter(until -> !now.isAfter(until)).isPresent();
    return inDate
        ? Optional.empty()
        : Optional.of(
            RevocationFinding.of(
                Status.OUT_OF_DATE, "The certificate of its signer " + who + " is not in date."));
  }

  private static Result verify(
      AlgorithmIdentifier algorithm, Optional<PublicKey> key, byte[] signed, byte[] signature) {
    return key.map(one -> SignatureChecks.verify(algorithm, one, signed, signature))
        .orElse(Result.UNTOLD);
  }

  private static Optional<SingleResponse> answer(
      BasicOCSPResponse basic, SentCertificate subject, SentCertificate issuer) throws IOException {
    int seen = 0;
    for (var each : basic.getTbsResponseData().getResponses()) {
      SingleResponse one = SingleResponse.getInstance(each);
      if (++seen <= MOST_ANSWERS && isFor(one.getCertID(), subject, issuer)) {
        return Optional.of(one);
      }
    }
    return Optional.empty();
  }

  private static boolean isFor(CertID id, SentCertificate subject, SentCertificate issuer)
      throws IOException {
    String hash = HASHES.get(id.getHashAlgorithm().getAlgorithm().getId());
    return hash != null
        && id.getSerialNumber().getValue().equals(subject.body().serialNumber())
        && Arrays.equals(
            id.getIssuerNameHash().getOctets(), digest(hash, subject.issuer().getEncoded()))
        && Arrays.equals(
            id.getIssuerKeyHash().getOctets(),
            digest(hash, issuer.body().subjectPublicKeyInfo().getPublicKeyData().getOctets()));
  }

  private static byte[] digest(String name, byte[] octets) {
    try {
      return MessageDigest.getInstance(name).digest(octets);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has " + name, e);
    }
  }

  /**
   * A request for the status of one certificate, as RFC 5019 wants it; empty where these are no
   * certificates.
   */
  public static Optional<byte[]> request(byte[] certificate, byte[] issuer) {
    return SentCertificate.read(certificate, OptionalInt.empty())
        .flatMap(
            subject ->
                SentCertificate.read(issuer, OptionalInt.empty())
                    .flatMap(authority -> request(subject, authority)));
  }

  private static Optional<byte[]> request(SentCertificate subject, SentCertificate issuer) {
    try {
      CertID id =
          new CertID(
              SHA1,
              new DEROctetString(digest("SHA-1", subject.issuer().getEncoded())),
              new DEROctetString(
                  digest(
                      "SHA-1",
                      issuer.body().subjectPublicKeyInfo().getPublicKeyData().getOctets())),
              new org.bouncycastle.asn1.ASN1Integer(subject.body().serialNumber()));
      TBSRequest body =
          new TBSRequest(
              null,
              new DERSequence(new Request(id, null)),
              (org.bouncycastle.asn1.x509.Extensions) null);
      return Optional.of(new OCSPRequest(body, null).getEncoded(ASN1Encoding.DER));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** The list of certificate timestamps in a response (RFC 6962, Section 3.3). */
  public static Optional<byte[]> timestamps(byte[] response) {
    try {
      return Asn1.read(response, OCSPResponse::getInstance)
          .flatMap(OcspJudge::basic)
          .flatMap(
              basic ->
                  Optional.ofNullable(
                      SingleResponse.getInstance(
                              basic.getTbsResponseData().getResponses().getObjectAt(0))
                          .getSingleExtensions()))
          .flatMap(all -> Optional.ofNullable(all.getExtension(TIMESTAMPS)))
          .flatMap(OcspJudge::octets);
    } catch (RuntimeException e) {
      // Bouncy Castle tells malformed ASN.1 by a dozen unchecked exceptions.
      return Optional.empty();
    }
  }

  private static Optional<byte[]> octets(Extension extension) {
    return Asn1.read(
        extension.getExtnValue().getOctets(),
        (ASN1Primitive value) -> ASN1OctetString.getInstance(value).getOctets());
  }
}
