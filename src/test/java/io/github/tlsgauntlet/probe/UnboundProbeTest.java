package io.github.tlsgauntlet.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsgauntlet.peer.ClientSettings;
import io.github.tlsgauntlet.peer.RenegotiationPolicy;
import io.github.tlsgauntlet.peer.ServerSettings;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A server is vulnerable where it was seen to bind nothing, and not by what it leaves out. */
class UnboundProbeTest {
  /** Long enough that a second handshake begins in its share of it, however busy the machine. */
  private static final Duration TIMEOUT = Duration.ofMinutes(3);

  private static ServerSettings.Builder server(RenegotiationPolicy policy) {
    return OwnServer.settings(FlightServer.rsa())
        .versions(ProtocolVersion.TLS12)
        .renegotiation(policy);
  }

  private static Fact probe(RenegotiationPolicy policy) throws IOException {
    try (OwnServer server = OwnServer.with(server(policy).build())) {
      ClientSettings client = ClientSettings.builder().build();
      Line line = new Line(server::dial, TIMEOUT);
      return new UnboundProbe(line)
          .run(
              client,
              ProtocolVersion.TLS12,
              new RenegotiationProbe(line).run(client, ProtocolVersion.TLS12));
    }
  }

  @Test
  void a_server_that_takes_any_second_hello_is_seen_to_bind_nothing() throws IOException {
    assertThat(probe(RenegotiationPolicy.ANY).answer()).isEqualTo(Answer.YES);
  }

  @Test
  void a_server_that_binds_what_it_takes_is_not_vulnerable() throws IOException {
    assertThat(probe(RenegotiationPolicy.SECURE).answer()).isEqualTo(Answer.NO);
    assertThat(probe(RenegotiationPolicy.REFUSE).answer()).isEqualTo(Answer.NO);
  }

  private static Weakness.Exposure scanned(RenegotiationPolicy policy) throws Exception {
    try (OwnServer server = OwnServer.with(server(policy).build())) {
      return WholeScan.of(
              server::dial,
              Optional.of("server.test"),
              EnumSet.of(Part.FEATURES, Part.WEAKNESSES),
              TIMEOUT)
          .weakness("insecure-renegotiation")
          .orElseThrow()
          .exposure();
    }
  }

  @Test
  void the_scan_says_vulnerable_where_it_was_seen() throws Exception {
    assertThat(scanned(RenegotiationPolicy.ANY)).isEqualTo(Weakness.Exposure.VULNERABLE);
    assertThat(scanned(RenegotiationPolicy.SECURE)).isEqualTo(Weakness.Exposure.SAFE);
  }
}
