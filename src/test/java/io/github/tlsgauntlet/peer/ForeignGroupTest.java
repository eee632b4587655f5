package io.github.tlsgauntlet.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsgauntlet.protocol.NamedGroup;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Our client and server against OpenSSL's and GnuTLS's in every group that both sides know. */
@Tag("foreign")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ForeignGroupTest {
  private static final List<String> BOTH =
      List.of(
          "x25519",
          "x448",
          "secp256r1",
          "secp384r1",
          "secp521r1",
          "ffdhe2048",
          "ffdhe3072",
          "ffdhe4096",
          "ffdhe6144",
          "ffdhe8192");

  private Path folder;
  private ForeignServers servers;

  @BeforeAll
  void begin(@TempDir Path temporary) {
    folder = temporary;
    servers = new ForeignServers(temporary);
  }

  @AfterAll
  void stop() {
    servers.close();
  }

  /** One of the matrix. */
  record Case(ForeignStack stack, ProtocolVersion version, NamedGroup group) {
    @Override
    public String toString() {
      return stack + ", " + version + ", " + group;
    }
  }

  static Stream<Case> ofOurServer() {
    return Arrays.stream(ForeignStack.values())
        .flatMap(
            stack ->
                Stream.concat(
                    Stream.of(ProtocolVersion.TLS12, ProtocolVersion.TLS13)
                        .flatMap(version -> cases(stack, version, BOTH)),
                    cases(stack, ProtocolVersion.TLS12, beforeTls13(stack))));
  }

  /** RFC 9846, Section 4.3.7, leaves these out. */
  private static List<String> beforeTls13(ForeignStack stack) {
    return switch (stack) {
      case OPENSSL ->
          List.of(
              "brainpoolP256r1", "brainpoolP384r1", "brainpoolP512r1", "secp224r1", "secp256k1");
      case GNUTLS -> List.of("secp224r1");
    };
  }

  private static Stream<Case> cases(
      ForeignStack stack, ProtocolVersion version, List<String> groups) {
    return groups.stream()
        .map(name -> new Case(stack, version, NamedGroup.named(name).orElseThrow()));
  }

  /** OpenSSL 3.0's server knows no RFC 7919 in TLS 1.2: it sends a prime of its own choice. */
  static Stream<Case> ofOurClient() {
    return ofOurServer()
        .filter(
            one ->
                one.stack() != ForeignStack.OPENSSL
                    || !one.version().equals(ProtocolVersion.TLS12)
                    || !one.group().toString().startsWith("ffdhe"));
  }

  @ParameterizedTest
  @MethodSource("ofOurClient")
  void our_client_agrees_in_it(Case one) {
    one.stack().require();

    ForeignMeeting.Spoken spoken =
        ForeignMeeting.speak(
            servers.port(one.stack(), "RSA"),
            one.stack(),
            ClientSettings.builder()
                .versions(one.version())
                .groups(List.of(one.group()))
                .shares(List.of(one.group()))
                .build());

    spoken.completed(one.stack());
    assertThat(spoken.outcome().group()).contains(one.group());
  }

  @ParameterizedTest
  @MethodSource("ofOurServer")
  void our_server_agrees_in_it(Case one) {
    one.stack().require();

    Loopback.ServerSide side =
        ForeignMeeting.serve(
            folder,
            one.stack(),
            ServerSettings.builder(TestCredentials.of("RSA"))
                .versions(one.version())
                .groups(List.of(one.group()))
                .build(),
            Optional.empty());

    assertThat(side.outcome().group()).contains(one.group());
  }

  @ParameterizedTest
  @EnumSource(ForeignStack.class)
  void our_client_answers_its_retry_request(ForeignStack stack) {
    stack.require();
    try (ForeignProgram.Running server =
        stack.serve(folder, "RSA", false, stack.only(NamedGroup.SECP384R1))) {
      ForeignMeeting.Spoken spoken =
          ForeignMeeting.speak(
              server.port(),
              stack,
              ClientSettings.builder()
                  .versions(ProtocolVersion.TLS13)
                  .groups(List.of(NamedGroup.X25519, NamedGroup.SECP384R1))
                  .shares(List.of(NamedGroup.X25519))
                  .build());

      spoken.completed(stack);
      assertThat(spoken.outcome().group()).contains(NamedGroup.SECP384R1);
      assertThat(spoken.transcript().entries())
          .extracting(TranscriptEntry::label)
          .contains("HelloRetryRequest");
    }
  }
}
