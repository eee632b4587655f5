package io.github.tlsgauntlet.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsgauntlet.crypto.Signatures;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Our client and server against OpenSSL's and GnuTLS's: proofs, resumption, key updates. */
@Tag("foreign")
class ForeignInteroperationTest {
  @TempDir private Path folder;

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
      ForeignMeeting.Spoken spoken =
          ForeignMeeting.speak(
              server.port(),
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
        ForeignMeeting.serve(
            folder,
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
        ForeignMeeting.Spoken first = ForeignMeeting.speak(server.port(), stack, settings);
        ForeignMeeting.Spoken second =
            ForeignMeeting.speak(
                server.port(), stack, settings.toBuilder().session(first.session()).build());

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
        TlsClient client =
            ForeignMeeting.connect(server.port(), ClientSettings.builder().build())) {
      assertThat(client.handshake().completed()).isTrue();
      client.updateKeys(true);

      assertThat(ForeignMeeting.ping(client)).contains(stack.answer());
      assertThat(ForeignMeeting.ping(client)).contains(stack.answer());
      assertThat(client.transcript().entries())
          .filteredOn(entry -> entry.direction() == TranscriptEntry.Direction.RECEIVED)
          .extracting(TranscriptEntry::label)
          .contains("KeyUpdate");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
