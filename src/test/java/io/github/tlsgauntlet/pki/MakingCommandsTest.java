package io.github.tlsgauntlet.pki;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the commands make is like the fixture, or they say what of it they can't make. */
class MakingCommandsTest {
  /** These hold the octets of keys, and each run makes keys of its own. */
  private static final Set<ASN1ObjectIdentifier> OF_KEYS =
      Set.of(Extension.subjectKeyIdentifier, Extension.authorityKeyIdentifier);

  private static final String BEGIN = "-----BEGIN CERTIFICATE-----";
  private static Mint mint;
  private static Instant now;

  @TempDir private Path folder;

  private record Ended(int code, String said) {}

  @BeforeAll
  static void mint() throws RecipeException {
    now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    mint = new Mint(Catalogue.load(), 1, now);
  }

  private static Fixture fixture(String id) {
    try {
      return mint.fixture(id, Role.SERVER);
    } catch (IllegalArgumentException e) {
      return mint.fixture(id, Role.CLIENT);
    }
  }

  private Ended run(String script) throws IOException, InterruptedException {
    Path file = Files.writeString(folder.resolve("script.sh"), script);
    Path said = folder.resolve("said.txt");
    ProcessBuilder builder =
        new ProcessBuilder("sh", file.toString())
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile());
    builder
        .environment()
        .merge(
            "PATH",
            Path.of(System.getProperty("java.home"), "bin").toString(),
            (old, mine) -> mine + ":" + old);
    Process process = builder.start();
    boolean ended = process.waitFor(5, TimeUnit.MINUTES);
    if (!ended) {
      process.destroyForcibly();
    }
    assertThat(ended).isTrue();
    return new Ended(
        process.exitValue(), new String(Files.readAllBytes(said), StandardCharsets.ISO_8859_1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"key-known-roca", "key-known-debian", "key-known-published"})
  void a_key_that_no_command_draws_is_said_to_stand_in_its_file(String id) {
    assertThat(new MakingCommands(fixture(id)).openssl()).contains("it stands in key.pem.");
    assertThat(new MakingCommands(fixture("ok-rsa")).openssl()).doesNotContain("key.pem");
  }

  @Tag("foreign")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "ok-chain",
        "ok-root-leaf",
        "ok-rsa",
        "expired-leaf",
        "validity-99991231",
        "time-generalized-before-2050",
        "time-fraction-or-offset",
        "wrong-ca",
        "dn-string-type-rollover",
        "dn-case-whitespace-rollover",
        "pathlen-exceeded",
        "san-uri-or-email-only",
        "nul-in-san",
        "nul-in-cn",
        "ip-san-bad-length",
        "ku-certSign-only",
        "eku-empty-sequence",
        "eku-critical-unknown",
        "bc-intermediate-missing",
        "nc-dn-email-uri-ok",
        "policy-required-present",
        "ext-unknown-critical",
        "sig-sha1-ecdsa",
        "sig-rsapss",
        "key-rsapss-oid",
        "key-p521",
        "key-ec-explicit-params",
        "key-ed25519",
        "key-brainpool",
        "key-rsa-e3",
        "key-rsa-e1",
        "serial-zero",
        "serial-negative",
        "serial-21-octets",
        "serial-nonminimal",
        "version-1-leaf",
        "ext-duplicate",
        "issuer-empty",
        "key-mismatch",
        "cert-list-empty-server",
        "sig-corrupt",
        "cert-1000-sans",
        "missing-intermediate-aia",
      })
  void the_openssl_commands_make_the_like_or_say_what_they_cannot(String id) throws Exception {
    Fixture fixture = fixture(id);
    Blueprint plan = Blueprint.of(fixture);
    String script = new MakingCommands(fixture).openssl();

    Ended ended = run(script);

    assertThat(ended.code()).as(ended.said()).isZero();
    plan.beyond().forEach(what -> assertThat(script).contains("# Beyond these commands: "));
    List<String> unlike = new ArrayList<>();
    for (int i = 0; i < plan.steps().size(); i++) {
      unlike.addAll(differences(plan.steps().get(i).certificate(), made(i + 1)));
    }
    if (plan.beyond().isEmpty()) {
      assertThat(unlike).isEmpty();
    } else if (shows(fixture, plan)) {
      assertThat(unlike).as("beyond the commands: %s", plan.beyond()).isNotEmpty();
    }
  }

  /** Whether what is beyond the commands would show in the fields of certificates. */
  private static boolean shows(Fixture fixture, Blueprint plan) {
    boolean allRead =
        fixture.credential().certificates().stream()
            .allMatch(one -> SentCertificate.read(one, OptionalInt.empty()).isPresent());
    return allRead
        && fixture.scenario().presentation() == Presentation.CERTIFICATES
        && plan.beyond().stream()
            .noneMatch(what -> what.contains("does not verify") || what.contains("is not here"));
  }

  private SentCertificate made(int number) throws Exception {
    Path file = folder.resolve(number + ".pem");
    String text = Files.readString(file);
    String block =
        text.substring(text.indexOf(BEGIN) + BEGIN.length(), text.indexOf("-----END")).strip();
    return SentCertificate.read(Base64.getMimeDecoder().decode(block), OptionalInt.empty())
        .orElseThrow();
  }

  private static List<String> differences(SentCertificate wanted, SentCertificate made)
      throws IOException {
    List<String> unlike = new ArrayList<>();
    CertificateBody a = wanted.body();
    CertificateBody b = made.body();
    compare("serial number", a.serialNumber(), b.serialNumber(), unlike);
    compare("version", a.version(), b.version(), unlike);
    compare("subject", hex(a.subject().getEncoded()), hex(b.subject().getEncoded()), unlike);
    compare("issuer", hex(a.issuer().getEncoded()), hex(b.issuer().getEncoded()), unlike);
    // openssl x509 sets no dates, which the script says.
    if (a.serialNumber().signum() >= 0) {
      compare(
          "notBefore", hex(a.notBefore().getEncoded()), hex(b.notBefore().getEncoded()), unlike);
      compare("notAfter", hex(a.notAfter().getEncoded()), hex(b.notAfter().getEncoded()), unlike);
    }
    compare("kind of key", kind(a), kind(b), unlike);
    compare(
        "signature", a.innerAlgorithm().getAlgorithm(), b.innerAlgorithm().getAlgorithm(), unlike);
    compare("key", RsaWeakness.of(wanted.encoded()), RsaWeakness.of(made.encoded()), unlike);
    compare("validity of DER", sound(wanted), sound(made), unlike);
    compare("extensions", extensions(a), extensions(b), unlike);
    return unlike;
  }

  /** Parameters that are spelled out may have a seed or none. */
  private static String kind(CertificateBody body) {
    AlgorithmIdentifier algorithm = body.subjectPublicKeyInfo().getAlgorithm();
    return algorithm.getAlgorithm()
        + (algorithm.getParameters() instanceof ASN1ObjectIdentifier curve ? " " + curve : "");
  }

  private static boolean sound(SentCertificate one) {
    return StrictDer.problem(one.encoded()).isEmpty();
  }

  private static List<String> extensions(CertificateBody body) {
    return body.extensions().stream()
        .map(
            one ->
                one.getExtnId()
                    + (one.isCritical() ? " critical " : " ")
                    + (OF_KEYS.contains(one.getExtnId())
                        ? ""
                        : hex(one.getExtnValue().getOctets())))
        .sorted()
        .toList();
  }

  private static String hex(byte[] octets) {
    return new BigInteger(1, octets).toString(16);
  }

  private static void compare(String field, Object wanted, Object made, List<String> unlike) {
    if (!Objects.equals(wanted, made)) {
      unlike.add(field + ": " + made + " instead of " + wanted);
    }
  }

  @Tag("foreign")
  @Test
  void an_openssl_that_is_too_old_for_a_key_is_told_so() throws Exception {
    Ended ended = run(new MakingCommands(fixture("key-mldsa")).openssl());

    if (ended.code() != 0) {
      assertThat(ended.code()).isEqualTo(2);
      assertThat(ended.said())
          .endsWith("this openssl cannot make ML-DSA keys; OpenSSL 3.5 and later can\n");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ok-chain", "expired-leaf", "key-p384", "ext-unknown-critical"})
  void the_keytool_commands_make_the_like(String id) throws Exception {
    Fixture fixture = fixture(id);
    Blueprint plan = Blueprint.of(fixture);

    Ended ended = run(new MakingCommands(fixture).keytool(now));

    assertThat(ended.code()).as(ended.said()).isZero();
    KeyStore store =
        KeyStore.getInstance(folder.resolve("like.p12").toFile(), "changeit".toCharArray());
    SentCertificate wanted = plan.steps().get(plan.steps().size() - 1).certificate();
    X509Certificate leaf = (X509Certificate) store.getCertificate("c" + plan.steps().size());
    SentCertificate made =
        SentCertificate.read(leaf.getEncoded(), OptionalInt.empty()).orElseThrow();
    assertThat(made.subject()).isEqualTo(wanted.subject());
    assertThat(made.issuer()).isEqualTo(wanted.issuer());
    assertThat(made.body().subjectPublicKeyInfo().getAlgorithm())
        .isEqualTo(wanted.body().subjectPublicKeyInfo().getAlgorithm());
    assertThat(extensions(made.body()))
        .containsAll(
            extensions(wanted.body()).stream()
                .filter(one -> OF_KEYS.stream().noneMatch(key -> one.startsWith(key.getId())))
                .toList());
    assertThat(leaf.getNotAfter().toInstant().isBefore(Instant.now()))
        .isEqualTo(id.equals("expired-leaf"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"serial-zero", "serial-negative", "serial-21-octets"})
  void keytool_chooses_serial_numbers_itself(String id) {
    assertThat(new MakingCommands(fixture(id)).keytool(now))
        .endsWith(
            "echo 'keytool cannot make this one: it chooses the serial number itself; openssl.sh"
                + " can' >&2\nexit 2\n");
  }
}
