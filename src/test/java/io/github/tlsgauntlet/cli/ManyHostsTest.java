package io.github.tlsgauntlet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsgauntlet.pki.Catalogue;
import io.github.tlsgauntlet.pki.Mint;
import io.github.tlsgauntlet.pki.Role;
import io.github.tlsgauntlet.target.ClientAuthentication;
import io.github.tlsgauntlet.target.RunningServer;
import io.github.tlsgauntlet.target.ServerSetup;
import io.github.tlsgauntlet.target.jvm.JvmStack;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A scan of several hosts, some of which hang: who is told first, and what of the others. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ManyHostsTest {
  private RunningServer server;
  private String host;

  @BeforeAll
  void start() throws Exception {
    server =
        JvmStack.SUN_JSSE
            .server()
            .orElseThrow()
            .start(
                new ServerSetup(
                    new Mint(Catalogue.load(), 1, Clock.systemUTC().instant())
                        .fixture("ok-chain", Role.SERVER)
                        .credential(),
                    List.of(),
                    ClientAuthentication.NONE,
                    Set.of()),
                Duration.ofSeconds(30));
    host = "127.0.0.1:" + server.address().getPort();
  }

  @AfterAll
  void stop() {
    server.close();
  }

  private record Ran(int code, String out, String err) {
    List<JsonNode> lines() {
      JsonMapper mapper = JsonMapper.builder().build();
      return out.lines().map(mapper::readTree).toList();
    }

    List<String> targets() {
      return lines().stream().map(line -> line.path("target").asString()).toList();
    }

    JsonNode line(String target) {
      return lines().stream()
          .filter(line -> line.path("target").asString().equals(target))
          .findFirst()
          .orElseThrow();
    }
  }

  /** Scans, and runs something as soon as a host is told. */
  private static Ran scan(String awaited, Runnable then, String... words) {
    StringWriter out =
        new StringWriter() {
          @Override
          public void flush() {
            if (toString().contains("\"" + awaited + "\"")) {
              then.run();
            }
          }
        };
    StringWriter err = new StringWriter();
    CommandLine commandLine = Main.commandLine("scan");
    commandLine.setOut(new PrintWriter(out));
    commandLine.setErr(new PrintWriter(err));
    List<String> all = new ArrayList<>(List.of("scan", "--format", "jsonl"));
    all.addAll(List.of(words));
    int code = commandLine.execute(all.toArray(new String[0]));
    return new Ran(code, out.toString(), err.toString());
  }

  private static Runnable closing(List<HangingListener> listeners) {
    return () -> {
      for (HangingListener one : listeners) {
        try {
          one.close();
        } catch (IOException e) {
          throw new AssertionError(e);
        }
      }
    };
  }

  @Test
  void hosts_that_hang_delay_no_other() throws Exception {
    // Where they were waited for, each would take a minute before the last is asked.
    List<HangingListener> silent = new ArrayList<>();
    List<String> words = new ArrayList<>(List.of("--timeout", "60"));
    for (int i = 0; i < 3; i++) {
      silent.add(HangingListener.silent());
      words.add(silent.get(i).host());
    }
    words.add(host);

    Ran ran = scan(host, closing(silent), words.toArray(new String[0]));

    assertThat(ran.targets()).hasSize(4).first().isEqualTo(host);
    assertThat(ran.line(host).path("versions")).isNotEmpty();
    assertThat(ran.code()).isEqualTo(3);
  }

  @Test
  void more_that_hang_than_there_are_connections_are_put_off() throws Exception {
    List<HangingListener> silent =
        List.of(HangingListener.silent(), HangingListener.silent(), HangingListener.silent());

    Ran ran =
        scan(
            host,
            closing(silent),
            "--timeout",
            "8",
            "--connections",
            "2",
            silent.get(0).host(),
            silent.get(1).host(),
            silent.get(2).host(),
            host);

    assertThat(ran.targets()).hasSize(4).first().isEqualTo(host);
  }

  @Test
  void a_host_that_hangs_half_way_delays_no_other() throws Exception {
    try (HangingListener hanging = HangingListener.after(8, server.address())) {
      Ran ran =
          scan(
              host,
              closing(List.of(hanging)),
              "--timeout",
              "2",
              "--connections",
              "4",
              "--host-timeout",
              "600",
              hanging.host(),
              host);

      assertThat(ran.targets()).containsExactly(host, hanging.host());
    }
  }

  @Test
  void of_a_host_that_takes_too_long_what_is_known_is_told_and_that_it_is_not_all()
      throws Exception {
    JsonNode whole = scan("", () -> {}, host).line(host);
    try (HangingListener hanging = HangingListener.after(20, server.address())) {
      Ran ran = scan("", () -> {}, "--timeout", "1", "--host-timeout", "4", hanging.host());
      JsonNode cut = ran.line(hanging.host());

      assertThat(ran.code()).isEqualTo(3);
      assertThat(ran.err().lines()).singleElement().asString().contains("--host-timeout");
      assertThat(ScanCommandTest.validate(ran.out())).isEmpty();
      assertThat(cut.path("cutShort").asString()).contains("untold");
      assertThat(cut.path("connections").asInt()).isLessThan(whole.path("connections").asInt());
      assertThat(whole.has("cutShort")).isFalse();
      for (int i = 0; i < whole.path("versions").size(); i++) {
        JsonNode version = cut.path("versions").get(i);
        assertThat(version.path("offered").asString())
            .as(version.path("version").asString())
            .isIn("untold", whole.path("versions").get(i).path("offered").asString());
      }
    }
  }

  @Test
  void a_silent_host_is_given_up_after_the_timeout() throws Exception {
    try (HangingListener silent = HangingListener.silent()) {
      Ran ran = scan("", () -> {}, "--timeout", "1", silent.host());

      assertThat(ran.code()).isEqualTo(3);
      assertThat(ran.line(silent.host()).path("error").asString()).contains("within the timeout");
    }
  }

  @Test
  void no_more_connections_are_open_at_once_than_allowed_over_all_hosts() throws Exception {
    try (CountingListeners counting = CountingListeners.of(3)) {
      List<String> words =
          new ArrayList<>(List.of("--connections", "4", "--timeout", "1", "--host-timeout", "3"));
      words.addAll(counting.hosts());
      Ran ran = scan("", () -> {}, words.toArray(new String[0]));

      assertThat(ran.targets()).containsExactlyInAnyOrderElementsOf(counting.hosts());
      assertThat(counting.most()).isBetween(3, 4);
    }
  }

  @Test
  void hosts_come_from_a_file(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("hosts"), "# mine\n" + host + "\n");

    assertThat(scan("", () -> {}, "--only", "versions", "@" + file).targets())
        .containsExactly(host);
  }

  @Test
  @ResourceLock("java.lang.System.in")
  void hosts_come_from_standard_input() {
    InputStream before = System.in;
    System.setIn(
        new ByteArrayInputStream(("\n# mine\n" + host + "\n").getBytes(StandardCharsets.UTF_8)));
    try {
      assertThat(scan("", () -> {}, "--only", "versions", "-").targets()).containsExactly(host);
    } finally {
      System.setIn(before);
    }
  }
}
