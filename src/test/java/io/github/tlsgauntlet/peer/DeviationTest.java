package io.github.tlsgauntlet.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsgauntlet.crypto.Signatures;
import io.github.tlsgauntlet.protocol.AlertDescription;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import io.github.tlsgauntlet.protocol.SignatureScheme;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each fault of one side is seen by the other, which names the alert that the RFC has for it. */
class DeviationTest {
  private static final String KIND = "secp256r1";

  static Stream<Arguments> ofClients() {
    return Stream.of(ProtocolVersion.TLS12, ProtocolVersion.TLS13)
        .flatMap(
            version ->
                Stream.of(
                    Arguments.of(
                        version,
                        new Deviation.OmitCertificateVerify(),
                        AlertDescription.UNEXPECTED_MESSAGE),
                    Arguments.of(
                        version,
                        new Deviation.ProofByOtherKey(TestCredentials.another(KIND).privateKey()),
                        AlertDescription.DECRYPT_ERROR),
                    Arguments.of(
                        version, new Deviation.CorruptProof(), AlertDescription.DECRYPT_ERROR),
                    Arguments.of(
                        version,
                        new Deviation.IgnoreCertificateRequest(),
                        AlertDescription.UNEXPECTED_MESSAGE),
                    Arguments.of(
                        version, new Deviation.CorruptFinished(), AlertDescription.DECRYPT_ERROR),
                    Arguments.of(
                        version,
                        new Deviation.ProofByScheme(SignatureScheme.ECDSA_SHA1),
                        AlertDescription.ILLEGAL_PARAMETER)));
  }

  @ParameterizedTest
  @MethodSource("ofClients")
  void a_clients_fault_is_answered(
      ProtocolVersion version, Deviation deviation, AlertDescription due) {
    Loopback.Both both =
        Loopback.run(
            ClientSettings.builder()
                .versions(version)
                .credential(Optional.of(TestCredentials.of(KIND)))
                .deviations(deviation)
                .build(),
            ServerSettings.builder(TestCredentials.of(KIND))
                .ask(
                    Optional.of(
                        CertificateAsk.of(
                            true, List.of(), List.of(SignatureScheme.ECDSA_SECP256R1_SHA256))))
                .build());

    assertThat(both.server().completed()).isFalse();
    assertThat(both.clientEnding()).isEqualTo(new Ending.Alert(due, true));
  }

  static Stream<ProtocolVersion> versions() {
    return Stream.of(ProtocolVersion.TLS12, ProtocolVersion.TLS13);
  }

  @ParameterizedTest
  @MethodSource("versions")
  void a_certificate_that_nobody_asked_for_is_out_of_place(ProtocolVersion version) {
    Loopback.Both both =
        Loopback.run(
            ClientSettings.builder()
                .versions(version)
                .credential(Optional.of(TestCredentials.of(KIND)))
                .deviations(new Deviation.UnrequestedCertificate())
                .build(),
            ServerSettings.builder(TestCredentials.of(KIND)).build());

    assertThat(both.clientEnding())
        .isEqualTo(new Ending.Alert(AlertDescription.UNEXPECTED_MESSAGE, true));
  }

  static Stream<Arguments> ofServers() {
    return Stream.of(ProtocolVersion.TLS12, ProtocolVersion.TLS13)
        .flatMap(
            version ->
                Stream.of(
                    Arguments.of(
                        version,
                        new Deviation.ProofByOtherKey(TestCredentials.another(KIND).privateKey()),
                        AlertDescription.DECRYPT_ERROR),
                    Arguments.of(
                        version, new Deviation.CorruptProof(), AlertDescription.DECRYPT_ERROR),
                    Arguments.of(
                        version,
                        new Deviation.EmptyCertificateList(),
                        AlertDescription.DECODE_ERROR),
                    Arguments.of(
                        version, new Deviation.CorruptFinished(), AlertDescription.DECRYPT_ERROR),
                    Arguments.of(
                        version,
                        new Deviation.ProofByScheme(SignatureScheme.ECDSA_SHA1),
                        AlertDescription.ILLEGAL_PARAMETER)));
  }

  @ParameterizedTest
  @MethodSource("ofServers")
  void a_servers_fault_is_answered(
      ProtocolVersion version, Deviation deviation, AlertDescription due) {
    Loopback.Both both =
        Loopback.run(
            ClientSettings.builder()
                .versions(version)
                .schemes(List.of(SignatureScheme.ECDSA_SECP256R1_SHA256))
                .build(),
            ServerSettings.builder(TestCredentials.of(KIND)).deviations(deviation).build());

    assertThat(both.client().completed()).isFalse();
    assertThat(both.serverEnding()).isEqualTo(new Ending.Alert(due, true));
  }

  @ParameterizedTest
  @MethodSource("ofClients")
  void a_server_told_to_take_any_proof_takes_a_wrong_one(
      ProtocolVersion version, Deviation deviation, AlertDescription due) {
    boolean aboutProof =
        !(deviation instanceof Deviation.CorruptFinished)
            && !(deviation instanceof Deviation.IgnoreCertificateRequest);
    Loopback.Both both =
        Loopback.run(
            ClientSettings.builder()
                .versions(version)
                .credential(Optional.of(TestCredentials.of(KIND)))
                .deviations(deviation)
                .build(),
            ServerSettings.builder(TestCredentials.of(KIND))
                .ask(Optional.of(CertificateAsk.of(true, List.of(), Signatures.all())))
                .deviations(new Deviation.TakeAnyProof())
                .build());

    assertThat(both.server().completed()).as("%s", due).isEqualTo(aboutProof);
  }
}
