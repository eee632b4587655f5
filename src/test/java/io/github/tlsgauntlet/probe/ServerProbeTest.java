package io.github.tlsgauntlet.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsgauntlet.peer.CertificateAsk;
import io.github.tlsgauntlet.peer.ClientSettings;
import io.github.tlsgauntlet.peer.Deadline;
import io.github.tlsgauntlet.peer.ServerSettings;
import io.github.tlsgauntlet.peer.SessionStore;
import io.github.tlsgauntlet.peer.TlsClient;
import io.github.tlsgauntlet.peer.TlsServer;
import io.github.tlsgauntlet.pki.Catalogue;
import io.github.tlsgauntlet.pki.Credential;
import io.github.tlsgauntlet.pki.Fixture;
import io.github.tlsgauntlet.pki.KeyBlocklist;
import io.github.tlsgauntlet.pki.KeyMaterialException;
import io.github.tlsgauntlet.pki.Mint;
import io.github.tlsgauntlet.pki.RecipeException;
import io.github.tlsgauntlet.pki.Role;
import io.github.tlsgauntlet.probe.ClientAuthenticationFacts.Asks;
import io.github.tlsgauntlet.protocol.CipherSuite;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import io.github.tlsgauntlet.target.ClientAuthentication;
import io.github.tlsgauntlet.target.RunningServer;
import io.github.tlsgauntlet.target.ServerSetup;
import io.github.tlsgauntlet.target.TargetException;
import io.github.tlsgauntlet.target.jvm.JvmStack;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole scans of servers in this JVM, of stacks that nobody here wrote. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ServerProbeTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

  @TempDir private Path folder;

  private final Mint mint;
  private final Fixture good;

  ServerProbeTest() throws RecipeException {
    mint = new Mint(Catalogue.load(), 1, NOW);
    good = mint.fixture("ok-rsa", Role.SERVER);
  }

  /** Others' keys, none of which is in use here: without any, nothing is said of them. */
  private KeyBlocklist knownKeys() {
    try {
      Path file = Files.writeString(folder.resolve("known.list"), "0000d80c186767f2473a\n");
      return KeyBlocklist.read(List.of(file));
    } catch (IOException | KeyMaterialException e) {
      throw new AssertionError(e);
    }
  }

  private ServerFacts scan(JvmStack stack, ClientAuthentication asks) throws Exception {
    try (RunningServer server = start(stack, asks)) {
      return scan(server.address(), TIMEOUT);
    }
  }

  private RunningServer start(JvmStack stack, ClientAuthentication asks) throws TargetException {
    return stack
        .server()
        .orElseThrow()
        .start(
            new ServerSetup(good.credential(), mint.trustAnchors(Role.CLIENT), asks, Set.of()),
            TIMEOUT);
  }

  private ServerFacts scan(InetSocketAddress address, Duration timeout)
      throws InterruptedException {
    return scan(address, timeout, Optional.empty());
  }

  private ServerFacts scan(
      InetSocketAddress address, Duration timeout, Optional<Credential> credential)
      throws InterruptedException {
    return ServerProbe.probe(
        new ProbeSettings(
            "test",
            address.toString(),
            Optional.of(good.referenceName()),
            () -> mint.trustAnchors(Role.SERVER),
            "the test's anchors",
            credential,
            timeout,
            8,
            true,
            Optional.empty(),
            EnumSet.allOf(Part.class),
            Checks.only(Optional.of(knownKeys()))),
        deadline -> {
          Socket socket = new Socket();
          socket.connect(address, Math.max(1, deadline.remainingMillis()));
          return socket;
        },
        Clock.fixed(NOW, ZoneOffset.UTC));
  }

  @ParameterizedTest
  @EnumSource(
      value = JvmStack.class,
      names = {"SUN_JSSE", "BCJSSE", "CONSCRYPT"})
  void each_suite_that_is_found_can_be_used(JvmStack stack) throws Exception {
    try (RunningServer server = start(stack, ClientAuthentication.NONE)) {
      ServerFacts facts = scan(server.address(), TIMEOUT);

      for (ProtocolVersion version : List.of(ProtocolVersion.TLS12, ProtocolVersion.TLS13)) {
        VersionFacts found = facts.version(version.toString()).orElseThrow();
        assertThat(found.offered()).isEqualTo(Answer.YES);
        for (SuiteFacts one : found.suites()) {
          assertThat(completes(server.address(), version, one.suite()))
              .as("%s in %s", one.suite(), version)
              .isTrue();
        }
      }
      assertThat(facts.offers("SSL 2.0")).isEqualTo(Answer.NO);
      assertThat(facts.offers("SSL 3.0")).isEqualTo(Answer.NO);
    }
  }

  private boolean completes(InetSocketAddress address, ProtocolVersion version, CipherSuite suite)
      throws IOException {
    try (TlsClient client =
        TlsClient.connect(
            address,
            ClientSettings.builder()
                .versions(version)
                .cipherSuites(List.of(suite))
                .serverName(Optional.of(good.referenceName()))
                .build(),
            Deadline.in(TIMEOUT))) {
      return client.handshake().completed();
    }
  }

  @Test
  void nothing_is_lost_when_a_client_certificate_is_required() throws Exception {
    ServerFacts open = scan(JvmStack.SUN_JSSE, ClientAuthentication.NONE);
    ServerFacts closed = scan(JvmStack.SUN_JSSE, ClientAuthentication.REQUIRED);

    assertThat(closed.versions()).isEqualTo(open.versions());
    assertThat(closed.groups()).isEqualTo(open.groups());
    assertThat(closed.chains().get(0).trusted()).isEqualTo(Answer.YES);
    assertThat(closed.chains().get(0).details().versions())
        .contains(ProtocolVersion.TLS12, ProtocolVersion.TLS13);
    assertThat(open.clientAuthentication().asks()).isEqualTo(Asks.NONE);
    assertThat(closed.clientAuthentication().asks()).isEqualTo(Asks.REQUIRED);
    assertThat(closed.clientAuthentication().authorities()).isNotEmpty();
  }

  @Test
  void what_lies_behind_a_required_certificate_is_seen_with_one() throws Exception {
    Credential client = mint.fixture("ok-chain", Role.CLIENT).credential();
    try (RunningServer server = start(JvmStack.SUN_JSSE, ClientAuthentication.REQUIRED)) {
      ServerFacts facts = scan(server.address(), TIMEOUT, Optional.of(client));

      assertThat(facts.clientAuthentication().asks()).isEqualTo(Asks.REQUIRED);
      assertThat(facts.weaknesses())
          .filteredOn(weakness -> weakness.exposure() == Weakness.Exposure.UNTOLD)
          .isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0x0300, 0x0301, 0x0302})
  void a_server_of_an_old_version_alone_is_known_as_well(int code) throws Exception {
    ProtocolVersion version = new ProtocolVersion(code);
    ServerSettings.Builder settings =
        ServerSettings.builder(good.credential())
            .versions(version)
            .cipherSuites(List.of(new CipherSuite(0x002f), new CipherSuite(0x0005)))
            .sessions(new SessionStore())
            .sessionTickets(false)
            .ask(Optional.of(CertificateAsk.of(false, List.of(), List.of())));
    try (ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      serve(listener, settings.build());

      ServerFacts facts =
          scan(new InetSocketAddress(listener.getInetAddress(), listener.getLocalPort()), TIMEOUT);

      assertThat(facts.version(version.toString()).orElseThrow().suites()).hasSize(2);
      assertThat(facts.clientAuthentication().asks()).isEqualTo(Asks.OPTIONAL);
      assertThat(facts.http()).isPresent();
      assertThat(facts.feature("session-ids").orElseThrow().answer()).isEqualTo(Answer.YES);
      assertThat(facts.weakness("renegotiation-flood").orElseThrow().exposure())
          .isEqualTo(Weakness.Exposure.SAFE);
      assertThat(facts.weakness("robot").orElseThrow().exposure())
          .isEqualTo(Weakness.Exposure.SAFE);
    }
  }

  private static void serve(ServerSocket listener, ServerSettings settings) {
    Thread acceptor =
        new Thread(
            () -> {
              while (!listener.isClosed()) {
                try {
                  Socket socket = listener.accept();
                  Thread each = new Thread(() -> answer(socket, settings));
                  each.setDaemon(true);
                  each.start();
                } catch (IOException e) {
                  return;
                }
              }
            });
    acceptor.setDaemon(true);
    acceptor.start();
  }

  private static void answer(Socket socket, ServerSettings settings) {
    try (TlsServer server = TlsServer.over(socket, settings, Deadline.in(TIMEOUT))) {
      if (server.handshake().completed() && server.read().isPresent()) {
        server.write(
            "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      }
    } catch (IOException e) {
      // The client has gone.
    }
  }

  @Test
  void a_certificate_that_is_asked_for_and_not_needed_is_optional() throws Exception {
    assertThat(scan(JvmStack.SUN_JSSE, ClientAuthentication.OPTIONAL).clientAuthentication().asks())
        .isEqualTo(Asks.OPTIONAL);
  }

  @Test
  void the_chain_is_judged_by_the_anchors_and_the_name() throws Exception {
    ChainFacts chain = scan(JvmStack.SUN_JSSE, ClientAuthentication.NONE).chains().get(0);

    assertThat(chain.trusted()).as(chain.trustDetail()).isEqualTo(Answer.YES);
    assertThat(chain.matchesName()).isEqualTo(Answer.YES);
    assertThat(chain.complete()).isEqualTo(Answer.YES);
    assertThat(chain.certificates().get(0).keyBits()).isEqualTo(2048);
  }

  @Test
  void a_server_that_lets_clients_renegotiate_is_told_from_one_that_does_not() throws Exception {
    // JSSE's default; see jdk.tls.rejectClientInitiatedRenegotiation.
    ServerFacts lenient = scan(JvmStack.SUN_JSSE, ClientAuthentication.NONE);
    ServerFacts strict = scan(JvmStack.CONSCRYPT, ClientAuthentication.NONE);

    assertThat(lenient.feature("client-renegotiation").orElseThrow().answer())
        .isEqualTo(Answer.YES);
    assertThat(strict.feature("client-renegotiation").orElseThrow().answer()).isEqualTo(Answer.NO);
  }

  @Test
  void no_probe_finds_the_jdk_s_server_vulnerable() throws Exception {
    assertThat(scan(JvmStack.SUN_JSSE, ClientAuthentication.NONE).weaknesses())
        .extracting(Weakness::exposure)
        .doesNotContain(Weakness.Exposure.VULNERABLE);
  }

  /** What a hostile peer does with each connection. */
  private interface Hostility {
    void meet(Socket socket) throws IOException;
  }

  private ServerFacts scanOf(Hostility hostility, Duration timeout) throws Exception {
    try (ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Thread acceptor =
          new Thread(
              () -> {
                while (!listener.isClosed()) {
                  try {
                    Socket socket = listener.accept();
                    Thread each =
                        new Thread(
                            () -> {
                              try (socket) {
                                hostility.meet(socket);
                              } catch (IOException e) {
                                // The client has gone.
                              }
                            });
                    each.setDaemon(true);
                    each.start();
                  } catch (IOException e) {
                    return;
                  }
                }
              });
      acceptor.setDaemon(true);
      acceptor.start();
      return scan((InetSocketAddress) listener.getLocalSocketAddress(), timeout);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 21, 22, 0x80, 255})
  void an_endless_stream_tells_nothing_and_ends(int octet) throws Exception {
    ServerFacts facts =
        scanOf(
            socket -> {
              byte[] junk = new byte[4096];
              java.util.Arrays.fill(junk, (byte) octet);
              while (true) {
                socket.getOutputStream().write(junk);
              }
            },
            Duration.ofSeconds(2));

    assertThat(facts.versions()).allSatisfy(v -> assertThat(v.offered()).isNotEqualTo(Answer.YES));
    assertThat(facts.chains()).isEmpty();
    assertThat(facts.weaknesses())
        .extracting(Weakness::exposure)
        .doesNotContain(Weakness.Exposure.VULNERABLE);
  }

  @Test
  void a_silent_peer_is_untold_in_every_version() throws Exception {
    ServerFacts facts =
        scanOf(socket -> socket.getInputStream().readAllBytes(), Duration.ofMillis(300));

    assertThat(facts.versions()).allSatisfy(v -> assertThat(v.offered()).isEqualTo(Answer.UNTOLD));
    assertThat(facts.clientAuthentication().asks()).isEqualTo(Asks.UNTOLD);
  }
}
