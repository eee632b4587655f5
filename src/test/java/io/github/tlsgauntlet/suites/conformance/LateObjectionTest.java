package io.github.tlsgauntlet.suites.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsgauntlet.peer.Deviation;
import io.github.tlsgauntlet.protocol.AlertDescription;
import io.github.tlsgauntlet.suite.Verdict;
import io.github.tlsgauntlet.suites.ScriptedServer;
import io.github.tlsgauntlet.target.ServerTarget;
import org.junit.jupiter.api.Test;

/** Whether a server that objects to Finished alone has taken a bad share is not seen. */
class LateObjectionTest {
  @Test
  void an_alert_that_is_due_to_finished_is_a_warning() {
    ServerTarget server =
        new ScriptedServer(
            (setup, settings) ->
                settings.deviations(new Deviation.OtherAlert(AlertDescription.DECRYPT_ERROR)));

    assertThat(
            Verdicts.on(
                server,
                KeyExchange12ServerTest.class,
                "a_share_of_small_order_is_refused_in_tls_1_2"))
        .singleElement()
        .satisfies(
            result -> {
              assertThat(result.verdict()).as(result.reason()).isEqualTo(Verdict.WARN);
              assertThat(result.reason()).contains("objects to Finished alone");
            });
  }
}
