package io.github.tlsgauntlet.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsgauntlet.crypto.Signatures;
import io.github.tlsgauntlet.protocol.CipherSuite;
import io.github.tlsgauntlet.protocol.NamedGroup;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResumptionTest {
  private static final CipherSuite AES_128_SHA256 = new CipherSuite(0x1301);
  private static final CipherSuite AES_256_SHA384 = new CipherSuite(0x1302);

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void tls_1_2_resumes_by_ticket_and_by_session_id(boolean tickets) {
    ServerSettings server = server().sessionTickets(tickets).build();
    ClientSettings client = client(ProtocolVersion.TLS12).build();

    Loopback.Both first = Loopback.run(client, server);
    Session session = first.session().orElseThrow();
    Loopback.Both second = resume(client, session, server);
    Loopback.Both third = resume(client, second.session().orElseThrow(), server);

    assertThat(session.ticket().length > 0).isEqualTo(tickets);
    assertThat(first.client().resumed()).isFalse();
    resumed(second);
    resumed(third);
    assertThat(second.client().serverHello().orElseThrow().cipherSuite())
        .isEqualTo(session.suite());
  }

  @Test
  void tls_1_2_resumes_without_an_extended_master_secret_too() {
    ServerSettings server = server().build();
    ClientSettings client = client(ProtocolVersion.TLS12).extendedMasterSecret(false).build();

    Session session = Loopback.run(client, server).session().orElseThrow();

    assertThat(session.extendedMasterSecret()).isFalse();
    resumed(resume(client, session, server));
  }

  @Test
  void a_session_with_an_extended_master_secret_is_not_resumed_without() {
    ServerSettings server = server().build();
    ClientSettings with = client(ProtocolVersion.TLS12).build();
    ClientSettings without = client(ProtocolVersion.TLS12).extendedMasterSecret(false).build();

    Session session = Loopback.run(with, server).session().orElseThrow();
    Loopback.Both second = resume(without, session, server);

    assertThat(second.server().resumed()).isFalse();
  }

  @Test
  void tls_1_3_resumes_by_a_ticket_after_the_handshake() {
    ServerSettings server = server().build();
    ClientSettings client = client(ProtocolVersion.TLS13).build();

    Loopback.Both first = Loopback.run(client, server);
    Loopback.Both second = resume(client, first.session().orElseThrow(), server);

    resumed(second);
    assertThat(second.client().group()).isPresent();
    assertThat(second.client().peerSentCertificate()).isFalse();
    resumed(resume(client, second.session().orElseThrow(), server));
  }

  @Test
  void a_psk_of_one_hash_resumes_with_another_suite_of_that_hash_alone() {
    ClientSettings client = client(ProtocolVersion.TLS13).build();
    SessionStore store = new SessionStore();
    ServerSettings short128 =
        server().cipherSuites(List.of(AES_128_SHA256)).sessions(store).build();
    ServerSettings long256 = server().cipherSuites(List.of(AES_256_SHA384)).sessions(store).build();

    Session session = Loopback.run(client, short128).session().orElseThrow();
    Loopback.Both second = resume(client, session, long256);

    assertThat(second.client().completed()).isTrue();
    assertThat(second.client().resumed()).isFalse();
  }

  @Test
  void a_psk_survives_a_hello_retry_request() {
    SessionStore store = new SessionStore();
    ClientSettings client =
        client(ProtocolVersion.TLS13)
            .groups(List.of(NamedGroup.X25519, NamedGroup.SECP256R1))
            .shares(List.of(NamedGroup.X25519))
            .build();
    ServerSettings server = server().sessions(store).build();
    ServerSettings retrying =
        server().sessions(store).groups(List.of(NamedGroup.SECP256R1)).build();

    Session session = Loopback.run(client, server).session().orElseThrow();

    resumed(resume(client, session, retrying));
  }

  @Test
  void an_unknown_ticket_leads_to_a_full_handshake() {
    ClientSettings client = client(ProtocolVersion.TLS13).build();

    Session session = Loopback.run(client, server().build()).session().orElseThrow();
    Loopback.Both elsewhere = resume(client, session, server().build());

    assertThat(elsewhere.client().completed()).isTrue();
    assertThat(elsewhere.client().resumed()).isFalse();
  }

  @Test
  void a_resumed_connection_asks_for_no_certificate() {
    ServerSettings server =
        server().ask(Optional.of(CertificateAsk.of(true, List.of(), Signatures.all()))).build();
    ClientSettings client =
        client(ProtocolVersion.TLS13)
            .credential(Optional.of(TestCredentials.of("secp256r1")))
            .build();

    Session session = Loopback.run(client, server).session().orElseThrow();
    Loopback.Both second = resume(client, session, server);

    resumed(second);
    assertThat(second.server().peerSentCertificate()).isFalse();
  }

  private static Loopback.Both resume(
      ClientSettings client, Session session, ServerSettings server) {
    return Loopback.run(client.toBuilder().session(Optional.of(session)).build(), server);
  }

  private static void resumed(Loopback.Both both) {
    assertThat(both.client().completed()).as("%s", both.clientEnding()).isTrue();
    assertThat(both.client().resumed()).isTrue();
    assertThat(both.server().resumed()).isTrue();
    assertThat(both.answer()).contains(Loopback.PING);
  }

  private static ClientSettings.Builder client(ProtocolVersion version) {
    return ClientSettings.builder().versions(version);
  }

  private static ServerSettings.Builder server() {
    return ServerSettings.builder(TestCredentials.of("secp256r1")).sessions(new SessionStore());
  }
}
