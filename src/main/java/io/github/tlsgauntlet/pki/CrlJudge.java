package io.github.tlsgauntlet.pki;

import io.github.tlsgauntlet.pki.RevocationFinding.Status;
import io.github.tlsgauntlet.pki.SignatureChecks.Result;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.IssuingDistributionPoint;
import org.bouncycastle.asn1.x509.KeyUsage;

/**
 * Judges complete certificate revocation lists (RFC 5280, Section 6.3). Delta lists and indirect
 * ones stay untold: they take more than one list. Total: no bytes make it throw.
 */
public final class CrlJudge {
  /** What a list may take at most, in octets. */
  public static final int MOST_OCTETS = 10 << 20;

  private static final Duration SKEW = Duration.ofMinutes(5);
  private static final int URI = 6;

  private CrlJudge() {}

  /**
   * Judges a list.
   *
   * @param list in DER
   * @param certificate whose status is asked for, in DER
   * @param issuer its issuer, in DER; empty where it is not known
   * @param from where the list was found, as the certificate names that place
   * @param now when the list is to be in date
   */
  public static RevocationFinding judge(
      byte[] list, byte[] certificate, Optional<byte[]> issuer, String from, Instant now) {
    Optional<SentCertificate> subject = SentCertificate.read(certificate, OptionalInt.empty());
    Optional<SentCertificate> authority =
        issuer.flatMap(encoded -> SentCertificate.read(encoded, OptionalInt.empty()));
    Optional<RevocationList> crl = read(list);
    if (crl.isEmpty() || subject.isEmpty()) {
      return RevocationFinding.of(Status.UNREADABLE, "It is no revocation list.");
    }
    if (authority.isEmpty()) {
      return RevocationFinding.of(
          Status.UNTOLD, "The certificate's issuer, who signs the list, is not known.");
    }
    return unfit(crl.get(), authority.get(), from)
        .or(() -> forged(crl.get(), authority.get()))
        .orElseGet(() -> status(crl.get(), subject.get(), now));
  }

  private static Optional<RevocationList> read(byte[] list) {
    return list.length > MOST_OCTETS || list.length == 0
        ? Optional.empty()
        : RevocationList.read(list);
  }

  /** A list of a kind that this judge does not understand, or of another issuer. */
  private static Optional<RevocationFinding> unfit(
      RevocationList crl, SentCertificate issuer, String from) {
    if (crl.extension(Extension.deltaCRLIndicator).isPresent()) {
      return untold("It is a delta list, which tells only what has changed.");
    }
    Optional<byte[]> point = crl.extension(Extension.issuingDistributionPoint);
    if (point.isPresent()) {
      Optional<IssuingDistributionPoint> read =
          Asn1.read(point.get(), IssuingDistributionPoint::getInstance);
      if (read.isEmpty()) {
        return Optional.of(
            RevocationFinding.of(
                Status.UNREADABLE, "Its issuing distribution point can't be read."));
      }
      if (read.get().isIndirectCRL()) {
        return untold("It is an indirect list, which speaks for other issuers too.");
      }
      if (read.get().getOnlySomeReasons() != null || read.get().onlyContainsAttributeCerts()) {
        return untold("It holds only some of what is revoked.");
      }
      DistributionPointName place = read.get().getDistributionPoint();
      if (place != null && !names(place).contains(from)) {
        return Optional.of(
            RevocationFinding.of(Status.ANOTHER, "It is the list of another distribution point."));
      }
    }
    if (!DistinguishedNames.same(crl.issuer(), issuer.subject())) {
      return Optional.of(
          RevocationFinding.of(
              Status.ANOTHER,
              "It is the list of another issuer: "
                  + DistinguishedNames.inWords(crl.issuer())
                  + "."));
    }
    if (crl.extensions().stream()
        .anyMatch(
            one ->
                one.isCritical() && !one.getExtnId().equals(Extension.issuingDistributionPoint))) {
      return untold("It has a critical extension that is not known.");
    }
    return Optional.empty();
  }

  private static Optional<RevocationFinding> untold(String reason) {
    return Optional.of(RevocationFinding.of(Status.UNTOLD, reason));
  }

  private static List<String> names(DistributionPointName place) {
    return place.getType() == DistributionPointName.FULL_NAME
        ? java.util.Arrays.stream(GeneralNames.getInstance(place.getName()).getNames())
            .filter(name -> name.getTagNo() == URI)
            .map(GeneralName::getName)
            .map(Object::toString)
            .toList()
        : List.of();
  }

  private static Optional<RevocationFinding> forged(RevocationList crl, SentCertificate issuer) {
    if (issuer.keyUsage().filter(usage -> !usage.hasUsages(KeyUsage.cRLSign)).isPresent()) {
      return Optional.of(
          RevocationFinding.of(
              Status.FORGED, "The issuer's keyUsage does not allow it to sign lists."));
    }
    Result result =
        issuer
            .publicKey()
            .map(key -> SignatureChecks.verify(crl.algorithm(), key, crl.signed(), crl.signature()))
            .orElse(Result.UNTOLD);
    return switch (result) {
      case VERIFIES -> Optional.empty();
      case UNTOLD -> untold("Its signature can't be checked with this Java.");
      case FAILS ->
          Optional.of(
              RevocationFinding.of(Status.FORGED, "The issuer's key did not make its signature."));
    };
  }

  private static RevocationFinding status(
      RevocationList crl, SentCertificate subject, Instant now) {
    Optional<RevocationList.Entry> entry = crl.entry(subject.body().serialNumber());
    Status status = entry.isPresent() ? Status.REVOKED : Status.GOOD;
    String said =
        entry
            .filter(one -> !one.reason().isEmpty())
            .map(one -> "Reason: " + one.reason() + ".")
            .orElse("");
    String late = entry.isPresent() ? " It said that the certificate is revoked." : "";
    if (crl.thisUpdate().isEmpty()) {
      return RevocationFinding.of(Status.UNREADABLE, "Its times can't be read.");
    }
    if (crl.thisUpdate().get().isAfter(now.plus(SKEW))) {
      status = Status.OUT_OF_DATE;
      said = "It holds only from " + crl.thisUpdate().get() + " on." + late;
    } else if (crl.nextUpdate().isEmpty()) {
      status = Status.OUT_OF_DATE;
      said = "It does not say until when it holds (RFC 5280, Section 5.1.2.5)." + late;
    } else if (crl.nextUpdate().get().isBefore(now.minus(SKEW))) {
      status = Status.OUT_OF_DATE;
      said = "It held until " + crl.nextUpdate().get() + "." + late;
    }
    return new RevocationFinding(
        status, said, crl.thisUpdate(), crl.nextUpdate(), entry.flatMap(RevocationList.Entry::at));
  }
}
