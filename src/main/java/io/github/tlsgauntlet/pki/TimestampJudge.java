package io.github.tlsgauntlet.pki;

import io.github.tlsgauntlet.pki.TimestampFinding.Source;
import io.github.tlsgauntlet.pki.TimestampFinding.Validity;
import io.github.tlsgauntlet.wire.WireWriter;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Checks certificate timestamps (RFC 6962, Section 3.2) by the keys of the logs that are known. */
public final class TimestampJudge {
  private static final int SHA256 = 4;
  private static final int RSA = 1;
  private static final int ECDSA = 3;
  private static final int X509_ENTRY = 0;
  private static final int PRECERTIFICATE_ENTRY = 1;

  /** How far clocks may differ. */
  private static final Duration SKEW = Duration.ofMinutes(5);

  private final TransparencyLogs logs;
  private final Instant now;

  /**
   * A judge.
   *
   * @param logs those that are known
   * @param now what lies after it is in the future
   */
  public TimestampJudge(TransparencyLogs logs, Instant now) {
    this.logs = logs;
    this.now = now;
  }

  /**
   * The timestamps within a certificate.
   *
   * @param certificate in DER
   * @param issuer in DER; empty where it isn't known
   */
  public List<TimestampFinding> embedded(byte[] certificate, Optional<byte[]> issuer) {
    return embeddedList(certificate)
        .map(list -> judge(list, Source.CERTIFICATE, certificate, issuer))
        .orElse(List.of());
  }

  private static Optional<byte[]> embeddedList(byte[] certificate) {
    return SentCertificate.read(certificate, OptionalInt.empty())
        .flatMap(
            read ->
                read.value(
                    PrecertificateBody.TIMESTAMPS,
                    value -> org.bouncycastle.asn1.ASN1OctetString.getInstance(value).getOctets()));
  }

  /**
   * The timestamps of a list that came beside the certificate, or within it.
   *
   * @param list with its length in front
   */
  public List<TimestampFinding> judge(
      byte[] list, Source source, byte[] certificate, Optional<byte[]> issuer) {
    Optional<byte[]> entry =
        source == Source.CERTIFICATE
            ? precertificateEntry(certificate, issuer)
            : Optional.of(
                WireWriter.write(
                    out -> out.uint16(X509_ENTRY).vector24(one -> one.bytes(certificate))));
    List<TimestampFinding> findings = new ArrayList<>();
    SignedTimestamp.Listed listed = SignedTimestamp.readList(list);
    for (SignedTimestamp one : listed.timestamps()) {
      findings.add(judge(one, source, entry));
    }
    if (listed.others() > 0) {
      findings.add(
          new TimestampFinding(
              source,
              "",
              "",
              Optional.empty(),
              Validity.UNTOLD,
              listed.others() + " could not be read, or have a version that is not known."));
    }
    return findings;
  }

  /** Empty where the issuer, and with it its key, is not known. */
  private static Optional<byte[]> precertificateEntry(byte[] certificate, Optional<byte[]> issuer) {
    Optional<byte[]> key =
        issuer
            .flatMap(encoded -> SentCertificate.read(encoded, OptionalInt.empty()))
            .flatMap(TimestampJudge::keyHash);
    return PrecertificateBody.of(certificate)
        .flatMap(
            body ->
                key.map(
                    hash ->
                        WireWriter.write(
                            out ->
                                out.uint16(PRECERTIFICATE_ENTRY)
                                    .bytes(hash)
                                    .vector24(one -> one.bytes(body)))));
  }

  private static Optional<byte[]> keyHash(SentCertificate issuer) {
    try {
      return Optional.of(
          MessageDigest.getInstance("SHA-256")
              .digest(issuer.body().subjectPublicKeyInfo().getEncoded()));
    } catch (IOException | GeneralSecurityException e) {
      return Optional.empty();
    }
  }

  private TimestampFinding judge(SignedTimestamp one, Source source, Optional<byte[]> entry) {
    Optional<TransparencyLog> log = logs.log(one.logId());
    Validity validity = Validity.UNTOLD;
    String reason;
    if (one.time().isAfter(now.plus(SKEW))) {
      validity = Validity.INVALID;
      reason = "It is from the future.";
    } else if (log.isEmpty()) {
      reason = "The log is not known by " + logs.name() + ".";
    } else if (entry.isEmpty()) {
      reason = "The issuer's key, which the log signed along, is not known.";
    } else if (log.get().key().isEmpty()) {
      reason = "The log's key is none that this Java can use.";
    } else if (!isAlgorithmOf(one, log.get().key().get())) {
      validity = Validity.INVALID;
      reason = "It names a signature algorithm that the log's key is not for.";
    } else if (verifies(one, log.get().key().get(), entry.get())) {
      validity = Validity.VALID;
      reason =
          log.get().state().isEmpty() ? "" : "The log is " + log.get().state() + " by the list.";
    } else {
      validity = Validity.INVALID;
      reason = "The log's signature does not verify.";
    }
    return new TimestampFinding(
        source,
        one.logId(),
        log.map(TransparencyLog::name).orElse(""),
        Optional.of(one.time()),
        validity,
        reason);
  }

  private static boolean isAlgorithmOf(SignedTimestamp one, PublicKey key) {
    return one.hash() == SHA256
        && (one.signing() == ECDSA && key instanceof ECPublicKey
            || one.signing() == RSA && key instanceof RSAPublicKey);
  }

  private static boolean verifies(SignedTimestamp one, PublicKey key, byte[] entry) {
    long time = one.time().toEpochMilli();
    byte[] signed =
        WireWriter.write(
            out ->
                out.uint8(0)
                    .uint8(0)
                    .uint32(time >>> 32)
                    .uint32(time & 0xffff_ffffL)
                    .bytes(entry)
                    .vector16(more -> more.bytes(one.extensions())));
    try {
      Signature verifier =
          Signature.getInstance(one.signing() == RSA ? "SHA256withRSA" : "SHA256withECDSA");
      verifier.initVerify(key);
      verifier.update(signed);
      return verifier.verify(one.signature());
    } catch (GeneralSecurityException e) {
      return false;
    }
  }
}
