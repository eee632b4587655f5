package io.github.tlsgauntlet.suites;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsgauntlet.peer.Ending;
import io.github.tlsgauntlet.peer.Transcript;
import io.github.tlsgauntlet.peer.TranscriptEntry;
import io.github.tlsgauntlet.pki.ChainRule;
import io.github.tlsgauntlet.probe.Checks;
import io.github.tlsgauntlet.probe.Part;
import io.github.tlsgauntlet.probe.ProbeSettings;
import io.github.tlsgauntlet.probe.ServerProbe;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import io.github.tlsgauntlet.suite.Finding;
import io.github.tlsgauntlet.suite.ServerScan;
import io.github.tlsgauntlet.suite.ServerUnderTest;
import io.github.tlsgauntlet.suite.Verdict;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What a scan has learnt is judged, and shown, without another connection. */
class ScanEvidenceTest {
  private final AtomicInteger connections = new AtomicInteger();
  private final ServerUnderTest server =
      Runs.against(
          new ScriptedServer(
              (setup, settings) -> {
                connections.incrementAndGet();
                return settings;
              }));

  private static List<Finding> judged(ServerUnderTest server) throws Exception {
    List<Finding> findings = new ArrayList<>();
    findings.add(ServerVersions.current(server));
    findings.add(ServerVersions.tls13(server));
    findings.add(ServerVersions.prefers13(server));
    findings.add(ServerVersions.refuses(server, ProtocolVersion.TLS11));
    findings.add(ServerVersions.refuses(server, ProtocolVersion.TLS10));
    findings.add(ServerVersions.refuses(server, ProtocolVersion.SSL30));
    findings.add(ServerVersions.marksDowngrade(server));
    for (ProtocolVersion version : List.of(ProtocolVersion.TLS12, ProtocolVersion.TLS13)) {
      findings.add(ChainVerdicts.of(server, version, ChainRule.PATH_ENDS_AT_A_TRUST_ANCHOR));
    }
    return findings;
  }

  @Test
  void versions_and_chains_take_no_connection_of_their_own() throws Exception {
    ServerScan.begun(server);
    int taken = connections.get();

    assertThat(judged(server))
        .allSatisfy(
            finding -> {
              assertThat(finding.verdict()).as(finding.reason()).isEqualTo(Verdict.PASS);
              assertThat(finding.evidence()).as(finding.reason()).isNotEmpty();
            });
    assertThat(connections).hasValue(taken);
  }

  @Test
  void the_rest_of_a_scan_asks_for_no_version_again() throws Exception {
    ServerProbe.Begun begun = ServerScan.begun(server);

    assertThat(ServerScan.facts(server).version("TLS 1.2"))
        .contains(begun.version(ProtocolVersion.TLS12));
    assertThat(ServerScan.facts(server).connections()).isEqualTo(connections.get());
  }

  private static List<String> labels(Transcript transcript) {
    return transcript.entries().stream().map(TranscriptEntry::label).toList();
  }

  @Test
  void a_refusal_is_shown_as_it_ran() throws Exception {
    Transcript transcript = ServerVersions.refuses(server, ProtocolVersion.TLS10).evidence().get(0);

    assertThat(labels(transcript)).containsExactly("ClientHello", "Alert");
    assertThat(transcript.entries().get(0).details()).contains("legacy_version: TLS 1.0");
    assertThat(transcript.entries().get(1).details()).containsExactly("fatal protocol_version");
    assertThat(transcript.ending()).isInstanceOf(Ending.Alert.class);
  }

  @Test
  void a_chain_is_shown_with_the_flight_that_it_came_in() throws Exception {
    ChainRule rule = ChainRule.PATH_ENDS_AT_A_TRUST_ANCHOR;

    assertThat(labels(ChainVerdicts.of(server, ProtocolVersion.TLS12, rule).evidence().get(0)))
        .containsExactly(
            "ClientHello", "ServerHello", "Certificate", "ServerKeyExchange", "ServerHelloDone");
    assertThat(labels(ChainVerdicts.of(server, ProtocolVersion.TLS13, rule).evidence().get(0)))
        .contains("ClientHello", "ServerHello", "EncryptedExtensions", "Certificate");
  }

  private static ProbeSettings settings(Duration timeout, int connections, boolean evidence) {
    return new ProbeSettings(
        "test",
        "test",
        Optional.of("server.gauntlet.test"),
        List::of,
        "no anchors",
        Optional.empty(),
        timeout,
        connections,
        true,
        Optional.empty(),
        EnumSet.noneOf(Part.class),
        Checks.none(),
        evidence);
  }

  private static ServerProbe.Begun begun(ProbeSettings settings, InetSocketAddress address)
      throws InterruptedException {
    return ServerProbe.begin(
        settings,
        deadline -> {
          Socket socket = new Socket();
          socket.connect(address, Math.max(1, deadline.remainingMillis()));
          return socket;
        },
        Clock.systemUTC());
  }

  @Test
  void nothing_is_kept_that_nobody_wants() throws Exception {
    ServerProbe.Begun begun =
        begun(settings(Duration.ofSeconds(30), 4, false), server.standing().address());

    assertThat(begun.evidence().answers().values())
        .hasSize(5)
        .allSatisfy(witness -> assertThat(witness.recording()).isEmpty());
    assertThat(begun.evidence().chains().values())
        .hasSize(2)
        .allSatisfy(witness -> assertThat(witness.recording()).isEmpty());
  }

  @Test
  void of_a_silent_server_nothing_is_told() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      ServerProbe.Begun begun =
          begun(
              settings(Duration.ofMillis(50), 4, true),
              new InetSocketAddress(silent.getInetAddress(), silent.getLocalPort()));
      server.fact(
          new ServerUnderTest.FactKey<>(ServerProbe.Begun.class, "scan begun"), () -> begun);

      assertThat(judged(server))
          .allSatisfy(
              finding -> {
                assertThat(finding.verdict()).as(finding.reason()).isEqualTo(Verdict.INCONCLUSIVE);
                assertThat(finding.reason()).contains("it stayed silent");
              });
    }
    assertThat(connections).hasValue(0);
  }
}
