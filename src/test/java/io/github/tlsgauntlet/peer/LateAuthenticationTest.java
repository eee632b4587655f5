package io.github.tlsgauntlet.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsgauntlet.crypto.Signatures;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server of ours that asks for a certificate after the handshake (RFC 9846, Section 4.7.2). */
class LateAuthenticationTest {
  @TempDir private Path folder;

  private static ServerSettings.Builder asking() {
    return ServerSettings.builder(TestCredentials.of("secp256r1"))
        .versions(ProtocolVersion.TLS13)
        .lateAsk(Optional.of(CertificateAsk.of(true, List.of(), Signatures.all())));
  }

  private static ClientSettings.Builder willing() {
    return ClientSettings.builder()
        .postHandshakeAuthentication(true)
        .credential(Optional.of(TestCredentials.of("secp256r1")));
  }

  private static List<String> labels(Transcript transcript, TranscriptEntry.Direction direction) {
    return transcript.entries().stream()
        .filter(entry -> entry.direction() == direction)
        .map(TranscriptEntry::label)
        .toList();
  }

  @Test
  void our_client_is_answered_once_it_has_proved_itself() {
    Loopback.Both both = Loopback.run(willing().build(), asking().build());

    assertThat(labels(both.serverTranscript(), TranscriptEntry.Direction.RECEIVED))
        .containsSubsequence("ApplicationData", "Certificate", "CertificateVerify", "Finished");
    assertThat(labels(both.serverTranscript(), TranscriptEntry.Direction.SENT))
        .containsSubsequence("CertificateRequest", "ApplicationData");
  }

  @Test
  void a_wrong_proof_is_not_answered() {
    Loopback.Both both =
        Loopback.run(willing().deviations(new Deviation.CorruptProof()).build(), asking().build());

    assertThat(labels(both.serverTranscript(), TranscriptEntry.Direction.SENT))
        .doesNotContain("ApplicationData");
    assertThat(both.serverEnding()).isInstanceOf(Ending.Broken.class);
  }

  @Test
  void who_does_not_offer_it_is_answered_unasked() {
    Loopback.Both both =
        Loopback.run(willing().postHandshakeAuthentication(false).build(), asking().build());

    assertThat(labels(both.serverTranscript(), TranscriptEntry.Direction.SENT))
        .contains("ApplicationData")
        .doesNotContain("CertificateRequest");
  }

  @ParameterizedTest
  @ValueSource(strings = {"RSA", "secp256r1", "Ed25519"})
  @Tag("foreign")
  void openssl_s_client_proves_itself(String kind) throws IOException {
    ForeignProgram.require("openssl");
    try (ServerSocket listener = Loopback.listen()) {
      CompletableFuture<Transcript> side = Background.supply(() -> answerOnce(listener));
      List<String> command =
          new ArrayList<>(
              ForeignStack.OPENSSL.client(folder, listener.getLocalPort(), Optional.of(kind)));
      command.addAll(List.of("-enable_pha", "-ign_eof"));
      String output = ForeignProgram.run("ping\n", command);

      Transcript seen = side.join();
      assertThat(labels(seen, TranscriptEntry.Direction.RECEIVED))
          .as(output)
          .containsSubsequence("ApplicationData", "Certificate", "CertificateVerify", "Finished");
      assertThat(labels(seen, TranscriptEntry.Direction.SENT)).contains("ApplicationData");
    }
  }

  private static Transcript answerOnce(ServerSocket listener) {
    try (Socket socket = listener.accept();
        TlsServer server =
            TlsServer.over(socket, asking().build(), Deadline.in(Loopback.PATIENCE))) {
      if (server.handshake().completed()) {
        server.read().ifPresent(server::write);
      }
      server.close();
      return server.transcript();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
