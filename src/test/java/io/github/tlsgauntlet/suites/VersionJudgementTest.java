package io.github.tlsgauntlet.suites;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsgauntlet.peer.ClientSettings;
import io.github.tlsgauntlet.peer.Deviation;
import io.github.tlsgauntlet.peer.ServerSettings;
import io.github.tlsgauntlet.protocol.AlertDescription;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import io.github.tlsgauntlet.suite.ClientUnderTest;
import io.github.tlsgauntlet.suite.Finding;
import io.github.tlsgauntlet.suite.ServerUnderTest;
import io.github.tlsgauntlet.suite.Verdict;
import io.github.tlsgauntlet.target.TargetException;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said of versions passes on peers that behave, and fails on peers that don't. */
class VersionJudgementTest {
  private static ServerUnderTest server(UnaryOperator<ServerSettings.Builder> change) {
    return Runs.against(new ScriptedServer((setup, settings) -> change.apply(settings)));
  }

  /**
   * One that says no more than a hello and a certificate: soon enough it is waited for no longer.
   */
  private static ServerUnderTest answeringWith(ProtocolVersion version) {
    return Runs.against(
        new ScriptedServer(
            (setup, settings) -> settings.deviations(new Deviation.AnswerWithVersion(version))),
        Map.of("timeout", "5"));
  }

  private static ClientUnderTest client(UnaryOperator<ClientSettings.Builder> change) {
    return Runs.against(new ScriptedClient((setup, settings) -> change.apply(settings)));
  }

  private static void is(Verdict verdict, Finding finding) {
    assertThat(finding.verdict()).as(finding.reason()).isEqualTo(verdict);
  }

  @Test
  void a_server_of_today_passes() throws TargetException {
    ServerUnderTest server = server(settings -> settings);

    is(Verdict.PASS, ServerVersions.current(server));
    is(Verdict.PASS, ServerVersions.tls13(server));
    is(Verdict.PASS, ServerVersions.prefers13(server));
    is(Verdict.PASS, ServerVersions.refuses(server, ProtocolVersion.TLS11));
    is(Verdict.PASS, ServerVersions.refuses(server, ProtocolVersion.TLS10));
    is(Verdict.PASS, ServerVersions.refuses(server, ProtocolVersion.SSL30));
    is(Verdict.PASS, ServerVersions.marksDowngrade(server));
    is(Verdict.PASS, ServerVersions.toleratesUnknown(server));
  }

  @ParameterizedTest
  @ValueSource(ints = {0x0300, 0x0301, 0x0302})
  @SeenToFail({
    "ssl-3-0-is-not-negotiated",
    "tls-1-0-is-not-negotiated",
    "tls-1-1-is-not-negotiated"
  })
  void a_server_that_answers_with_an_old_version_fails(int code) throws TargetException {
    ProtocolVersion old = new ProtocolVersion(code);

    is(Verdict.FAIL, ServerVersions.refuses(answeringWith(old), old));
  }

  @Test
  @SeenToFail("tls-1-3-is-negotiated")
  void a_server_without_tls_1_3_is_warned_of_it() throws TargetException {
    ServerUnderTest server = server(settings -> settings.versions(ProtocolVersion.TLS12));

    is(Verdict.PASS, ServerVersions.current(server));
    is(Verdict.WARN, ServerVersions.tls13(server));
    is(Verdict.NOT_APPLICABLE, ServerVersions.prefers13(server));
  }

  @Test
  @SeenToFail("tls-1-3-is-preferred")
  void a_server_that_prefers_tls_1_2_fails() throws TargetException {
    is(
        Verdict.FAIL,
        ServerVersions.prefers13(
            server(settings -> settings.versions(ProtocolVersion.TLS12, ProtocolVersion.TLS13))));
  }

  @Test
  @SeenToFail("a-current-version-is-negotiated")
  void a_server_of_old_versions_alone_has_no_current_one() throws TargetException {
    is(Verdict.FAIL, ServerVersions.current(answeringWith(ProtocolVersion.TLS10)));
  }

  @Test
  @SeenToFail("a-downgrade-is-marked")
  void a_server_that_marks_no_downgrade_fails() throws TargetException {
    is(
        Verdict.FAIL,
        ServerVersions.marksDowngrade(
            server(settings -> settings.deviations(new Deviation.LeaveDowngradeUnmarked()))));
  }

  @Test
  @SeenToFail("unknown-versions-are-passed-over")
  void a_server_that_chooses_an_unknown_version_fails() throws TargetException {
    is(
        Verdict.FAIL,
        ServerVersions.toleratesUnknown(
            server(
                settings ->
                    settings.deviations(
                        new Deviation.AnswerWithVersion(new ProtocolVersion(0x0305))))));
  }

  @Test
  void a_client_that_refuses_an_old_version_without_a_word_is_warned_of_it()
      throws TargetException {
    ClientUnderTest client =
        client(settings -> settings.deviations(new Deviation.EndWithoutAlert()));

    is(Verdict.WARN, ClientVersions.refuses(client, ProtocolVersion.TLS11));
  }

  @Test
  void a_client_of_today_passes() throws TargetException {
    ClientUnderTest client = client(settings -> settings);

    is(Verdict.PASS, ClientVersions.completes(client, ProtocolVersion.TLS12));
    is(Verdict.PASS, ClientVersions.completes(client, ProtocolVersion.TLS13));
    is(Verdict.PASS, ClientVersions.offers13(client));
    is(Verdict.PASS, ClientVersions.refuses(client, ProtocolVersion.TLS11));
    is(Verdict.PASS, ClientVersions.refuses(client, ProtocolVersion.TLS10));
    is(Verdict.PASS, ClientVersions.refuses(client, ProtocolVersion.SSL30));
    is(Verdict.PASS, ClientVersions.seesDowngrade(client));
  }

  @ParameterizedTest
  @ValueSource(ints = {0x0300, 0x0301, 0x0302})
  @SeenToFail({"ssl-3-0-is-not-taken", "tls-1-0-is-not-taken", "tls-1-1-is-not-taken"})
  void a_client_that_goes_on_in_an_old_version_fails(int code) throws TargetException {
    is(
        Verdict.FAIL,
        ClientVersions.refuses(Runs.against(new CarelessClient()), new ProtocolVersion(code)));
  }

  @Test
  @SeenToFail("tls-1-3-is-offered")
  void a_client_without_tls_1_3_is_warned_of_it() throws TargetException {
    is(
        Verdict.WARN,
        ClientVersions.offers13(client(settings -> settings.versions(ProtocolVersion.TLS12))));
  }

  @Test
  @SeenToFail("a-good-server-is-taken")
  void a_client_that_refuses_a_good_server_fails() throws TargetException {
    is(
        Verdict.FAIL,
        ClientVersions.completes(
            client(
                settings ->
                    settings.judge(chain -> java.util.Optional.of(AlertDescription.UNKNOWN_CA))),
            ProtocolVersion.TLS13));
  }

  @Test
  @SeenToFail("a-marked-downgrade-is-refused")
  void a_client_that_overlooks_a_marked_downgrade_fails() throws TargetException {
    is(
        Verdict.FAIL,
        ClientVersions.seesDowngrade(
            client(settings -> settings.deviations(new Deviation.OverlookDowngrade()))));
  }
}
