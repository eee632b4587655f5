package io.github.tlsgauntlet.pki;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsgauntlet.pki.Issuing.Held;
import io.github.tlsgauntlet.pki.RevocationFinding.Status;
import java.math.BigInteger;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.Random;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.IssuingDistributionPoint;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.cert.ocsp.UnknownStatus;
import org.junit.jupiter.api.Test;

/** Responses and lists, each judged on a good and on a bad one. */
class RevocationJudgesTest {
  private static final Instant NOW = Issuing.NOW;
  private static final Optional<Instant> TOMORROW = Optional.of(NOW.plus(Duration.ofDays(1)));
  private static final String PLACE = "http://crl.example/a.crl";

  private final Held issuer = Issuing.root("CN=issuer");
  private final Held leaf = Issuing.issued(issuer, "CN=leaf", 4711, b -> {});

  private RevocationFinding ocsp(byte[] response) {
    return OcspJudge.judge(response, leaf.encoded(), Optional.of(issuer.encoded()), NOW);
  }

  private byte[] signed(KeyPair signer, Optional<X509CertificateHolder> along) {
    return Issuing.response(
        issuer,
        BigInteger.valueOf(4711),
        CertificateStatus.GOOD,
        NOW.minusSeconds(60),
        TOMORROW,
        signer,
        along);
  }

  private byte[] dated(Instant from, Optional<Instant> until) {
    return Issuing.response(
        issuer,
        BigInteger.valueOf(4711),
        CertificateStatus.GOOD,
        from,
        until,
        issuer.keys(),
        Optional.empty());
  }

  @Test
  void good_revoked_and_unknown_are_told_apart() {
    Date yesterday = Date.from(NOW.minus(Duration.ofDays(1)));
    RevocationFinding revoked =
        ocsp(Issuing.response(issuer, leaf, new RevokedStatus(yesterday, CRLReason.keyCompromise)));

    assertThat(ocsp(Issuing.response(issuer, leaf, CertificateStatus.GOOD)).status())
        .isEqualTo(Status.GOOD);
    assertThat(revoked.status()).isEqualTo(Status.REVOKED);
    assertThat(revoked.revokedAt()).hasValue(yesterday.toInstant());
    assertThat(revoked.reason()).contains("keyCompromise");
    assertThat(ocsp(Issuing.response(issuer, leaf, new UnknownStatus())).status())
        .isEqualTo(Status.UNKNOWN);
  }

  @Test
  void a_response_out_of_date_is_no_answer() {
    assertThat(
            ocsp(dated(NOW.minus(Duration.ofDays(9)), Optional.of(NOW.minusSeconds(3600))))
                .status())
        .isEqualTo(Status.OUT_OF_DATE);
    assertThat(ocsp(dated(NOW.plusSeconds(3600), TOMORROW)).status()).isEqualTo(Status.OUT_OF_DATE);
    assertThat(ocsp(dated(NOW.minusSeconds(3600), Optional.empty())).status())
        .isEqualTo(Status.GOOD);
  }

  @Test
  void only_the_issuer_and_whom_it_certified_for_it_may_answer() {
    Held responder = Issuing.responder(issuer);
    Held server = Issuing.issued(issuer, "CN=server", 5, b -> {});
    Held stranger = Issuing.responder(Issuing.root("CN=issuer"));

    assertThat(ocsp(signed(responder.keys(), Optional.of(responder.certificate()))).status())
        .isEqualTo(Status.GOOD);
    assertThat(ocsp(signed(Issuing.keys(), Optional.empty())).status()).isEqualTo(Status.FORGED);
    RevocationFinding byServer = ocsp(signed(server.keys(), Optional.of(server.certificate())));
    assertThat(byServer.status()).isEqualTo(Status.FORGED);
    assertThat(byServer.reason()).contains("not certified to sign");
    assertThat(ocsp(signed(stranger.keys(), Optional.of(stranger.certificate()))).status())
        .isEqualTo(Status.FORGED);
    assertThat(ocsp(signed(Issuing.keys(), Optional.of(responder.certificate()))).status())
        .isEqualTo(Status.FORGED);
  }

  @Test
  void a_response_for_another_certificate_is_told() {
    Held other = Issuing.issued(issuer, "CN=other", 4712, b -> {});
    Held namesake = Issuing.root("CN=issuer");

    assertThat(ocsp(Issuing.response(issuer, other, CertificateStatus.GOOD)).status())
        .isEqualTo(Status.ANOTHER);
    // The same name and serial number, but another issuer's key.
    assertThat(
            ocsp(Issuing.response(
                    namesake,
                    BigInteger.valueOf(4711),
                    CertificateStatus.GOOD,
                    NOW.minusSeconds(60),
                    TOMORROW,
                    issuer.keys(),
                    Optional.empty()))
                .status())
        .isEqualTo(Status.ANOTHER);
  }

  @Test
  void an_error_and_nonsense_are_told_apart() {
    RevocationFinding error = ocsp(Issuing.error(3));

    assertThat(error.status()).isEqualTo(Status.ERROR);
    assertThat(error.reason()).contains("tryLater");
    assertThat(ocsp(new byte[] {1, 2, 3}).status()).isEqualTo(Status.UNREADABLE);
    assertThat(ocsp(new byte[0]).status()).isEqualTo(Status.UNREADABLE);
    assertThat(
            OcspJudge.judge(
                    Issuing.response(issuer, leaf, CertificateStatus.GOOD),
                    leaf.encoded(),
                    Optional.empty(),
                    NOW)
                .status())
        .isEqualTo(Status.UNTOLD);
  }

  @Test
  void no_flipped_octet_makes_a_judge_throw_or_say_good_of_a_revoked_certificate() {
    byte[] response =
        Issuing.response(issuer, leaf, new RevokedStatus(Date.from(NOW), CRLReason.superseded));
    byte[] list = revoked(Optional.of(NOW.plusSeconds(60)));
    Random random = new Random(2);
    for (int i = 0; i < 60; i++) {
      byte[] one = response.clone();
      one[random.nextInt(one.length)] ^= (byte) (1 << random.nextInt(8));
      assertThat(ocsp(one).status()).isNotEqualTo(Status.GOOD);
      byte[] other = list.clone();
      other[random.nextInt(other.length)] ^= (byte) (1 << random.nextInt(8));
      assertThat(crl(other).status()).isNotEqualTo(Status.GOOD);
    }
  }

  private RevocationFinding crl(byte[] list) {
    return CrlJudge.judge(list, leaf.encoded(), Optional.of(issuer.encoded()), PLACE, NOW);
  }

  private byte[] revoked(Optional<Instant> until) {
    return Issuing.list(
        "CN=issuer",
        issuer.keys(),
        until,
        builder -> {
          for (int i = 0; i < 50; i++) {
            builder.addCRLEntry(BigInteger.valueOf(i), Date.from(NOW), CRLReason.unspecified);
          }
          builder.addCRLEntry(
              BigInteger.valueOf(4711), Date.from(NOW.minusSeconds(5)), CRLReason.keyCompromise);
        });
  }

  private byte[] list(Issuing.ListChange change) {
    return Issuing.list("CN=issuer", issuer.keys(), TOMORROW, change);
  }

  @Test
  void a_list_tells_the_revoked_from_the_others() {
    RevocationFinding found = crl(revoked(TOMORROW));

    assertThat(found.status()).isEqualTo(Status.REVOKED);
    assertThat(found.revokedAt()).hasValue(NOW.minusSeconds(5));
    assertThat(found.reason()).contains("keyCompromise");
    assertThat(crl(list(b -> {})).status()).isEqualTo(Status.GOOD);
    assertThat(
            crl(list(b -> b.addCRLEntry(BigInteger.ONE, Date.from(NOW), CRLReason.superseded)))
                .status())
        .isEqualTo(Status.GOOD);
  }

  @Test
  void a_list_out_of_date_or_without_an_end_is_no_answer() {
    assertThat(crl(revoked(Optional.of(NOW.minusSeconds(3600)))).status())
        .isEqualTo(Status.OUT_OF_DATE);
    assertThat(crl(revoked(Optional.empty())).status()).isEqualTo(Status.OUT_OF_DATE);
  }

  @Test
  void a_list_that_the_issuer_did_not_sign_is_forged() {
    Held barred =
        Issuing.issued(
            issuer,
            "CN=barred",
            2,
            b -> {
              b.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
              b.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign));
            });

    assertThat(crl(Issuing.list("CN=issuer", Issuing.keys(), TOMORROW, b -> {})).status())
        .isEqualTo(Status.FORGED);
    assertThat(
            CrlJudge.judge(
                    Issuing.list("CN=barred", barred.keys(), TOMORROW, b -> {}),
                    leaf.encoded(),
                    Optional.of(barred.encoded()),
                    PLACE,
                    NOW)
                .status())
        .isEqualTo(Status.FORGED);
    assertThat(crl(Issuing.list("CN=another", issuer.keys(), TOMORROW, b -> {})).status())
        .isEqualTo(Status.ANOTHER);
  }

  private byte[] pointing(String place, boolean indirect) {
    return list(
        b ->
            b.addExtension(
                Extension.issuingDistributionPoint,
                true,
                new IssuingDistributionPoint(
                    new DistributionPointName(
                        new GeneralNames(
                            new GeneralName(GeneralName.uniformResourceIdentifier, place))),
                    false,
                    false,
                    null,
                    indirect,
                    false)));
  }

  @Test
  void delta_and_indirect_lists_are_untold_and_another_s_point_is_another_list() {
    RevocationFinding delta =
        crl(list(b -> b.addExtension(Extension.deltaCRLIndicator, true, new ASN1Integer(1))));

    assertThat(delta.status()).isEqualTo(Status.UNTOLD);
    assertThat(delta.reason()).contains("delta");
    assertThat(crl(pointing(PLACE, true)).status()).isEqualTo(Status.UNTOLD);
    assertThat(crl(pointing(PLACE, false)).status()).isEqualTo(Status.GOOD);
    assertThat(crl(pointing("http://crl.example/b.crl", false)).status()).isEqualTo(Status.ANOTHER);
    assertThat(
            crl(list(b -> b.addExtension(Extension.freshestCRL, true, new ASN1Integer(1))))
                .status())
        .isEqualTo(Status.UNTOLD);
  }
}
