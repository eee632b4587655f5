package io.github.tlsgauntlet.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tlsgauntlet.pki.Issuing.Held;
import io.github.tlsgauntlet.pki.TimestampFinding.Source;
import io.github.tlsgauntlet.pki.TimestampFinding.Validity;
import io.github.tlsgauntlet.wire.WireWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Timestamps of a log of our own. */
class TimestampJudgeTest {
  private static final String TIMESTAMPS = "1.3.6.1.4.1.11129.2.4.2";
  private static final String POISON = "1.3.6.1.4.1.11129.2.4.3";
  private static final Instant THEN = Issuing.NOW.minus(Duration.ofDays(30));

  @TempDir private Path folder;
  private final KeyPair log = Issuing.keys();
  private final Held issuer = Issuing.root("CN=issuer");
  private final KeyPair leaf = Issuing.keys();
  private TransparencyLogs logs = TransparencyLogs.none();

  @BeforeEach
  void list() throws Exception {
    logs = TransparencyLogs.read(file(entry(log, id(log))));
  }

  private Path file(String entry) throws IOException {
    return Files.writeString(
        folder.resolve("log_list.json"),
        "{\"version\":\"1.0\",\"operators\":[{\"name\":\"Test\",\"logs\":[" + entry + "]}]}");
  }

  private static String entry(KeyPair log, byte[] id) {
    return "{\"description\":\"Our log\",\"log_id\":\"%s\",\"key\":\"%s\",\"state\":{\"usable\":{}}}"
        .formatted(
            Base64.getEncoder().encodeToString(id),
            Base64.getEncoder().encodeToString(log.getPublic().getEncoded()));
  }

  private static byte[] id(KeyPair log) {
    return sha256(log.getPublic().getEncoded());
  }

  private static byte[] sha256(byte[] octets) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(octets);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void names(X509v3CertificateBuilder builder)
      throws org.bouncycastle.cert.CertIOException {
    builder.addExtension(
        Extension.subjectAlternativeName,
        false,
        new GeneralNames(new GeneralName(GeneralName.dNSName, "a.example")));
  }

  private X509CertificateHolder certificate(Issuing.Change more) {
    return Issuing.certificate(
        "CN=issuer",
        issuer.keys(),
        "CN=a.example",
        leaf,
        7,
        builder -> {
          names(builder);
          more.to(builder);
        });
  }

  /** The body that Bouncy Castle writes once the poison is gone, which is what a log signs. */
  private byte[] precertificateEntry() throws IOException {
    X509CertificateHolder precertificate =
        certificate(Issuing.with(POISON, true, DERNull.INSTANCE.getEncoded()));
    assertThat(precertificate.getExtensions().getExtensionOIDs()).hasSize(2);
    byte[] body =
        certificate(builder -> {})
            .toASN1Structure()
            .getTBSCertificate()
            .getEncoded(ASN1Encoding.DER);
    byte[] hash = sha256(issuer.certificate().getSubjectPublicKeyInfo().getEncoded());
    assertThat(PrecertificateBody.of(precertificate.getEncoded())).hasValue(body);
    return WireWriter.write(out -> out.uint16(1).bytes(hash).vector24(b -> b.bytes(body)));
  }

  private static byte[] list(byte[] id, Instant time, byte[] entry, KeyPair signer, int flipped) {
    try {
      long millis = time.toEpochMilli();
      Signature signature = Signature.getInstance("SHA256withECDSA");
      signature.initSign(signer.getPrivate());
      signature.update(
          WireWriter.write(
              out ->
                  out.uint16(0)
                      .uint32(millis >>> 32)
                      .uint32(millis & 0xffff_ffffL)
                      .bytes(entry)
                      .uint16(0)));
      byte[] made = signature.sign();
      made[made.length - 1] ^= (byte) flipped;
      return WireWriter.write(
          out ->
              out.vector16(
                  list ->
                      list.vector16(
                          one ->
                              one.uint8(0)
                                  .bytes(id)
                                  .uint32(millis >>> 32)
                                  .uint32(millis & 0xffff_ffffL)
                                  .uint16(0)
                                  .uint8(4)
                                  .uint8(3)
                                  .vector16(s -> s.bytes(made)))));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private TimestampFinding embedded(byte[] list) throws IOException {
    byte[] certificate =
        certificate(Issuing.with(TIMESTAMPS, false, new DEROctetString(list).getEncoded()))
            .getEncoded();
    List<TimestampFinding> found =
        new TimestampJudge(logs, Issuing.NOW).embedded(certificate, Optional.of(issuer.encoded()));
    assertThat(found).hasSize(1);
    return found.get(0);
  }

  @Test
  void a_timestamp_over_the_precertificate_is_valid() throws Exception {
    TimestampFinding found = embedded(list(id(log), THEN, precertificateEntry(), log, 0));

    assertThat(found.validity()).as(found.reason()).isEqualTo(Validity.VALID);
    assertThat(found.logName()).isEqualTo("Our log");
    assertThat(found.time()).hasValue(THEN);
    assertThat(found.source()).isEqualTo(Source.CERTIFICATE);
  }

  @Test
  void a_flipped_bit_and_another_s_key_make_it_invalid() throws Exception {
    assertThat(embedded(list(id(log), THEN, precertificateEntry(), log, 1)).validity())
        .isEqualTo(Validity.INVALID);
    assertThat(embedded(list(id(log), THEN, precertificateEntry(), Issuing.keys(), 0)).validity())
        .isEqualTo(Validity.INVALID);
  }

  @Test
  void a_timestamp_from_the_future_is_invalid_though_its_signature_verifies() throws Exception {
    TimestampFinding found =
        embedded(
            list(id(log), Issuing.NOW.plus(Duration.ofHours(1)), precertificateEntry(), log, 0));

    assertThat(found.validity()).isEqualTo(Validity.INVALID);
    assertThat(found.reason()).contains("future");
  }

  @Test
  void an_unknown_log_is_neither_valid_nor_invalid() throws Exception {
    KeyPair other = Issuing.keys();
    TimestampFinding found = embedded(list(id(other), THEN, precertificateEntry(), other, 0));

    assertThat(found.validity()).isEqualTo(Validity.UNTOLD);
    assertThat(found.reason()).contains("not known");
    logs = TransparencyLogs.none();
    assertThat(embedded(list(id(log), THEN, precertificateEntry(), log, 0)).validity())
        .isEqualTo(Validity.UNTOLD);
  }

  @Test
  void without_the_issuer_nothing_is_told() throws Exception {
    byte[] list = list(id(log), THEN, precertificateEntry(), log, 0);

    assertThat(
            new TimestampJudge(logs, Issuing.NOW)
                .judge(
                    list, Source.CERTIFICATE, certificate(b -> {}).getEncoded(), Optional.empty()))
        .singleElement()
        .extracting(TimestampFinding::validity)
        .isEqualTo(Validity.UNTOLD);
  }

  @Test
  void a_timestamp_beside_the_certificate_is_over_the_certificate_itself() throws Exception {
    byte[] certificate = certificate(builder -> {}).getEncoded();
    byte[] entry = WireWriter.write(out -> out.uint16(0).vector24(b -> b.bytes(certificate)));
    TimestampJudge judge = new TimestampJudge(logs, Issuing.NOW);

    assertThat(
            judge.judge(
                list(id(log), THEN, entry, log, 0),
                Source.TLS_EXTENSION,
                certificate,
                Optional.empty()))
        .singleElement()
        .extracting(TimestampFinding::validity)
        .isEqualTo(Validity.VALID);
    assertThat(
            judge.judge(
                list(id(log), THEN, precertificateEntry(), log, 0),
                Source.TLS_EXTENSION,
                certificate,
                Optional.of(issuer.encoded())))
        .singleElement()
        .extracting(TimestampFinding::validity)
        .isEqualTo(Validity.INVALID);
  }

  @Test
  void no_octets_in_place_of_a_list_make_the_judge_throw() {
    Random random = new Random(1);
    TimestampJudge judge = new TimestampJudge(logs, Issuing.NOW);
    byte[] good = list(id(log), THEN, new byte[0], log, 0);
    for (int i = 0; i < 3000; i++) {
      byte[] octets = good.clone();
      octets[random.nextInt(octets.length)] = (byte) random.nextInt();
      octets[random.nextInt(4)] = (byte) random.nextInt(130);
      assertThat(judge.judge(octets, Source.TLS_EXTENSION, octets, Optional.of(octets)))
          .allSatisfy(one -> assertThat(one.validity()).isNotEqualTo(Validity.VALID));
      judge.embedded(octets, Optional.of(octets));
    }
  }

  @Test
  void a_list_of_logs_whose_ids_are_not_those_of_the_keys_is_refused() throws Exception {
    Path wrong = file(entry(log, id(Issuing.keys())));
    assertThatThrownBy(() -> TransparencyLogs.read(wrong))
        .isInstanceOf(KeyMaterialException.class)
        .hasMessageContaining("Our log");
    Path empty = Files.writeString(folder.resolve("x.json"), "{}");
    assertThatThrownBy(() -> TransparencyLogs.read(empty)).hasMessageContaining("no logs");
    Path broken = Files.writeString(folder.resolve("y.json"), "{");
    assertThatThrownBy(() -> TransparencyLogs.read(broken)).hasMessageContaining("JSON");
  }

  @Test
  void the_list_within_holds_keys_that_can_be_used() {
    TransparencyLogs known = TransparencyLogs.builtIn();
    TransparencyLog log =
        known.log("d76d7d10d1a7f577c2c7e95fd700bff982c9335a65e1d0b3017317c0c8c56977").orElseThrow();

    assertThat(log.name()).contains("Argon2026h2");
    assertThat(log.key()).isPresent();
    assertThat(known.size()).isEqualTo(46);
    assertThat(known.log("00".repeat(32))).isEmpty();
  }
}
