package io.github.tlsgauntlet.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsgauntlet.pki.Issuing;
import io.github.tlsgauntlet.pki.Issuing.Held;
import io.github.tlsgauntlet.pki.RevocationFinding.Status;
import io.github.tlsgauntlet.pki.TransparencyLogs;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.junit.jupiter.api.Test;

/** What is told of a chain, by the list that came. */
class ChainProbeTest {
  private static final byte[] MUST_STAPLE = {0x30, 3, 2, 1, 5};

  private final Held root = Issuing.root("CN=root");
  private final Held other = Issuing.root("CN=another");
  private final Held intermediate = Issuing.issued(root, "CN=intermediate", 2, this::authority);
  private final Held stray = Issuing.issued(root, "CN=stray", 3, this::authority);
  private final Held leaf =
      Issuing.issued(
          intermediate,
          "CN=leaf",
          4,
          b -> {
            b.addExtension(
                Extension.subjectAlternativeName,
                false,
                new GeneralNames(new GeneralName(GeneralName.dNSName, "a.example")));
            Issuing.with("1.3.6.1.5.5.7.1.24", false, MUST_STAPLE).to(b);
          });

  private void authority(org.bouncycastle.cert.X509v3CertificateBuilder builder)
      throws org.bouncycastle.cert.CertIOException {
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
    builder.addExtension(
        Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
  }

  private static X509Certificate x509(Held held) {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(held.encoded()));
    } catch (CertificateException e) {
      throw new IllegalStateException(e);
    }
  }

  private ChainFacts facts(Optional<byte[]> staple, Held... sent) {
    Checks checks =
        new Checks(
            TransparencyLogs.none(),
            List.of(
                new Checks.Store("ours", chain -> List.of(x509(root))),
                new Checks.Store("theirs", chain -> List.of(x509(other))),
                new Checks.Store("empty", chain -> List.of())),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    ChainProbe probe =
        new ChainProbe(
            new ProbeSettings(
                "test",
                "test",
                Optional.of("a.example"),
                () -> List.of(x509(other)),
                "the test's anchors",
                Optional.empty(),
                Duration.ofSeconds(1),
                1,
                true,
                Optional.empty(),
                EnumSet.allOf(Part.class),
                checks),
            Issuing.NOW);
    probe.saw(java.util.Arrays.stream(sent).map(Held::encoded).toList(), staple, true);
    return probe.facts().get(0);
  }

  @Test
  void each_store_gives_its_own_answer_beside_the_one_that_was_chosen() {
    ChainFacts found = facts(Optional.empty(), leaf, intermediate);

    assertThat(found.trusted()).isEqualTo(Answer.NO);
    assertThat(found.details().trust())
        .extracting(TrustFacts::store, TrustFacts::trusted)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("ours", Answer.YES),
            org.assertj.core.groups.Tuple.tuple("theirs", Answer.NO),
            org.assertj.core.groups.Tuple.tuple("empty", Answer.NO));
  }

  @Test
  void a_tidy_list_has_nothing_besides() {
    assertThat(facts(Optional.empty(), leaf, intermediate).details().list())
        .isEqualTo(ListFacts.TIDY);
  }

  @Test
  void duplicates_roots_and_strays_are_told_apart() {
    ChainFacts found =
        facts(Optional.empty(), leaf, stray, intermediate, intermediate, root, other);

    assertThat(found.details().list().duplicates()).containsExactly(4);
    assertThat(found.details().list().unneeded()).containsExactly(2);
    assertThat(found.details().list().roots()).containsExactly(5, 6);
    assertThat(found.inOrder()).isFalse();
  }

  @Test
  void without_a_path_nothing_is_known_to_be_unneeded() {
    ChainFacts found = facts(Optional.empty(), leaf, stray);

    assertThat(found.details().list().unneeded()).isEmpty();
    assertThat(found.complete()).isNotEqualTo(Answer.YES);
  }

  @Test
  void a_good_staple_keeps_what_the_certificate_demands() {
    byte[] good = Issuing.response(intermediate, leaf, CertificateStatus.GOOD);
    ChainFacts found = facts(Optional.of(good), leaf, intermediate);

    assertThat(found.details().staple().orElseThrow().status()).isEqualTo(Status.GOOD);
    assertThat(found.details().mustStaple()).hasValue(Answer.YES);
    assertThat(found.staple()).startsWith("good, until");
    assertThat(Staples.kept(List.of(found)))
        .singleElement()
        .extracting(Fact::answer)
        .isEqualTo(Answer.YES);
  }

  @Test
  void a_forged_staple_is_none_and_is_never_called_good() {
    byte[] forged = Issuing.response(Issuing.root("CN=intermediate"), leaf, CertificateStatus.GOOD);
    ChainFacts found = facts(Optional.of(forged), leaf, intermediate);

    assertThat(found.details().staple().orElseThrow().status()).isEqualTo(Status.FORGED);
    assertThat(found.details().mustStaple()).hasValue(Answer.NO);
    assertThat(found.staple()).startsWith("forged").doesNotContain("good");
  }

  @Test
  void a_missing_staple_is_told_only_where_it_was_asked_for() {
    ChainFacts found = facts(Optional.empty(), leaf, intermediate);
    assertThat(found.details().mustStaple()).hasValue(Answer.UNTOLD);
    CertificateFacts own = found.certificates().get(0);

    assertThat(Staples.demanded(own, Optional.empty(), true)).hasValue(Answer.NO);
    assertThat(facts(Optional.empty(), stray).details().mustStaple()).isEmpty();
  }
}
