package io.github.tlsgauntlet.suites.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsgauntlet.peer.CertificateAsk;
import io.github.tlsgauntlet.peer.ClientSettings;
import io.github.tlsgauntlet.peer.Deadline;
import io.github.tlsgauntlet.peer.Deviation;
import io.github.tlsgauntlet.peer.TlsClient;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import io.github.tlsgauntlet.protocol.SignatureScheme;
import io.github.tlsgauntlet.suite.GauntletRun;
import io.github.tlsgauntlet.suite.Verdict;
import io.github.tlsgauntlet.suite.conformance.ClientCase;
import io.github.tlsgauntlet.suite.conformance.Exchange;
import io.github.tlsgauntlet.suite.conformance.OnClientArguments;
import io.github.tlsgauntlet.suites.Runs;
import io.github.tlsgauntlet.target.ClientAttempt;
import io.github.tlsgauntlet.target.ClientSetup;
import io.github.tlsgauntlet.target.ClientTarget;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A client may ask its user before it answers a request for its certificate. */
class LateAnswerTest {
  private static final Duration BRIEFLY = Duration.ofMillis(50);

  /** One that reads on, and answers no request. */
  private static final class Silent implements ClientTarget {
    @Override
    public String name() {
      return "silent client";
    }

    @Override
    public ClientAttempt connect(InetSocketAddress server, ClientSetup setup, Duration timeout) {
      ClientSettings settings =
          ClientSettings.builder()
              .versions(ProtocolVersion.TLS13)
              .postHandshakeAuthentication(true)
              .deviations(new Deviation.PassOverLateRequest())
              .build();
      try (TlsClient client = TlsClient.connect(server, settings, Deadline.in(timeout))) {
        client.handshake();
        client.write(new byte[] {'G'});
        while (client.read().isPresent()) {
          continue; // until our server has had enough
        }
        return new ClientAttempt(true, "");
      } catch (IOException e) {
        return new ClientAttempt(false, String.valueOf(e.getMessage()));
      }
    }

    @Override
    public void close() {}
  }

  @Test
  void whether_a_silent_client_would_answer_is_not_told() throws Exception {
    GauntletRun run =
        Runs.open(
            List.of(), List.of(new Silent()), Map.of("timeout", "60"), List.of(new Verdicts()));
    Method method =
        RequestClientTest.class.getDeclaredMethod(
            "a_request_after_the_handshake_is_answered", ClientCase.class);
    ClientCase client = OnClientArguments.cases(run, method).findFirst().orElseThrow();
    LateAnswer answer =
        new LateAnswer(
            CertificateAsk.of(false, List.of(), List.of(SignatureScheme.ECDSA_SECP256R1_SHA256)),
            BRIEFLY);

    Exchange exchange =
        client.meets(client.settings().ask(Optional.empty()).build(), client.setup(), answer);

    assertThat(answer.finding(exchange).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(answer.finding(exchange).reason()).contains("neither answers");
  }
}
