package io.github.tlsgauntlet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsgauntlet.crypto.Signatures;
import io.github.tlsgauntlet.peer.CertificateAsk;
import io.github.tlsgauntlet.peer.ClientSettings;
import io.github.tlsgauntlet.peer.Deadline;
import io.github.tlsgauntlet.peer.TlsClient;
import io.github.tlsgauntlet.pki.Catalogue;
import io.github.tlsgauntlet.pki.Mint;
import io.github.tlsgauntlet.pki.Role;
import io.github.tlsgauntlet.suite.ServerUnderTest;
import io.github.tlsgauntlet.suites.ScriptedServer;
import io.github.tlsgauntlet.target.ClientAuthentication;
import io.github.tlsgauntlet.target.RunningServer;
import io.github.tlsgauntlet.target.ServerSetup;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A run visits a server with several connections at once, and with no more than it may. */
class ParallelRunTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** How long the first visitors wait for company; where it comes, nobody waits. */
  private static final int SECONDS_ALONE = 5;

  private static final byte[] OK =
      "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private final AtomicInteger visits = new AtomicInteger();
  private final AtomicInteger present = new AtomicInteger();
  private final AtomicInteger most = new AtomicInteger();
  private final CountDownLatch company = new CountDownLatch(1);

  @TempDir private Path folder;

  /** Who has asked and has no answer yet keeps a connection open. */
  private byte[] page() {
    int now = present.incrementAndGet();
    visits.incrementAndGet();
    most.accumulateAndGet(now, Math::max);
    if (now > 1) {
      company.countDown();
    }
    try {
      if (!company.await(SECONDS_ALONE, TimeUnit.SECONDS)) {
        company.countDown();
      }
      return OK;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    } finally {
      present.decrementAndGet();
    }
  }

  /**
   * The server has done all of it once, so that it is not slow the first time that it is judged.
   */
  private static void visitedOnce(RunningServer running) throws IOException {
    try (TlsClient client =
        TlsClient.connect(
            running.address(), ClientSettings.builder().build(), Deadline.in(PATIENCE))) {
      assertThat(client.handshake().completed()).isTrue();
    }
  }

  private void runWith(int connections) throws Exception {
    Mint mint = new Mint(Catalogue.load(), 1, Instant.now());
    ServerSetup setup =
        new ServerSetup(
            mint.fixture(ServerUnderTest.GOOD_SERVER, Role.SERVER).credential(),
            mint.trustAnchors(Role.CLIENT),
            ClientAuthentication.OPTIONAL,
            Set.of());
    ScriptedServer server =
        new ScriptedServer(
            (given, settings) ->
                settings.ask(Optional.of(CertificateAsk.of(false, List.of(), Signatures.all()))),
            (given, certificates) -> page());
    String[] words;
    try (RunningServer running = server.start(setup, PATIENCE)) {
      visitedOnce(running);
      words =
          new String[] {
            "run",
            "127.0.0.1:" + running.address().getPort(),
            "--servername=server.gauntlet.test",
            "--suites=TwoWay",
            "--connections=" + connections,
            "--timeout=60",
            "--reports=" + folder.resolve("reports"),
          };
      CommandLine commandLine = Main.commandLine(words);
      StringWriter err = new StringWriter();
      commandLine.setOut(new PrintWriter(new StringWriter(), true));
      commandLine.setErr(new PrintWriter(err, true));

      // It takes whatever it is shown, which the scenarios tell.
      assertThat(commandLine.execute(words)).as(err.toString()).isEqualTo(1);
    }
    assertThat(visits).hasValueGreaterThan(connections);
  }

  @Test
  void several_connections_are_open_at_once_and_no_more_than_the_user_allows() throws Exception {
    runWith(3);

    assertThat(most.get()).isBetween(2, 3);
  }

  @Test
  void where_the_user_allows_one_they_come_one_after_the_other() throws Exception {
    runWith(1);

    assertThat(most).hasValue(1);
  }
}
