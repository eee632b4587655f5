package io.github.tlsgauntlet.suites;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tlsgauntlet.protocol.ProtocolVersion;
import io.github.tlsgauntlet.suite.ClientUnderTest;
import io.github.tlsgauntlet.target.ClientAttempt;
import io.github.tlsgauntlet.target.ClientSetup;
import io.github.tlsgauntlet.target.ClientTarget;
import io.github.tlsgauntlet.target.TargetException;
import io.github.tlsgauntlet.target.jvm.JvmStack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A client that fails before its ClientHello has refused nothing that it was shown. */
class SilentClientTest {
  private enum Manner {
    STAYS_AWAY,
    CLOSES,
    RESETS,
    WAITS
  }

  private record Silent(Manner manner) implements ClientTarget {
    @Override
    public String name() {
      return "silent client";
    }

    @Override
    public ClientAttempt connect(InetSocketAddress server, ClientSetup setup, Duration timeout) {
      if (manner != Manner.STAYS_AWAY) {
        try (Socket socket = new Socket(server.getAddress(), server.getPort())) {
          if (manner == Manner.RESETS) {
            socket.setSoLinger(true, 0);
          }
          if (manner == Manner.WAITS) {
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
          }
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
      return new ClientAttempt(false, "no such option");
    }

    @Override
    public void close() {}
  }

  @ParameterizedTest
  @EnumSource(Manner.class)
  void nothing_is_told_of_a_client_that_says_nothing(Manner manner) {
    ClientUnderTest tested = Runs.against(new Silent(manner), Map.of("timeout", "1"));

    assertThatThrownBy(() -> present(tested, "expired-leaf"))
        .isInstanceOfSatisfying(
            TargetException.class,
            untold -> assertThat(untold.kind()).isEqualTo(TargetException.Kind.UNREACHABLE))
        .hasMessage("silent client sent no ClientHello, so it saw nothing: no such option");
  }

  @RepeatedTest(20)
  void a_client_that_refuses_its_own_setup_says_so_each_time() throws TargetException {
    try (ClientTarget conscrypt = JvmStack.CONSCRYPT.client().orElseThrow()) {
      ClientUnderTest tested = Runs.against(conscrypt);

      assertThatThrownBy(() -> present(tested, "san-underscore"))
          .isInstanceOfSatisfying(
              TargetException.class,
              untold -> assertThat(untold.kind()).isEqualTo(TargetException.Kind.UNAVAILABLE))
          .hasMessageStartingWith("jvm:Conscrypt cannot be set up like this");
    }
  }

  private static void present(ClientUnderTest tested, String id) throws TargetException {
    ServerFixtures.presentedTo(
        tested, ProtocolVersion.TLS13, tested.run().catalogue().find(id).orElseThrow());
  }
}
