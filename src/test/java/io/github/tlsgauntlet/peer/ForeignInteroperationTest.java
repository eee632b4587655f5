package io.github.tlsgauntlet.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsgauntlet.crypto.CipherSuiteParameters;
import io.github.tlsgauntlet.crypto.CipherSuiteParameters.Authentication;
import io.github.tlsgauntlet.crypto.Signatures;
import io.github.tlsgauntlet.protocol.CipherSuite;
import io.github.tlsgauntlet.protocol.NamedGroup;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Our client and server against OpenSSL's and GnuTLS's, on all that both sides know. */
@Tag("foreign")
class ForeignInteroperationTest {
  private static final String LINE = "ping\n";

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource(ForeignStack.class)
  void our_client_speaks_every_common_suite(ForeignStack stack) {
    stack.require();
    for (String kind : List.of("RSA", "secp256r1")) {
      try (ForeignProgram.Running server = stack.serve(folder, kind, false)) {
        assertThat(common(stack, kind))
            .allSatisfy(
                suite -> {
                  Spoken spoken = speak(server, stack, settings(suite).build());
                  spoken.completed(stack);
                  assertThat(spoken.outcome().suite()).contains(suite);
                });
      }
    }
  }

  @ParameterizedTest
  @EnumSource(ForeignStack.class)
  void our_server_speaks_every_common_suite(ForeignStack stack) {
    stack.require();
    for (String kind : List.of("RSA", "secp256r1")) {
      assertThat(common(stack, kind))
          .allSatisfy(
              suite -> {
                Loopback.ServerSide side =
                    serve(
                        stack,
                        ServerSettings.builder(TestCredentials.of(kind))
                            .versions(version(suite))
                            .cipherSuites(List.of(suite))
                            .build(),
                        Optional.empty());
                assertThat(side.outcome().suite()).contains(suite);
              });
    }
  }

  static Stream<Arguments> groups() {
    return Arrays.stream(ForeignStack.values())
        .flatMap(
            stack ->
                Stream.of(ProtocolVersion.TLS12, ProtocolVersion.TLS13)
                    .flatMap(
                        version ->
                            Stream.of(
                                    NamedGroup.X25519,
                                    NamedGroup.X448,
                                    NamedGroup.SECP256R1,
                                    NamedGroup.SECP384R1,
                                    NamedGroup.SECP521R1,
                                    NamedGroup.FFDHE2048,
                                    NamedGroup.FFDHE3072,
                                    NamedGroup.FFDHE4096)
                                .map(group -> Arguments.of(stack, version, group))));
  }

  @ParameterizedTest
  @MethodSource("groups")
  void our_client_agrees_in_every_common_group(
      ForeignStack stack, ProtocolVersion version, NamedGroup group) {
    stack.require();
    try (ForeignProgram.Running server = stack.serve(folder, "RSA", false)) {
      Spoken spoken =
          speak(
              server,
              stack,
              ClientSettings.builder()
                  .versions(version)
                  .groups(List.of(group))
                  .shares(List.of(group))
                  .build());

      spoken.completed(stack);
    }
  }

  @ParameterizedTest
  @MethodSource("groups")
  void our_server_agrees_in_every_common_group(
      ForeignStack stack, ProtocolVersion version, NamedGroup group) {
    stack.require();

    Loopback.ServerSide side =
        serve(
            stack,
            ServerSettings.builder(TestCredentials.of("RSA"))
                .versions(version)
                .groups(List.of(group))
                .build(),
            Optional.empty());

    assertThat(side.outcome().group()).contains(group);
  }

  static Stream<Arguments> credentials() {
    return Arrays.stream(ForeignStack.values())
        .flatMap(
            stack ->
                Stream.of(ProtocolVersion.TLS12, ProtocolVersion.TLS13)
                    .flatMap(
                        version ->
                            Stream.of("RSA", "secp256r1", "secp384r1", "Ed25519", "Ed448")
                                .map(kind -> Arguments.of(stack, version, kind))));
  }

  @ParameterizedTest
  @MethodSource("credentials")
  void our_client_proves_itself(ForeignStack stack, ProtocolVersion version, String kind) {
    stack.require();
    try (ForeignProgram.Running server = stack.serve(folder, kind, true)) {
      Spoken spoken =
          speak(
              server,
              stack,
              ClientSettings.builder()
                  .versions(version)
                  .credential(Optional.of(TestCredentials.of(kind)))
                  .build());

      spoken.completed(stack);
      assertThat(spoken.outcome().proof()).isEqualTo(HandshakeOutcome.Proof.VERIFIED);
      assertThat(spoken.outcome().ask()).isPresent();
    }
  }

  @ParameterizedTest
  @MethodSource("credentials")
  void our_server_takes_its_proof(ForeignStack stack, ProtocolVersion version, String kind) {
    stack.require();

    Loopback.ServerSide side =
        serve(
            stack,
            ServerSettings.builder(TestCredentials.of(kind))
                .versions(version)
                .ask(Optional.of(CertificateAsk.of(true, List.of(), Signatures.all())))
                .build(),
            Optional.of(kind));

    assertThat(side.outcome().proof()).isEqualTo(HandshakeOutcome.Proof.VERIFIED);
  }

  @ParameterizedTest
  @EnumSource(ForeignStack.class)
  void our_client_resumes_by_ticket(ForeignStack stack) {
    stack.require();
    try (ForeignProgram.Running server = stack.serve(folder, "RSA", false)) {
      for (ProtocolVersion version : List.of(ProtocolVersion.TLS12, ProtocolVersion.TLS13)) {
        ClientSettings settings = ClientSettings.builder().versions(version).build();
        Spoken first = speak(server, stack, settings);
        Spoken second = speak(server, stack, settings.toBuilder().session(first.session()).build());

        second.completed(stack);
        assertThat(second.outcome().resumed()).as("%s", version).isTrue();
      }
    }
  }

  @ParameterizedTest
  @EnumSource(ForeignStack.class)
  void our_client_updates_keys_and_has_them_updated(ForeignStack stack) {
    stack.require();
    try (ForeignProgram.Running server = stack.serve(folder, "RSA", false);
        TlsClient client = connect(server, ClientSettings.builder().build())) {
      assertThat(client.handshake().completed()).isTrue();
      client.updateKeys(true);

      assertThat(ping(client)).contains(stack.answer());
      assertThat(ping(client)).contains(stack.answer());
      assertThat(client.transcript().entries())
          .filteredOn(entry -> entry.direction() == TranscriptEntry.Direction.RECEIVED)
          .extracting(TranscriptEntry::label)
          .contains("KeyUpdate");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** What a client of ours saw. */
  private record Spoken(
      HandshakeOutcome outcome, Optional<String> answer, Ending ending, Optional<Session> session) {
    void completed(ForeignStack stack) {
      assertThat(outcome.completed()).as("%s %s", outcome.suite(), ending).isTrue();
      assertThat(answer).as("%s", ending).contains(stack.answer());
    }
  }

  private static Spoken speak(
      ForeignProgram.Running server, ForeignStack stack, ClientSettings settings) {
    try (TlsClient client = connect(server, settings)) {
      HandshakeOutcome outcome = client.handshake();
      Optional<String> answer = outcome.completed() ? ping(client) : Optional.empty();
      return new Spoken(outcome, answer, client.ending(), client.session());
    } catch (IOException e) {
      throw new AssertionError(stack + " cannot be reached", e);
    }
  }

  private static TlsClient connect(ForeignProgram.Running server, ClientSettings settings)
      throws IOException {
    return TlsClient.connect(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()),
        settings,
        Deadline.in(Loopback.PATIENCE));
  }

  /** An answer may come in pieces: BEAST's countermeasure and its like. */
  private static Optional<String> ping(TlsClient client) {
    client.write(LINE.getBytes(StandardCharsets.US_ASCII));
    StringBuilder answer = new StringBuilder();
    while (answer.length() < LINE.length()) {
      Optional<byte[]> read = client.read();
      if (read.isEmpty()) {
        return Optional.empty();
      }
      answer.append(new String(read.get(), StandardCharsets.US_ASCII));
    }
    return Optional.of(answer.toString());
  }

  private Loopback.ServerSide serve(
      ForeignStack stack, ServerSettings settings, Optional<String> kind) {
    try (ServerSocket listener = Loopback.listen()) {
      CompletableFuture<Loopback.ServerSide> side =
          Background.supply(() -> Loopback.serveOnce(listener, settings));
      String output = ForeignProgram.run(LINE, stack.client(folder, listener.getLocalPort(), kind));
      Loopback.ServerSide seen = side.join();
      assertThat(seen.outcome().completed())
          .as("%s %s%n%s", settings.cipherSuites(), seen.ending(), output)
          .isTrue();
      assertThat(seen.transcript().entries())
          .extracting(TranscriptEntry::label)
          .contains("ApplicationData");
      return seen;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static List<CipherSuite> common(ForeignStack stack, String kind) {
    return stack
        .suites()
        .filter(
            suite ->
                CipherSuiteParameters.of(suite)
                    .filter(p -> fits(p.authentication(), kind) && !p.keyExchange().isPsk())
                    .isPresent())
        .toList();
  }

  private static boolean fits(Authentication authentication, String kind) {
    return switch (authentication) {
      case ANY -> true;
      case RSA -> kind.equals("RSA");
      case ECDSA -> !kind.equals("RSA");
      case DSS, PSK, ANONYMOUS -> false;
    };
  }

  private static ClientSettings.Builder settings(CipherSuite suite) {
    return ClientSettings.builder().versions(version(suite)).cipherSuites(List.of(suite));
  }

  private static ProtocolVersion version(CipherSuite suite) {
    return CipherSuiteParameters.of(suite).orElseThrow().fits(ProtocolVersion.TLS13)
        ? ProtocolVersion.TLS13
        : ProtocolVersion.TLS12;
  }
}
