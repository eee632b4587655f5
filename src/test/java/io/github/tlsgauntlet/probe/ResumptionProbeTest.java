package io.github.tlsgauntlet.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsgauntlet.peer.ClientSettings;
import io.github.tlsgauntlet.peer.ServerSettings;
import io.github.tlsgauntlet.peer.SessionStore;
import io.github.tlsgauntlet.pki.Credential;
import io.github.tlsgauntlet.protocol.CipherSuite;
import io.github.tlsgauntlet.protocol.HandshakeMessage.Certificate12;
import io.github.tlsgauntlet.protocol.HandshakeMessage.ServerHello;
import io.github.tlsgauntlet.protocol.HandshakeMessage.ServerHelloDone;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Resumption in TLS 1.2 is told by resuming. */
class ResumptionProbeTest {
  private static final Credential CREDENTIAL = FlightServer.rsa();
  private static final CipherSuite SUITE = new CipherSuite(0x002f);

  /** One full handshake, two resumptions and one under another name come before. */
  private static final int IN_OLDER = 5;

  private static ServerSettings.Builder server() {
    return OwnServer.settings(CREDENTIAL).versions(ProtocolVersion.TLS12);
  }

  private static Map<String, Fact> byTicket(ServerSettings.Builder settings) throws IOException {
    try (OwnServer server = OwnServer.with(settings.build())) {
      ClientSettings client =
          ClientSettings.builder().serverName(Optional.of("server.gauntlet.test")).build();
      return new ResumptionProbe(server.line(), client, ProtocolVersion.TLS12)
          .byTicket(Optional.empty()).stream()
              .collect(Collectors.toMap(Fact::id, Function.identity()));
    }
  }

  private static Fact byId(ServerSettings.Builder settings) throws IOException {
    try (OwnServer server = OwnServer.with(settings.build())) {
      return new ResumptionProbe(
              server.line(), ClientSettings.builder().build(), ProtocolVersion.TLS12)
          .byId()
          .get(0);
    }
  }

  @Test
  void a_server_that_resumes_by_ticket_says_how_often() throws IOException {
    Map<String, Fact> facts = byTicket(server().sessions(new SessionStore()));

    assertThat(one(facts, "session-tickets").answer()).isEqualTo(Answer.YES);
    assertThat(one(facts, "session-tickets").detail()).isEqualTo("It resumed in 3 of 3 tries.");
    assertThat(one(facts, "session-other-name").answer()).isEqualTo(Answer.YES);
    assertThat(one(facts, "session-without-name").answer()).isEqualTo(Answer.YES);
    assertThat(one(facts, "ticket-lifetime-hint").answer()).isEqualTo(Answer.YES);
    assertThat(one(facts, "ticket-lifetime-hint").detail()).isEqualTo("3600 seconds");
    // Ours are drawn, so they name no key.
    assertThat(one(facts, "ticket-key-name").answer()).isEqualTo(Answer.NO);
  }

  @Test
  void a_server_that_issues_no_ticket_has_no_facts_about_tickets() throws IOException {
    Map<String, Fact> facts = byTicket(server());

    assertThat(facts).containsOnlyKeys("session-tickets");
    assertThat(one(facts, "session-tickets").answer()).isEqualTo(Answer.NO);
  }

  @Test
  void a_server_that_resumes_only_sometimes_is_tried_more_often() throws IOException {
    Map<String, Fact> facts = byTicket(server().sessions(new SessionStore(true, false)));

    assertThat(one(facts, "session-tickets").answer()).isEqualTo(Answer.YES);
    assertThat(one(facts, "session-tickets").detail()).isEqualTo("It resumed in 1 of 5 tries.");
    assertThat(facts).doesNotContainKeys("session-other-name", "session-without-name");
  }

  @Test
  void session_ids_are_told_apart_from_tickets() throws IOException {
    assertThat(byId(server().sessions(new SessionStore()).sessionTickets(false)).answer())
        .isEqualTo(Answer.YES);
    Fact none = byId(server());
    assertThat(none.answer()).isEqualTo(Answer.NO);
    assertThat(none.detail()).isEqualTo("It assigns no session ID.");
  }

  @Test
  void a_ticket_that_an_older_version_takes_is_seen_by_the_session_id() throws IOException {
    for (boolean takes : List.of(true, false)) {
      try (FlightServer older =
              FlightServer.that(
                  talk ->
                      talk.send(
                          new ServerHello(
                              ProtocolVersion.TLS11,
                              new byte[32],
                              takes ? talk.hello.sessionId() : new byte[32],
                              SUITE,
                              0,
                              List.of()),
                          new Certificate12(CREDENTIAL.certificates()),
                          new ServerHelloDone()));
          OwnServer server = OwnServer.with(server().sessions(new SessionStore()).build())) {
        int[] calls = {0};
        Line line =
            new Line(
                deadline ->
                    ++calls[0] == IN_OLDER ? older.dialer().dial(deadline) : server.dial(deadline),
                java.time.Duration.ofSeconds(10));
        List<Fact> facts =
            new ResumptionProbe(line, ClientSettings.builder().build(), ProtocolVersion.TLS12)
                .byTicket(
                    Optional.of(
                        Hello.all(ProtocolVersion.TLS11, Optional.empty()).suites(List.of(SUITE))));

        assertThat(facts)
            .filteredOn(fact -> fact.id().equals("session-other-version"))
            .singleElement()
            .extracting(Fact::answer)
            .isEqualTo(takes ? Answer.YES : Answer.NO);
      }
    }
  }

  private static Fact one(Map<String, Fact> all, String id) {
    return Objects.requireNonNull(all.get(id), id);
  }
}
