package io.github.tlsgauntlet.suites;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tlsgauntlet.protocol.ProtocolVersion;
import io.github.tlsgauntlet.suite.ClientUnderTest;
import io.github.tlsgauntlet.target.ClientAttempt;
import io.github.tlsgauntlet.target.ClientSetup;
import io.github.tlsgauntlet.target.ClientTarget;
import io.github.tlsgauntlet.target.TargetException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A client that fails before its ClientHello has refused nothing that it was shown. */
class SilentClientTest {
  private enum Manner {
    STAYS_AWAY,
    CLOSES,
    RESETS
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
    assertThatThrownBy(() -> presentExpired(new Silent(manner)))
        .isInstanceOf(TargetException.class)
        .hasMessage("silent client sent no ClientHello: no such option");
  }

  private static void presentExpired(ClientTarget client) throws TargetException {
    ClientUnderTest tested = Runs.against(client);
    ServerFixtures.presentedTo(
        tested, ProtocolVersion.TLS13, tested.run().catalogue().find("expired-leaf").orElseThrow());
  }
}
