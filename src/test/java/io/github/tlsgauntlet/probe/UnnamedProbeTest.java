package io.github.tlsgauntlet.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsgauntlet.peer.Deadline;
import io.github.tlsgauntlet.pki.Catalogue;
import io.github.tlsgauntlet.pki.Credential;
import io.github.tlsgauntlet.pki.Mint;
import io.github.tlsgauntlet.pki.Role;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** JSSE with a certificate for those who name the server, and one of another kind for others. */
class UnnamedProbeTest {
  private static final String NAMED = "EC";
  private static final String UNNAMED = "RSA";

  /**
   * Chooses by whether a name came; what is asked for by kind of key is denied where it differs.
   */
  private static final class ByName extends X509ExtendedKeyManager {
    private final Credential named;
    private final Credential unnamed;
    private final boolean differs;

    private ByName(Credential named, Credential unnamed, boolean differs) {
      this.named = named;
      this.unnamed = unnamed;
      this.differs = differs;
    }

    @Override
    public @Nullable String chooseServerAlias(
        String keyType, Principal @Nullable [] issuers, Socket socket) {
      ExtendedSSLSession session = (ExtendedSSLSession) ((SSLSocket) socket).getHandshakeSession();
      boolean one = differs && session.getRequestedServerNames().isEmpty();
      String alias = one ? UNNAMED : NAMED;
      return keyType.startsWith(alias) ? alias : null;
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
      return (alias.equals(UNNAMED) ? unnamed : named)
          .certificates().stream()
              .map(encoded -> Certificates.x509(encoded).orElseThrow())
              .toArray(X509Certificate[]::new);
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
      return (alias.equals(UNNAMED) ? unnamed : named).privateKey();
    }

    @Override
    public String[] getServerAliases(String keyType, Principal @Nullable [] issuers) {
      return new String[] {NAMED, UNNAMED};
    }

    @Override
    public String[] getClientAliases(String keyType, Principal @Nullable [] issuers) {
      return new String[0];
    }

    @Override
    public @Nullable String chooseClientAlias(
        String[] keyType, Principal @Nullable [] issuers, Socket socket) {
      return null;
    }
  }

  private static List<ChainFacts> chains(boolean differs, String... protocols) throws Exception {
    Mint mint = new Mint(Catalogue.load(), 1, Instant.parse("2026-11-23T12:00:00Z"));
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(
        new KeyManager[] {
          new ByName(
              mint.fixture("ok-chain", Role.SERVER).credential(),
              mint.fixture("ok-rsa", Role.SERVER).credential(),
              differs)
        },
        null,
        null);
    try (SSLServerSocket listener =
        (SSLServerSocket)
            context
                .getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      listener.setEnabledProtocols(protocols);
      daemon(() -> accept(listener));
      return WholeScan.of(
              deadline -> dial(listener, deadline),
              Optional.of("server.test"),
              EnumSet.of(Part.CHAIN))
          .chains();
    }
  }

  private static Socket dial(SSLServerSocket listener, Deadline deadline) throws IOException {
    Socket socket = new Socket();
    socket.connect(listener.getLocalSocketAddress(), Math.max(1, deadline.remainingMillis()));
    return socket;
  }

  private static void accept(SSLServerSocket listener) {
    while (!listener.isClosed()) {
      try {
        SSLSocket socket = (SSLSocket) listener.accept();
        daemon(() -> shake(socket));
      } catch (IOException e) {
        return;
      }
    }
  }

  private static void shake(SSLSocket socket) {
    try (socket) {
      socket.startHandshake();
    } catch (IOException e) {
      // The client has gone, or had nothing in common with it.
    }
  }

  private static void daemon(Runnable task) {
    Thread thread = new Thread(task, "two-certificates");
    thread.setDaemon(true);
    thread.start();
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void the_chain_for_those_who_name_nobody_is_seen(String protocol) throws Exception {
    List<ChainFacts> chains = chains(true, protocol);

    assertThat(chains)
        .filteredOn(chain -> chain.certificates().get(0).keyAlgorithm().equals(NAMED))
        .singleElement()
        .matches(chain -> !chain.onlyWithoutServerName());
    assertThat(chains)
        .filteredOn(chain -> chain.certificates().get(0).keyAlgorithm().equals(UNNAMED))
        .singleElement()
        .matches(ChainFacts::onlyWithoutServerName);
  }

  @Test
  void a_chain_for_everybody_is_told_once() throws Exception {
    assertThat(chains(false, "TLSv1.2", "TLSv1.3"))
        .singleElement()
        .matches(chain -> !chain.onlyWithoutServerName());
  }
}
