package io.github.tlsgauntlet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsgauntlet.protocol.ProtocolVersion;
import io.github.tlsgauntlet.suite.EachServer;
import io.github.tlsgauntlet.suite.Finding;
import io.github.tlsgauntlet.suite.GauntletSuite;
import io.github.tlsgauntlet.suite.Must;
import io.github.tlsgauntlet.suite.Quarter;
import io.github.tlsgauntlet.suite.ServerUnderTest;
import io.github.tlsgauntlet.suite.Trial;
import io.github.tlsgauntlet.suite.Verdict;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A test that crashes is our fault: told as that, and the others' results are not lost. */
class CrashedTestTest {
  @TempDir private Path folder;

  @GauntletSuite(name = "ProtocolVersions", quarter = Quarter.ONE_WAY_SERVER)
  static class Suite {
    @EachServer(versions = "1.3")
    @Must(rfc = 9846, section = "4.2.1", group = "Crash", says = "A test that ends well.")
    void one_ends_well(Trial trial, ServerUnderTest server, ProtocolVersion version) {
      trial.concludes(Finding.of(Verdict.PASS, "It is well."));
    }

    @EachServer(versions = "1.3")
    @Must(rfc = 9846, section = "4.2.1", group = "Crash", says = "A test that crashes.")
    void another_crashes(Trial trial, ServerUnderTest server, ProtocolVersion version) {
      throw new IllegalStateException("crashed\nin \u001b[31mtwo lines");
    }
  }

  @Test
  void the_report_is_written_the_fault_told_in_one_line_and_the_exit_code_is_4() throws Exception {
    StringWriter err = new StringWriter();
    Outcome outcome = new Outcome();
    LauncherConfig config =
        LauncherConfig.builder()
            .enableTestExecutionListenerAutoRegistration(false)
            .enablePostDiscoveryFilterAutoRegistration(false)
            .build();
    try (LauncherSession session = LauncherFactory.openSession(config)) {
      session
          .getLauncher()
          .execute(
              LauncherDiscoveryRequestBuilder.request()
                  .selectors(DiscoverySelectors.selectClass(Suite.class))
                  .configurationParameter("target", "jvm:SunJSSE")
                  .configurationParameter("reports", folder.toString())
                  .configurationParameter("timeout", "60")
                  .build(),
              outcome);
    }

    assertThat(outcome.exitCode(new PrintWriter(err, true))).isEqualTo(4);
    assertThat(err.toString().lines())
        .containsExactly(
            "tls-gauntlet: A fault of the harness: java.lang.IllegalStateException:"
                + " crashed in ?[31mtwo lines");
    Path reports = folder.resolve("jvm-SunJSSE");
    JsonNode report =
        JsonMapper.shared().readTree(Files.readString(reports.resolve("report.json")));
    assertThat(report.path("results"))
        .extracting(result -> result.path("verdict").asString())
        .containsExactlyInAnyOrder("PASS", "INCONCLUSIVE");
    assertThat(report.path("results").toString()).contains("A fault of the harness ended the test");
    assertThat(reports.resolve("index.html")).exists();
  }
}
