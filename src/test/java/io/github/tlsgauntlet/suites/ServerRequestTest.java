package io.github.tlsgauntlet.suites;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsgauntlet.crypto.Signatures;
import io.github.tlsgauntlet.peer.CertificateAsk;
import io.github.tlsgauntlet.peer.Deviation;
import io.github.tlsgauntlet.peer.ServerSettings;
import io.github.tlsgauntlet.pki.ChainRule;
import io.github.tlsgauntlet.pki.Role;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import io.github.tlsgauntlet.protocol.SignatureScheme;
import io.github.tlsgauntlet.suite.Finding;
import io.github.tlsgauntlet.suite.ServerUnderTest;
import io.github.tlsgauntlet.suite.Verdict;
import io.github.tlsgauntlet.target.TargetException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is said of a server's chain and of its request for a certificate. */
class ServerRequestTest {
  static Stream<ProtocolVersion> versions() {
    return Stream.of(ProtocolVersion.TLS12, ProtocolVersion.TLS13);
  }

  private static void is(Verdict verdict, Finding finding) {
    assertThat(finding.verdict()).as(finding.reason()).isEqualTo(verdict);
  }

  private static ServerUnderTest asking(CertificateAsk ask, Deviation... deviations) {
    return Runs.against(
        new ScriptedServer(
            (setup, settings) -> settings.ask(Optional.of(ask)).deviations(deviations)));
  }

  @ParameterizedTest
  @MethodSource("versions")
  void a_whole_request_passes(ProtocolVersion version) throws TargetException {
    ServerUnderTest server =
        asking(
            CertificateAsk.of(
                true,
                List.of(new javax.security.auth.x500.X500Principal("CN=a").getEncoded()),
                Signatures.all()));

    is(Verdict.PASS, CertificateRequests.requested(server, version));
    is(Verdict.PASS, CertificateRequests.namesSchemes(server, version));
    is(Verdict.PASS, CertificateRequests.namesAuthorities(server, version));
  }

  @ParameterizedTest
  @MethodSource("versions")
  @SeenToFail("a-client-certificate-is-requested")
  void a_server_that_should_ask_and_does_not_fails(ProtocolVersion version) throws TargetException {
    is(
        Verdict.FAIL,
        CertificateRequests.requested(
            Runs.against(new ScriptedServer((setup, settings) -> settings.ask(Optional.empty()))),
            version));
  }

  @ParameterizedTest
  @MethodSource("versions")
  @SeenToFail("the-request-names-signature-schemes")
  void a_request_without_schemes_fails(ProtocolVersion version) throws TargetException {
    is(
        Verdict.FAIL,
        CertificateRequests.namesSchemes(
            asking(CertificateAsk.of(true, List.of(), List.of())), version));
  }

  @ParameterizedTest
  @MethodSource("versions")
  @SeenToFail("the-request-names-authorities-in-der")
  void an_authority_that_is_no_name_fails(ProtocolVersion version) throws TargetException {
    is(
        Verdict.FAIL,
        CertificateRequests.namesAuthorities(
            asking(CertificateAsk.of(true, List.of(new byte[] {1, 2, 3}), Signatures.all())),
            version));
  }

  @ParameterizedTest
  @MethodSource("versions")
  @SeenToFail("a-proof-by-a-scheme-that-was-not-asked-for-is-refused")
  void a_server_that_takes_a_scheme_it_did_not_ask_for_fails(ProtocolVersion version)
      throws TargetException {
    CertificateAsk ask =
        CertificateAsk.of(
            true,
            List.of(),
            List.of(SignatureScheme.ECDSA_SECP256R1_SHA256, SignatureScheme.RSA_PSS_RSAE_SHA256));

    is(Verdict.PASS, UnaskedSchemes.refusedBy(asking(ask), version));
    is(Verdict.FAIL, UnaskedSchemes.refusedBy(asking(ask, new Deviation.TakeAnyProof()), version));
  }

  @ParameterizedTest
  @MethodSource("versions")
  void a_server_that_asks_for_every_scheme_can_be_shown_none_else(ProtocolVersion version)
      throws TargetException {
    is(
        Verdict.NOT_APPLICABLE,
        UnaskedSchemes.refusedBy(
            asking(CertificateAsk.of(true, List.of(), Signatures.all())), version));
  }

  @ParameterizedTest
  @MethodSource("versions")
  @SeenToFail("the-server-proves-that-it-holds-its-key")
  void a_server_that_does_not_prove_its_key_fails(ProtocolVersion version) throws TargetException {
    ServerUnderTest good = Runs.against(new ScriptedServer((setup, settings) -> settings));
    ServerUnderTest bad =
        Runs.against(
            new ScriptedServer(
                (setup, settings) -> settings.deviations(new Deviation.CorruptProof())));

    is(Verdict.PASS, ServerMeeting.in(good, version).proofOfPossession());
    is(Verdict.FAIL, ServerMeeting.in(bad, version).proofOfPossession());
  }

  @ParameterizedTest
  @CsvSource({
    "expired-leaf, certificates-are-in-date",
    "not-yet-valid-leaf, certificates-are-in-date",
    "missing-intermediate, issuer-names-chain",
    "wrong-ca, path-ends-at-a-trust-anchor",
  })
  void a_server_with_a_bad_chain_breaks_one_rule_and_no_other(String scenario, String rule)
      throws TargetException {
    ServerUnderTest server =
        Runs.against(
            new ScriptedServer(
                (setup, settings) ->
                    ServerSettings.builder(
                        Runs.against(new ScriptedServer((a, b) -> b))
                            .run()
                            .mint()
                            .fixture(scenario, Role.SERVER)
                            .credential())));

    List<String> broken =
        Arrays.stream(ChainRule.values())
            .filter(
                each -> {
                  try {
                    return ChainVerdicts.of(server, ProtocolVersion.TLS13, each).verdict()
                        == Verdict.FAIL;
                  } catch (TargetException e) {
                    throw new AssertionError(e);
                  }
                })
            .map(ChainRule::id)
            .toList();

    assertThat(broken).containsExactly(rule);
  }
}
