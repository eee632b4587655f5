package io.github.tlsgauntlet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsgauntlet.peer.Deadline;
import io.github.tlsgauntlet.peer.ServerSettings;
import io.github.tlsgauntlet.peer.TlsServer;
import io.github.tlsgauntlet.pki.Catalogue;
import io.github.tlsgauntlet.pki.Mint;
import io.github.tlsgauntlet.pki.Role;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SSLKEYLOGFILE in the environment of a command, which is a JVM of its own here. */
class KeyLogOptionTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir private Path folder;

  private record Ran(int code, String out) {}

  private static Ran run(Path keyLog, String... words) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
    command.addAll(List.of(words));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("SSLKEYLOGFILE", keyLog.toString());
    Process process = builder.start();
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ran(process.waitFor(), out);
  }

  @Test
  void a_scan_logs_the_secrets_that_the_server_has() throws Exception {
    Path file = folder.resolve("keys");
    List<String> servers = new CopyOnWriteArrayList<>();
    ServerSettings settings =
        ServerSettings.builder(
                new Mint(Catalogue.load(), 1, Clock.systemUTC().instant())
                    .fixture("ok-chain", Role.SERVER)
                    .credential())
            .versions(ProtocolVersion.TLS13)
            .keyLog(servers::add)
            .build();
    try (ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      daemon(() -> serve(listener, settings));

      Ran scan =
          run(
              file,
              "scan",
              "--only",
              "versions",
              "--timeout",
              Long.toString(PATIENCE.toSeconds()),
              "127.0.0.1:" + listener.getLocalPort());

      assertThat(scan.code()).as(scan.out()).isZero();
    }
    assertThat(Files.readAllLines(file))
        .isSubsetOf(servers)
        .anyMatch(line -> line.startsWith("CLIENT_TRAFFIC_SECRET_0 "));
  }

  private static void daemon(Runnable task) {
    Thread thread = new Thread(task, "serving");
    thread.setDaemon(true);
    thread.start();
  }

  /** Until the listener is closed; no connection waits for another. */
  private static void serve(ServerSocket listener, ServerSettings settings) {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        daemon(() -> serve(socket, settings));
      } catch (IOException e) {
        return;
      }
    }
  }

  private static void serve(Socket socket, ServerSettings settings) {
    try (socket;
        TlsServer server = TlsServer.over(socket, settings, Deadline.in(PATIENCE))) {
      if (server.handshake().completed()) {
        server.close();
      }
    } catch (IOException e) {
      // The scan has cut the connection short.
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"run", "scan"})
  void a_file_that_cannot_be_written_is_told_in_one_line(String command) throws Exception {
    Ran ran = run(folder, command, "127.0.0.1:1");

    assertThat(ran.code()).isEqualTo(ExitCode.INPUT);
    assertThat(ran.out().lines())
        .singleElement()
        .asString()
        .startsWith("tls-gauntlet: SSLKEYLOGFILE names " + folder)
        .contains("cannot be written");
  }
}
