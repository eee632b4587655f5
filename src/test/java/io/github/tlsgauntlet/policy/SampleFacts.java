package io.github.tlsgauntlet.policy;

import io.github.tlsgauntlet.probe.Answer;
import io.github.tlsgauntlet.probe.CertificateFacts;
import io.github.tlsgauntlet.probe.ChainFacts;
import io.github.tlsgauntlet.probe.ClientAuthenticationFacts;
import io.github.tlsgauntlet.probe.ConstraintFacts;
import io.github.tlsgauntlet.probe.DhFacts;
import io.github.tlsgauntlet.probe.Fact;
import io.github.tlsgauntlet.probe.GroupFacts;
import io.github.tlsgauntlet.probe.HttpFacts;
import io.github.tlsgauntlet.probe.Preference;
import io.github.tlsgauntlet.probe.ServerFacts;
import io.github.tlsgauntlet.probe.SuiteFacts;
import io.github.tlsgauntlet.probe.VersionFacts;
import io.github.tlsgauntlet.probe.Weakness;
import io.github.tlsgauntlet.protocol.CipherSuite;
import io.github.tlsgauntlet.protocol.NamedGroup;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Makes the facts of a good server of today, and of servers that differ from it. */
final class SampleFacts {
  static final Instant NOW = Instant.parse("2026-11-23T00:00:00Z");
  private static final Instant SINCE = Instant.parse("2026-11-01T00:00:00Z");
  private static final List<String> WEAKNESSES =
      List.of(
          "heartbleed",
          "ccs-injection",
          "ticketbleed",
          "robot",
          "drown",
          "poodle",
          "poodle-tls",
          "zombie-poodle",
          "goldendoodle",
          "sleeping-poodle",
          "zero-length",
          "cve-2016-2107",
          "crime");

  private final Map<String, VersionFacts> versions = new LinkedHashMap<>();
  private final Map<String, GroupFacts> groups = new LinkedHashMap<>();
  private final List<DhFacts> dh = new ArrayList<>();
  private final List<ChainFacts> chains = new ArrayList<>();
  private final Map<String, Answer> features = new LinkedHashMap<>();
  private final Map<String, Weakness.Exposure> weaknesses = new LinkedHashMap<>();
  private Optional<HttpFacts> http = Optional.empty();

  private SampleFacts() {
    Versions.ALL.forEach(version -> offers(version, Answer.NO));
    speaks(
        "TLS 1.2",
        "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
        "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384");
    speaks("TLS 1.3", "TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384");
    groups("TLS 1.2", "x25519", "secp256r1");
    groups("TLS 1.3", "X25519MLKEM768", "x25519", "secp256r1");
    certificate("EC", 256, "secp256r1", "SHA256withECDSA", 90);
    for (String id : Features.IDS) {
      boolean good =
          List.of(
                  "secure-renegotiation",
                  "extended-master-secret",
                  "session-tickets",
                  "ocsp-stapling",
                  "alpn")
              .contains(id);
      features.put(id, good ? Answer.YES : Answer.NO);
    }
    WEAKNESSES.forEach(id -> weaknesses.put(id, Weakness.Exposure.SAFE));
    hsts(63072000);
  }

  static SampleFacts good() {
    return new SampleFacts();
  }

  SampleFacts speaks(String version, String... suites) {
    return version(version, Preference.CLIENT, suites);
  }

  SampleFacts version(String version, Preference preference, String... suites) {
    List<SuiteFacts> facts =
        List.of(suites).stream()
            .map(name -> new SuiteFacts(CipherSuite.named(name).orElseThrow(), "", 0))
            .toList();
    versions.put(version, new VersionFacts(version, Answer.YES, "", facts, preference, false));
    return this;
  }

  /** A version without suites: refused, or not told. */
  SampleFacts offers(String version, Answer answer) {
    versions.put(
        version, new VersionFacts(version, answer, "", List.of(), Preference.UNTOLD, false));
    if (answer != Answer.YES) {
      groups.remove(version);
    }
    return this;
  }

  SampleFacts unregisteredSuite(String version) {
    List<SuiteFacts> suites =
        new ArrayList<>(Objects.requireNonNull(versions.get(version)).suites());
    suites.add(new SuiteFacts(new CipherSuite(0xfefe), "", 0));
    versions.put(
        version, new VersionFacts(version, Answer.YES, "", suites, Preference.UNTOLD, false));
    return this;
  }

  SampleFacts groups(String version, String... names) {
    groups.put(version, new GroupFacts(version, named(names), Preference.CLIENT, List.of()));
    return this;
  }

  SampleFacts untoldGroups(String version, String... names) {
    GroupFacts before = Objects.requireNonNull(groups.get(version));
    groups.put(
        version, new GroupFacts(version, before.groups(), before.preference(), named(names)));
    return this;
  }

  SampleFacts noGroups() {
    groups.clear();
    return this;
  }

  private static List<NamedGroup> named(String... names) {
    return List.of(names).stream().map(name -> NamedGroup.named(name).orElseThrow()).toList();
  }

  SampleFacts dh(int bits) {
    dh.add(
        new DhFacts(
            BigInteger.ONE.shiftLeft(bits - 1), BigInteger.TWO, "", Answer.UNTOLD, Answer.NO));
    return this;
  }

  SampleFacts certificate(String key, int bits, String curve, String signature, int days) {
    return chain(one("CN=server", "CN=issuer", key, bits, curve, signature, days));
  }

  SampleFacts intermediate(String key, int bits, String signature) {
    CertificateFacts own = chains.get(0).certificates().get(0);
    return chain(own, one("CN=issuer", "CN=root", key, bits, "", signature, 3000));
  }

  SampleFacts selfSigned() {
    return chain(one("CN=a", "CN=a", "EC", 256, "secp256r1", "SHA256withECDSA", 90));
  }

  private SampleFacts chain(CertificateFacts... certificates) {
    chains.clear();
    chains.add(
        new ChainFacts(
            List.of(certificates), 0, Answer.YES, "", Answer.YES, "", true, Answer.YES, false, ""));
    return this;
  }

  SampleFacts chainAnswers(Answer trusted, Answer matchesName, Answer complete) {
    ChainFacts before = chains.remove(0);
    chains.add(
        new ChainFacts(
            before.certificates(), 0, trusted, "", matchesName, "", true, complete, false, ""));
    return this;
  }

  SampleFacts staple(String text) {
    ChainFacts before = chains.remove(0);
    chains.add(
        new ChainFacts(
            before.certificates(),
            0,
            before.trusted(),
            "",
            before.matchesName(),
            "",
            true,
            before.complete(),
            false,
            text));
    return this;
  }

  SampleFacts noChains() {
    chains.clear();
    return this;
  }

  private static CertificateFacts one(
      String subject,
      String issuer,
      String key,
      int bits,
      String curve,
      String signature,
      int days) {
    return new CertificateFacts(
        subject,
        issuer,
        "01",
        SINCE,
        SINCE.plus(Duration.ofDays(days)).minusSeconds(1),
        key,
        bits,
        curve,
        signature,
        List.of("server.example"),
        List.of(),
        List.of(),
        false,
        ConstraintFacts.NONE,
        false,
        0,
        List.of(),
        List.of(),
        "",
        new byte[0]);
  }

  SampleFacts feature(String id, Answer answer) {
    features.put(id, answer);
    return this;
  }

  SampleFacts withoutFeature(String id) {
    features.remove(id);
    return this;
  }

  SampleFacts weakness(String id, Weakness.Exposure exposure) {
    weaknesses.put(id, exposure);
    return this;
  }

  SampleFacts noWeaknesses() {
    weaknesses.clear();
    return this;
  }

  /** Below 0 for a server that sends none. */
  SampleFacts hsts(long seconds) {
    String header = seconds < 0 ? "" : "max-age=" + seconds;
    http = Optional.of(new HttpFacts(200, "", "", seconds, header, List.of(), false));
    return this;
  }

  SampleFacts noHttp() {
    http = Optional.empty();
    return this;
  }

  ServerFacts facts() {
    List<Fact> told = new ArrayList<>();
    features.forEach((id, answer) -> told.add(new Fact(id, id, answer, "")));
    List<Weakness> found = new ArrayList<>();
    weaknesses.forEach((id, exposure) -> found.add(new Weakness(id, id, "", exposure, "")));
    return new ServerFacts(
        "server.example:443",
        "192.0.2.1",
        Optional.of("server.example"),
        NOW,
        Duration.ofSeconds(5),
        100,
        List.copyOf(versions.values()),
        List.copyOf(groups.values()),
        List.of(),
        dh,
        chains,
        new ClientAuthenticationFacts(
            ClientAuthenticationFacts.Asks.NONE, "", List.of(), List.of(), List.of()),
        told,
        found,
        http);
  }
}
