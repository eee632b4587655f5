package io.github.tlsgauntlet.suites;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsgauntlet.peer.ClientSettings;
import io.github.tlsgauntlet.peer.Deviation;
import io.github.tlsgauntlet.peer.Scripts;
import io.github.tlsgauntlet.peer.Sending;
import io.github.tlsgauntlet.pki.Credential;
import io.github.tlsgauntlet.protocol.AlertDescription;
import io.github.tlsgauntlet.protocol.HandshakeType;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import io.github.tlsgauntlet.protocol.SignatureScheme;
import io.github.tlsgauntlet.suite.ClientUnderTest;
import io.github.tlsgauntlet.suite.Finding;
import io.github.tlsgauntlet.suite.Verdict;
import io.github.tlsgauntlet.target.ClientAttempt;
import io.github.tlsgauntlet.target.ClientSetup;
import io.github.tlsgauntlet.target.TargetException;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is said of a client's answers passes on one that behaves, and fails on ones that don't. */
class ClientAnswersTest {
  /** One of the checks. */
  @FunctionalInterface
  interface Check {
    Finding of(ClientUnderTest client, ProtocolVersion version) throws TargetException;
  }

  /** How a client is otherwise. */
  @FunctionalInterface
  interface Change extends BiFunction<ClientSetup, ClientSettings.Builder, ClientSettings.Builder> {
    /** A client that commits a fault. */
    static Change by(Deviation... deviations) {
      return (setup, settings) -> settings.deviations(deviations);
    }
  }

  private static final ProtocolVersion[] BOTH = {ProtocolVersion.TLS12, ProtocolVersion.TLS13};
  private static final ProtocolVersion[] OLD = {ProtocolVersion.TLS12};
  private static final ProtocolVersion[] NEW = {ProtocolVersion.TLS13};

  private static final Change WITHOUT_CERTIFICATE =
      (setup, settings) -> settings.credential(Optional.empty());

  private static final Change WITHOUT_CHAIN =
      (setup, settings) ->
          settings.credential(
              setup
                  .credential()
                  .map(own -> new Credential(own.certificates().subList(0, 1), own.privateKey())));

  /** Asked for a certificate, it breaks off. */
  private static final Change BREAKING_OFF =
      (setup, settings) ->
          settings.script(
              Scripts.replace(
                  HandshakeType.CERTIFICATE,
                  message -> List.of(new Sending.Alert(2, AlertDescription.HANDSHAKE_FAILURE))));

  private static Stream<Arguments> each(
      String name, Check check, Verdict verdict, Change change, ProtocolVersion... versions) {
    return Stream.of(versions).map(version -> Arguments.of(name, check, verdict, change, version));
  }

  static Stream<Arguments> misbehaving() {
    return Stream.of(
            each(
                "a proof that does not verify",
                ClientAnswers::provesItsKey,
                Verdict.FAIL,
                Change.by(new Deviation.CorruptProof()),
                BOTH),
            each(
                "no proof",
                ClientAnswers::provesItsKey,
                Verdict.FAIL,
                Change.by(new Deviation.OmitCertificateVerify()),
                BOTH),
            each(
                "no Certificate at all",
                ClientAnswers::provesItsKey,
                Verdict.FAIL,
                Change.by(new Deviation.IgnoreCertificateRequest()),
                BOTH),
            each(
                "a fitting certificate withheld",
                ClientAnswers::provesItsKey,
                Verdict.FAIL,
                WITHOUT_CERTIFICATE,
                BOTH),
            each("the leaf alone", ClientAnswers::sendsItsChain, Verdict.FAIL, WITHOUT_CHAIN, BOTH),
            each(
                "nothing sent where no authority is named",
                ClientAnswers::answersWithoutAuthorities,
                Verdict.WARN,
                WITHOUT_CERTIFICATE,
                BOTH),
            each(
                "a request passed over",
                ClientAnswers::sendsEmptyList,
                Verdict.FAIL,
                Change.by(new Deviation.IgnoreCertificateRequest()),
                BOTH),
            each(
                "a certificate that nobody asked for",
                ClientAnswers::sendsNothingUnasked,
                Verdict.FAIL,
                Change.by(new Deviation.UnrequestedCertificate()),
                BOTH),
            each(
                "a scheme that nobody asked for",
                ClientAnswers::keepsToSchemes,
                Verdict.FAIL,
                Change.by(
                    new Deviation.CertificateWithoutScheme(),
                    new Deviation.ProofByScheme(SignatureScheme.ECDSA_SECP256R1_SHA256)),
                BOTH),
            each(
                "nothing sent for an unknown extension",
                ClientAnswers::toleratesUnknownExtensions,
                Verdict.FAIL,
                WITHOUT_CERTIFICATE,
                NEW),
            each(
                "nothing sent for an unknown scheme",
                ClientAnswers::toleratesUnknownSchemes,
                Verdict.FAIL,
                WITHOUT_CERTIFICATE,
                BOTH),
            each(
                "a request without schemes taken",
                ClientAnswers::refusesRequestWithoutSchemes,
                Verdict.FAIL,
                Change.by(new Deviation.TakeRequestWithoutSchemes()),
                NEW),
            each(
                "a late request passed over",
                ClientAnswers::refusesLateRequest,
                Verdict.FAIL,
                Change.by(new Deviation.PassOverLateRequest()),
                NEW),
            each(
                "a certificate of another type",
                ClientAnswers::heedsTypes,
                Verdict.FAIL,
                Change.by(new Deviation.CertificateWithoutScheme()),
                OLD),
            each(
                "an abort for want of a certificate",
                ClientAnswers::sendsEmptyList,
                Verdict.FAIL,
                BREAKING_OFF,
                BOTH),
            each(
                "an abort for a type that it has not",
                ClientAnswers::heedsTypes,
                Verdict.FAIL,
                BREAKING_OFF,
                OLD),
            each(
                "a request of another type passed over",
                ClientAnswers::heedsTypes,
                Verdict.FAIL,
                Change.by(new Deviation.IgnoreCertificateRequest()),
                OLD),
            each(
                "an abort for an authority that it does not know",
                ClientAnswers::heedsAuthorities,
                Verdict.WARN,
                BREAKING_OFF,
                BOTH),
            each(
                "a request by a foreign authority passed over",
                ClientAnswers::heedsAuthorities,
                Verdict.WARN,
                Change.by(new Deviation.IgnoreCertificateRequest()),
                BOTH))
        .flatMap(arguments -> arguments);
  }

  static Stream<Arguments> behaving() {
    Change none = (setup, settings) -> settings;
    return Stream.of(
            each("proof", ClientAnswers::provesItsKey, Verdict.PASS, none, BOTH),
            each("chain", ClientAnswers::sendsItsChain, Verdict.PASS, none, BOTH),
            each("any", ClientAnswers::answersWithoutAuthorities, Verdict.PASS, none, BOTH),
            each("empty list", ClientAnswers::sendsEmptyList, Verdict.PASS, none, BOTH),
            each("unasked", ClientAnswers::sendsNothingUnasked, Verdict.PASS, none, BOTH),
            each("schemes", ClientAnswers::keepsToSchemes, Verdict.PASS, none, BOTH),
            each("extension", ClientAnswers::toleratesUnknownExtensions, Verdict.PASS, none, NEW),
            each("scheme", ClientAnswers::toleratesUnknownSchemes, Verdict.PASS, none, BOTH),
            each(
                "no schemes", ClientAnswers::refusesRequestWithoutSchemes, Verdict.PASS, none, NEW),
            each("late", ClientAnswers::refusesLateRequest, Verdict.PASS, none, NEW),
            each("types", ClientAnswers::heedsTypes, Verdict.PASS, none, OLD),
            each("refusal", ClientAnswers::reportsRefusal, Verdict.PASS, none, BOTH))
        .flatMap(arguments -> arguments);
  }

  @ParameterizedTest(name = "{0}, {4}: {2}")
  @MethodSource({"misbehaving", "behaving"})
  @SeenToFail({
    "a-certificate-of-another-type-is-withheld",
    "a-fitting-certificate-is-sent-and-proved",
    "a-request-after-the-handshake-is-refused",
    "a-request-without-schemes-is-refused",
    "no-certificate-is-answered-by-an-empty-list",
    "no-named-authority-means-any",
    "no-scheme-is-used-that-was-not-asked-for",
    "nothing-is-sent-unasked",
    "the-whole-chain-is-sent",
    "unknown-extensions-of-a-request-are-passed-over",
    "unknown-schemes-of-a-request-are-passed-over"
  })
  void an_answer_is_judged_rightly(
      String name, Check check, Verdict verdict, Change change, ProtocolVersion version)
      throws TargetException {
    Finding finding = check.of(Runs.against(new ScriptedClient(change)), version);

    assertThat(finding.verdict()).as(finding.reason()).isEqualTo(verdict);
  }

  @ParameterizedTest
  @MethodSource("versions")
  @SeenToFail("a-refusal-reaches-the-application")
  void a_client_that_hides_its_refusal_fails(ProtocolVersion version) throws TargetException {
    ScriptedClient liar =
        new ScriptedClient(
            (setup, settings) -> settings,
            (answered, ending) -> new ClientAttempt(true, "all is well"));

    assertThat(ClientAnswers.reportsRefusal(Runs.against(liar), version).verdict())
        .isEqualTo(Verdict.FAIL);
  }

  @ParameterizedTest
  @MethodSource("versions")
  @SeenToFail("a-certificate-of-another-authority-is-withheld")
  void a_certificate_withheld_from_a_foreign_authority_is_right(ProtocolVersion version)
      throws TargetException {
    assertThat(
            ClientAnswers.heedsAuthorities(
                    Runs.against(new ScriptedClient(WITHOUT_CERTIFICATE)), version)
                .verdict())
        .isEqualTo(Verdict.PASS);
    assertThat(
            ClientAnswers.heedsAuthorities(
                    Runs.against(new ScriptedClient((setup, settings) -> settings)), version)
                .verdict())
        .isEqualTo(Verdict.WARN);
  }

  static ProtocolVersion[] versions() {
    return BOTH.clone();
  }
}
