package io.github.tlsgauntlet.suite.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsgauntlet.suite.Finding;
import io.github.tlsgauntlet.suite.GauntletRun;
import io.github.tlsgauntlet.suite.GauntletSuite;
import io.github.tlsgauntlet.suite.Must;
import io.github.tlsgauntlet.suite.Quarter;
import io.github.tlsgauntlet.suite.ServerUnderTest;
import io.github.tlsgauntlet.suite.Verdict;
import io.github.tlsgauntlet.suites.Runs;
import io.github.tlsgauntlet.target.ServerTarget;
import io.github.tlsgauntlet.target.TargetException;
import io.github.tlsgauntlet.target.TargetSpec;
import io.github.tlsgauntlet.target.choice.Targets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is required of TLS is tried once on servers that speak the very same TLS. */
class TwinServerTest {
  /** What is required. */
  @GauntletSuite(name = "Test", quarter = Quarter.ONE_WAY_SERVER)
  static class Requires {
    @OnServer
    @Must(rfc = 9846, section = "4.2.3", group = "Test", says = "It stands.")
    void anything(ServerCase server) throws TargetException {
      server.asItIs().expecting(Expectations.goesOn());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "jvm:mockwebserver, jvm:SunJSSE",
    "jvm:mockwebserver?tls=legacy, jvm:SunJSSE?tls=legacy",
  })
  void beside_its_twin_a_server_is_not_tried(String server, String twin) throws TargetException {
    Finding obstacle = obstacle(server, server, twin).orElseThrow();

    assertThat(obstacle.verdict()).isEqualTo(Verdict.NOT_APPLICABLE);
    assertThat(obstacle.reason())
        .isEqualTo(
            "Its TLS is that of "
                + twin
                + ", which stands in this run: judge it by itself with -Dtarget="
                + server
                + ".");
  }

  @ParameterizedTest
  @CsvSource({
    "jvm:mockwebserver, jvm:mockwebserver",
    "jvm:mockwebserver, jvm:BCJSSE",
    "jvm:SunJSSE, jvm:mockwebserver",
    "jvm:mockwebserver, jvm:SunJSSE?tls=legacy",
  })
  void without_it_a_server_is_tried(String server, String beside) throws TargetException {
    assertThat(obstacle(server, server, beside)).isEmpty();
  }

  @Test
  void what_stands_beside_its_twin_in_a_run_of_all_stacks_is_mock_web_server_alone()
      throws TargetException {
    GauntletRun run =
        Runs.open(Targets.servers(TargetSpec.parse("jvm")), List.of(), Map.of(), List.of());

    assertThat(run.servers().stream().filter(server -> server.twin().isPresent()))
        .extracting(ServerUnderTest::name)
        .containsExactly("jvm:mockwebserver");
  }

  private static Optional<Finding> obstacle(String of, String one, String other)
      throws TargetException {
    List<ServerTarget> servers =
        List.of(
            Targets.servers(TargetSpec.parse(one)).get(0),
            Targets.servers(TargetSpec.parse(other)).get(0));
    GauntletRun run = Runs.open(servers, List.of(), Map.of(), List.of());
    ServerCase tried =
        OnServerArguments.cases(run, Requires.class.getDeclaredMethods()[0])
            .filter(found -> found.server().name().equals(of))
            .findFirst()
            .orElseThrow();
    return tried.obstacle();
  }
}
