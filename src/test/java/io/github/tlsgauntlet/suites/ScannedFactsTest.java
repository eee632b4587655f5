package io.github.tlsgauntlet.suites;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsgauntlet.probe.Answer;
import io.github.tlsgauntlet.probe.DhFacts;
import io.github.tlsgauntlet.probe.Fact;
import io.github.tlsgauntlet.probe.GroupFacts;
import io.github.tlsgauntlet.probe.Preference;
import io.github.tlsgauntlet.probe.ServerFacts;
import io.github.tlsgauntlet.probe.SuiteFacts;
import io.github.tlsgauntlet.probe.VersionFacts;
import io.github.tlsgauntlet.protocol.CipherSuite;
import io.github.tlsgauntlet.protocol.NamedGroup;
import io.github.tlsgauntlet.suite.ServerUnderTest;
import io.github.tlsgauntlet.suite.Verdict;
import io.github.tlsgauntlet.target.TargetException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the suites say of facts that our own server cannot be made to show. */
class ScannedFactsTest {
  private static final SuiteFacts TRIPLE_DES = new SuiteFacts(new CipherSuite(0x000a), "", 0);

  private static final ServerFacts GOOD = scan();

  private final ServerUnderTest server = Runs.againstOurServer();
  private List<VersionFacts> versions = GOOD.versions();
  private List<GroupFacts> groups = GOOD.groups();
  private List<DhFacts> dh = GOOD.dh();
  private List<Fact> features = GOOD.features();

  private static ServerFacts scan() {
    try {
      return ScanVerdicts.facts(Runs.againstOurServer());
    } catch (TargetException e) {
      throw new AssertionError(e);
    }
  }

  /** The server, of which a scan has found what stands in the fields. */
  private ServerUnderTest seen() throws TargetException {
    ServerFacts facts =
        new ServerFacts(
            GOOD.target(),
            GOOD.address(),
            GOOD.serverName(),
            GOOD.began(),
            GOOD.took(),
            GOOD.connections(),
            versions,
            groups,
            GOOD.schemes(),
            dh,
            GOOD.chains(),
            GOOD.clientAuthentication(),
            features,
            GOOD.weaknesses(),
            GOOD.http());
    server.fact(new ServerUnderTest.FactKey<>(ServerFacts.class, "scan"), () -> facts);
    return server;
  }

  private void says(String rule, Verdict verdict) throws TargetException {
    assertThat(ScanVerdicts.bestPractice(seen(), rule).verdict()).as(rule).isEqualTo(verdict);
  }

  @Test
  void a_server_of_today_breaks_no_rule() throws TargetException {
    for (String rule :
        List.of("extended-master-secret", "renegotiation", "compression", "groups", "ec-bits")) {
      says(rule, Verdict.PASS);
    }
    assertThat(ServerVersions.refusesSsl2(seen()).verdict()).isEqualTo(Verdict.PASS);
  }

  @Test
  @SeenToFail("no-finite-field-is-short")
  void a_short_prime_is_seen() throws TargetException {
    BigInteger prime = BigInteger.ONE.shiftLeft(1023).add(BigInteger.ONE);
    dh = List.of(new DhFacts(prime, BigInteger.TWO, "", Answer.UNTOLD, Answer.UNTOLD));

    says("dh-bits", Verdict.FAIL);
  }

  @Test
  @SeenToFail({"no-elliptic-curve-is-short", "the-usual-groups-are-supported"})
  void a_short_curve_in_place_of_the_usual_ones_is_seen() throws TargetException {
    NamedGroup curve = NamedGroup.named("secp192r1").orElseThrow();
    groups =
        List.of(
            new GroupFacts("TLS 1.2", List.of(curve), Preference.SERVER, List.of()),
            new GroupFacts("TLS 1.3", List.of(curve), Preference.SERVER, List.of()));

    says("ec-bits", Verdict.FAIL);
    says("groups", Verdict.WARN);
  }

  @Test
  @SeenToFail("no-cipher-suite-has-less-than-128-bits")
  void triple_des_is_warned_of() throws TargetException {
    versions =
        List.of(
            new VersionFacts(
                "TLS 1.2", Answer.YES, "", List.of(TRIPLE_DES), Preference.UNTOLD, false));

    says("suites-strong", Verdict.WARN);
  }

  @ParameterizedTest
  @EnumSource(Answer.class)
  @SeenToFail("ssl-2-0-is-not-negotiated")
  void ssl_2_0_is_seen(Answer answer) throws TargetException {
    versions =
        List.of(new VersionFacts("SSL 2.0", answer, "x", List.of(), Preference.UNTOLD, false));

    assertThat(ServerVersions.refusesSsl2(seen()).verdict())
        .isEqualTo(
            switch (answer) {
              case YES -> Verdict.FAIL;
              case NO -> Verdict.PASS;
              case UNTOLD -> Verdict.INCONCLUSIVE;
            });
  }

  private void feature(String id, Answer answer) {
    features = new ArrayList<>(features);
    features.removeIf(one -> one.id().equals(id));
    features.add(new Fact(id, id, answer, ""));
  }

  @Test
  @SeenToFail({
    "the-master-secret-is-bound-to-the-handshake",
    "renegotiation-is-bound-to-the-connection",
    "records-are-not-compressed"
  })
  void what_is_unbound_or_compressed_is_seen() throws TargetException {
    feature("extended-master-secret", Answer.NO);
    feature("secure-renegotiation", Answer.NO);
    feature("compression", Answer.YES);

    says("extended-master-secret", Verdict.FAIL);
    says("renegotiation", Verdict.FAIL);
    says("compression", Verdict.WARN);
  }
}
