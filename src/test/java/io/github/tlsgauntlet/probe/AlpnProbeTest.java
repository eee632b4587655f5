package io.github.tlsgauntlet.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsgauntlet.peer.ClientSettings;
import io.github.tlsgauntlet.pki.Credential;
import io.github.tlsgauntlet.probe.FlightServer.Talk;
import io.github.tlsgauntlet.protocol.CipherSuite;
import io.github.tlsgauntlet.protocol.Extension;
import io.github.tlsgauntlet.protocol.ExtensionType;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import io.github.tlsgauntlet.wire.WireWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a server does about application protocols, none of whose handshakes comes to an end. */
class AlpnProbeTest {
  private static final CipherSuite SUITE = new CipherSuite(0x002f);
  private static final Credential CREDENTIAL = FlightServer.rsa();
  private static final int NO_APPLICATION_PROTOCOL = 120;

  /** A server that knows some protocols, and has its manner where none of them is asked for. */
  private static List<Fact> asked(Predicate<String> knows, int alert) throws IOException {
    try (FlightServer server = FlightServer.that(talk -> serve(talk, knows, alert))) {
      return new AlpnProbe(new Line(server.dialer(), Duration.ofSeconds(10)))
          .run(
              ClientSettings.builder()
                  .versions(ProtocolVersion.TLS12)
                  .cipherSuites(List.of(SUITE))
                  .build());
    }
  }

  private static void serve(Talk talk, Predicate<String> knows, int alert) throws IOException {
    String wanted =
        FlightServer.find(talk.hello, ExtensionType.ALPN)
            .map(one -> new String(one.data(), StandardCharsets.ISO_8859_1))
            .orElse("");
    List<String> common =
        List.of("imap", "h2").stream().filter(knows).filter(wanted::contains).toList();
    if (!common.isEmpty()) {
      byte[] chosen = common.get(0).getBytes(StandardCharsets.US_ASCII);
      talk.rsaFlight(
          SUITE,
          CREDENTIAL,
          new Extension(
              ExtensionType.ALPN,
              WireWriter.write(w -> w.vector16(list -> list.vector8(v -> v.bytes(chosen))))));
    } else if (alert == 0) {
      talk.rsaFlight(SUITE, CREDENTIAL);
    } else {
      talk.alert(alert);
    }
  }

  private static void tells(List<Fact> facts, Answer known, String detail, Answer strict) {
    assertThat(facts).extracting(Fact::answer).containsExactly(known, strict);
    assertThat(facts.get(0).detail()).isEqualTo(detail);
  }

  @Test
  void each_protocol_is_found_and_strictness_seen() throws IOException {
    tells(asked(any -> true, NO_APPLICATION_PROTOCOL), Answer.YES, "imap, h2", Answer.YES);
    tells(asked(any -> true, 0), Answer.YES, "imap, h2", Answer.NO);
    tells(asked("h2"::equals, FlightServer.HANDSHAKE_FAILURE), Answer.YES, "h2", Answer.UNTOLD);
  }

  @Test
  void a_server_that_ignores_the_extension_is_not_strict() throws IOException {
    tells(asked(any -> false, 0), Answer.NO, "", Answer.NO);
  }

  @Test
  void a_server_of_a_protocol_of_its_own_is_not_taken_for_one_that_knows_none() throws IOException {
    List<Fact> facts = asked(any -> false, NO_APPLICATION_PROTOCOL);

    assertThat(facts).extracting(Fact::answer).containsExactly(Answer.YES, Answer.YES);
    assertThat(facts.get(0).detail()).startsWith("others than");
  }

  @ParameterizedTest
  @ValueSource(ints = {FlightServer.HANDSHAKE_FAILURE, FlightServer.UNEXPECTED_MESSAGE})
  void another_refusal_tells_nothing(int alert) throws IOException {
    assertThat(asked(any -> false, alert))
        .extracting(Fact::answer)
        .containsExactly(Answer.UNTOLD, Answer.UNTOLD);
  }
}
