package io.github.tlsgauntlet.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CertificateAuthorityTest {
  private final CertificateAuthority authority = CertificateAuthority.create("My CA");

  @Test
  void a_server_is_taken_by_the_jdk() {
    assertThat(refusal(Leaf.server("localhost", "127.0.0.1"), "localhost")).isEmpty();
    assertThat(refusal(Leaf.server("localhost", "127.0.0.1"), "127.0.0.1")).isEmpty();
    assertThat(refusal(Leaf.server("localhost"), "elsewhere.test")).isPresent();
  }

  @Test
  void what_is_out_of_date_is_refused() {
    assertThat(refusal(Leaf.server("localhost").expired(), "localhost").orElseThrow())
        .contains("validity");
    assertThat(refusal(Leaf.server("localhost").notYetValid(), "localhost").orElseThrow())
        .contains("validity");
  }

  @Test
  void a_subordinate_sends_its_own_certificate_and_not_the_roots() {
    Credential credential =
        authority.subordinate("Issuing CA").subordinate("Lower CA").issue(Leaf.client("alice"));

    assertThat(credential.certificates()).hasSize(3);
    assertThat(
            new JdkVerifier(List.of(authority.certificate()))
                .refusal(credential.certificates(), Role.CLIENT, ""))
        .isEmpty();
  }

  @Test
  void a_leafs_key_is_the_one_that_its_certificate_names() throws Exception {
    for (Leaf leaf :
        List.of(
            Leaf.client("a"),
            Leaf.client("b").withRsaKey(),
            Leaf.client("c").withP384Key(),
            Leaf.client("d").withEd25519Key())) {
      Credential credential = authority.issue(leaf);
      X509Certificate certificate = JdkVerifier.parse(credential.certificates().get(0));
      assertThat(proves(credential.privateKey(), certificate.getPublicKey())).isTrue();
    }
  }

  @Test
  void the_same_seed_and_clock_give_the_same_octets() {
    Instant now = Instant.parse("2026-11-23T12:00:00Z");
    Credential first = CertificateAuthority.create("CA", 1, now).issue(Leaf.client("alice"));
    Credential second = CertificateAuthority.create("CA", 1, now).issue(Leaf.client("alice"));

    assertThat(first.certificates().get(0)).isEqualTo(second.certificates().get(0));
  }

  @Test
  void a_name_that_is_none_is_told() {
    assertThatThrownBy(() -> Leaf.client("alice").withName("alice"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(Leaf::server).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void client_fixtures_stand_under_a_lent_authority() throws Exception {
    Catalogue catalogue = Catalogue.load();
    CertificateAuthority lower = authority.subordinate("Lent CA");
    Mint mint =
        new Mint(catalogue, 1, Instant.now(Clock.systemUTC())).withClientIssuer(lower.issuer());
    JdkVerifier target = new JdkVerifier(List.of(authority.certificate()));

    for (String id : List.of("ok-chain", "ok-root-leaf", "ok-rsa", "alt-path-expired")) {
      assertThat(mint.obstacle(id, Role.CLIENT)).as(id).isEmpty();
      assertThat(target.refusal(mint.fixture(id, Role.CLIENT))).as(id).isEmpty();
    }
    for (String id : List.of("expired-leaf", "client-server-only-eku", "nc-excluded", "wrong-ca")) {
      assertThat(mint.obstacle(id, Role.CLIENT)).as(id).isEmpty();
      assertThat(target.refusal(mint.fixture(id, Role.CLIENT))).as(id).isPresent();
    }
    assertThat(mint.obstacle("ok-leaf-pinned", Role.CLIENT)).isPresent();
    assertThat(mint.obstacle("ok-leaf-pinned", Role.SERVER)).isEmpty();
  }

  @Test
  void a_lent_authority_that_may_issue_to_leaves_only_does_so() throws Exception {
    Catalogue catalogue = Catalogue.load();
    Mint ours = new Mint(catalogue, 1, Instant.now(Clock.systemUTC()));
    Fixture theirs = ours.fixture("sig-sha384-rsa", Role.CLIENT);
    X509Certificate fenced = JdkVerifier.parse(theirs.credential().certificates().get(1));
    PrivateKey key =
        new Keys(1, new RsaKeys(PrimeStore.usual()))
            .get(KeyAlgorithm.RSA_2048, "client intermediate")
            .privateKey();
    assertThat(fenced.getBasicConstraints()).isZero();
    Mint mint = ours.withClientIssuer(new CertificateIssuer(fenced, key));
    JdkVerifier target = new JdkVerifier(ours.trustAnchors(Role.CLIENT));

    assertThat(target.refusal(mint.fixture("ok-chain", Role.CLIENT))).isEmpty();
    assertThat(mint.obstacle("ok-chain", Role.CLIENT)).isEmpty();
    assertThat(mint.obstacle("nc-excluded", Role.CLIENT).orElseThrow()).contains("path length");
    assertThat(mint.obstacle("sig-sha1-ecdsa", Role.CLIENT)).isPresent();
  }

  private Optional<String> refusal(Leaf leaf, String host) {
    return new JdkVerifier(List.of(authority.certificate()))
        .refusal(authority.issue(leaf).certificates(), Role.SERVER, host);
  }

  private static boolean proves(PrivateKey privateKey, PublicKey publicKey) throws Exception {
    String algorithm =
        switch (publicKey.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          default -> "Ed25519";
        };
    Signature signature = Signature.getInstance(algorithm);
    signature.initSign(privateKey);
    signature.update((byte) 1);
    byte[] value = signature.sign();
    signature.initVerify(publicKey);
    signature.update((byte) 1);
    return signature.verify(value);
  }
}
