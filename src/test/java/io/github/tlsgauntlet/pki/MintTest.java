package io.github.tlsgauntlet.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPrivateKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MintTest {
  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
  private static Catalogue catalogue;
  private static Mint mint;

  @TempDir private Path folder;

  @BeforeAll
  static void mint() throws RecipeException {
    catalogue = Catalogue.load();
    mint = new Mint(catalogue, 7, NOW);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "leaf: { signature: rsa-md5 }",
        "leaf: { mutate: { truncate: 10 } }\n  trust: [leaf]",
      })
  void a_recipe_that_cannot_be_made_is_told_before_a_run(String line) throws Exception {
    Path file = folder.resolve("mine.yaml");
    Files.writeString(
        file,
        "- id: mine\n  role: server\n  expect: reject\n  reference: none\n  why: none\n  " + line);
    Mint mine = new Mint(Catalogue.load(List.of(file)), 1, NOW);

    assertThatThrownBy(mine::requireMakeable)
        .isInstanceOf(RecipeException.class)
        .hasMessageStartingWith(file + ", mine: it can't be made")
        .hasMessageNotContaining("\n");
  }

  @Test
  void what_is_made_below_a_lent_authority_of_ours_shares_no_serial_number_with_it()
      throws Exception {
    CertificateIssuer ours = mint.issuer(Role.CLIENT);
    List<byte[]> chain =
        mint.withClientIssuer(ours).fixture("ok-chain", Role.CLIENT).credential().certificates();

    X509Certificate intermediate =
        (X509Certificate)
            CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(chain.get(1)));

    assertThat(intermediate.getIssuerX500Principal())
        .isEqualTo(ours.certificate().getSubjectX500Principal());
    assertThat(intermediate.getSerialNumber()).isNotEqualTo(ours.certificate().getSerialNumber());
  }

  @Test
  void every_scenario_can_be_made_for_each_of_its_roles() {
    fixtures(mint)
        .forEach(
            fixture -> {
              assertThat(fixture.credential().certificates())
                  .as(fixture.scenario().id())
                  .isNotEmpty()
                  .allSatisfy(certificate -> assertThat(certificate).isNotEmpty());
              assertThat(fixture.otherKey().isPresent())
                  .isEqualTo(fixture.scenario().presentation() == Presentation.PROOF_BY_OTHER_KEY);
            });
  }

  @Test
  void the_same_seed_and_clock_make_the_same_octets() {
    Mint again = new Mint(catalogue, 7, NOW);

    List<Fixture> first = fixtures(mint).toList();
    List<Fixture> second = new ArrayList<>(fixtures(again).toList());

    for (int i = 0; i < first.size(); i++) {
      assertThat(first.get(i).credential().certificates())
          .as(first.get(i).scenario().id())
          .usingRecursiveComparison()
          .isEqualTo(second.get(i).credential().certificates());
    }
    assertThat(mint.trustAnchors(Role.SERVER)).isEqualTo(again.trustAnchors(Role.SERVER));
  }

  @Test
  void the_order_in_which_fixtures_are_asked_for_plays_no_part() {
    Mint backwards = new Mint(catalogue, 7, NOW);
    byte[] last = leaf(backwards, "ext-duplicate");

    assertThat(last).isEqualTo(leaf(mint, "ext-duplicate"));
    assertThat(leaf(backwards, "ok-chain")).isEqualTo(leaf(mint, "ok-chain"));
  }

  @Test
  void another_seed_makes_other_octets() {
    assertThat(leaf(new Mint(catalogue, 8, NOW), "ok-chain")).isNotEqualTo(leaf(mint, "ok-chain"));
  }

  @Test
  void keys_that_the_jdk_can_use_are_its_own() {
    for (String id :
        List.of("ok-chain", "ok-rsa", "key-p384", "key-p521", "key-ed25519", "key-ed448")) {
      assertThat(mint.fixture(id, Role.SERVER).credential().privateKey().getClass().getName())
          .as(id)
          .startsWith("sun.security.");
    }
    assertThat(mint.fixture("key-rsa8192", Role.CLIENT).credential().privateKey())
        .isInstanceOfSatisfying(
            RSAPrivateKey.class, key -> assertThat(key.getModulus().bitLength()).isEqualTo(8192));
  }

  @Test
  void all_anchors_of_a_role_have_names_of_their_own_except_the_twins() {
    for (Role role : Role.values()) {
      assertThat(
              mint.trustAnchors(role).stream()
                  .map(anchor -> anchor.getSubjectX500Principal().getName())
                  .filter(name -> !name.contains("Twin")))
          .doesNotHaveDuplicates()
          .hasSizeLessThan(20);
    }
  }

  @Test
  void keys_are_of_p_256_unless_a_scenario_says_otherwise() throws Exception {
    Map<String, Map<String, Object>> written = WrittenRecipes.read();
    fixtures(mint)
        .filter(
            fixture ->
                !WrittenRecipes.namesAKey(written.getOrDefault(fixture.scenario().id(), Map.of())))
        .flatMap(fixture -> fixture.credential().certificates().stream())
        .flatMap(encoded -> SentCertificate.read(encoded, OptionalInt.empty()).stream())
        .map(certificate -> certificate.body().subjectPublicKeyInfo().getAlgorithm())
        .forEach(
            algorithm ->
                assertThat(algorithm)
                    .isEqualTo(
                        new AlgorithmIdentifier(
                            X9ObjectIdentifiers.id_ecPublicKey, X9ObjectIdentifiers.prime256v1)));
  }

  @ParameterizedTest
  @CsvSource({
    "ok-chain, ec0b6f8712835129026ce3bbe179f697647584171cc7cfb402f406d31721c526",
    "ok-rsa, 64672cc0cbacc54f1108d91c50b2e0e008ec39102a799ef5b169871590f91872",
    "key-rsapss-oid, ca75c54d5ed48144a6cc7ba18732807ac37c50bae55c109657900d414b2821de",
    "key-ed25519, 91ddab1edc976caf082cbfeb884f5ddf2092e46fd982f8d50aabc4b989ed4fd6",
    "key-mldsa-chain, 79f2244a824c30fd28133e2d1915334778190cd9b1f45ec63520f35c94b5eb67",
    "nc-dn-email-uri-ok, 384414dcc74446ab3b32195c5e7fc51558bde32fa9115edeb20936a870dcd2b0",
    "sct-invalid, 9f461e1da21b183218336b113bb8414fc7eaa073bc3651742c814aec78dd4f5e",
    "chain-100-pathological, 41011767bfe1dca0a8a92afef91d4b101ad84b7b13d0009313b4401752935025",
  })
  void the_octets_are_the_same_on_every_java(String id, String digest) throws Exception {
    MessageDigest sum = MessageDigest.getInstance("SHA-256");
    Scenario scenario = catalogue.find(id).orElseThrow();
    for (Role role : new TreeSet<>(scenario.roles())) {
      mint.fixture(id, role).credential().certificates().forEach(sum::update);
    }

    assertThat(HexFormat.of().formatHex(sum.digest())).as(id).isEqualTo(digest);
  }

  @Test
  void a_scenario_of_the_other_role_is_not_made() {
    assertThatThrownBy(() -> mint.fixture("client-wrong-ca", Role.SERVER))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static byte[] leaf(Mint from, String id) {
    return from.fixture(id, Role.SERVER).credential().certificates().get(0);
  }

  private static Stream<Fixture> fixtures(Mint from) {
    return catalogue.scenarios().parallelStream()
        .flatMap(
            scenario ->
                scenario.roles().stream().sorted().map(role -> from.fixture(scenario.id(), role)));
  }
}
