package io.github.tlsgauntlet.suites.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsgauntlet.peer.Deviation;
import io.github.tlsgauntlet.peer.ServerSettings;
import io.github.tlsgauntlet.peer.SessionStore;
import io.github.tlsgauntlet.suite.Result;
import io.github.tlsgauntlet.suite.Verdict;
import io.github.tlsgauntlet.suites.ScriptedServer;
import org.junit.jupiter.api.Test;

/** A client that resumes a session of extended master secret without it (RFC 7627, Section 5.3). */
class DroppedMasterSecretTest {
  private final SessionStore sessions = new SessionStore();

  @Test
  void a_full_handshake_in_the_place_of_the_end_is_a_warning() {
    Result result = judged(new Deviation.ForgetExtendedSession());

    assertThat(result.verdict()).isEqualTo(Verdict.WARN);
    assertThat(result.reason())
        .isEqualTo("It makes a full handshake, where the specification wants the handshake ended.");
  }

  @Test
  void the_end_of_the_handshake_passes() {
    assertThat(judged().verdict()).isEqualTo(Verdict.PASS);
  }

  private Result judged(Deviation... deviations) {
    return Verdicts.on(
            new ScriptedServer((setup, settings) -> deviating(settings, deviations)),
            ResumptionServerTest.class,
            "a_session_keeps_its_extended_master_secret")
        .get(0);
  }

  private ServerSettings.Builder deviating(ServerSettings.Builder settings, Deviation... all) {
    return settings.sessions(sessions).deviations(all);
  }
}
