package io.github.tlsgauntlet.suites;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsgauntlet.peer.Deadline;
import io.github.tlsgauntlet.peer.ServerSettings;
import io.github.tlsgauntlet.peer.TlsServer;
import io.github.tlsgauntlet.pki.Role;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import io.github.tlsgauntlet.suite.GauntletRun;
import io.github.tlsgauntlet.suite.ServerUnderTest;
import io.github.tlsgauntlet.target.TargetSpec;
import io.github.tlsgauntlet.target.remote.RemoteServerTarget;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A server that looks at a second connection only after the first is never rushed. */
class TurnsTest {
  private static final int CALLERS = 6;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Serves one after the other, as {@code openssl s_server} does. */
  private static void serveAll(ServerSocket listener, ServerSettings settings) {
    while (!listener.isClosed()) {
      try (Socket accepted = listener.accept();
          TlsServer server = TlsServer.over(accepted, settings, Deadline.in(PATIENCE))) {
        if (server.handshake().completed() && server.read().isPresent()) {
          server.write(HttpProbe.response());
        }
      } catch (IOException e) {
        continue; // the client has gone, or the test is over
      }
    }
  }

  private static boolean visit(ServerUnderTest server, AtomicInteger now, AtomicInteger most)
      throws Exception {
    try (GauntletRun.Permit permit = server.connection()) {
      most.accumulateAndGet(now.incrementAndGet(), Math::max);
      now.decrementAndGet();
    }
    return ServerMeeting.meet(
            server,
            server.standing(),
            ServerMeeting.settings(server.standing(), ProtocolVersion.TLS13).build())
        .speaks(ProtocolVersion.TLS13);
  }

  @Test
  void a_server_that_serves_one_at_a_time_is_visited_so() throws Exception {
    ServerSettings settings =
        ServerSettings.builder(
                Runs.againstOurServer()
                    .run()
                    .mint()
                    .fixture(ServerUnderTest.GOOD_SERVER, Role.SERVER)
                    .credential())
            .build();
    ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
    try (ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Thread thread = new Thread(() -> serveAll(listener, settings), "one-at-a-time");
      thread.setDaemon(true);
      thread.start();
      TargetSpec.Remote spec =
          (TargetSpec.Remote) TargetSpec.parse("127.0.0.1:" + listener.getLocalPort());
      ServerUnderTest server =
          Runs.against(new RemoteServerTarget(spec, Optional.of("server.gauntlet.test")));
      AtomicInteger now = new AtomicInteger();
      AtomicInteger most = new AtomicInteger();
      Callable<Boolean> call = () -> visit(server, now, most);
      for (Future<Boolean> visit : callers.invokeAll(Collections.nCopies(CALLERS, call))) {
        assertThat(visit.get()).isTrue();
      }
      assertThat(most.get()).isEqualTo(1);
    } finally {
      callers.shutdownNow();
    }
  }
}
