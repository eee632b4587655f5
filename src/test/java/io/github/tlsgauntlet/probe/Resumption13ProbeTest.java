package io.github.tlsgauntlet.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsgauntlet.crypto.Signatures;
import io.github.tlsgauntlet.peer.CertificateAsk;
import io.github.tlsgauntlet.peer.ClientSettings;
import io.github.tlsgauntlet.peer.Deviation;
import io.github.tlsgauntlet.peer.EarlyDataPolicy;
import io.github.tlsgauntlet.peer.ServerSettings;
import io.github.tlsgauntlet.peer.SessionStore;
import io.github.tlsgauntlet.pki.Credential;
import io.github.tlsgauntlet.probe.OwnServer.Manner;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a server does with its tickets is seen on servers that do it, and not on the others. */
class Resumption13ProbeTest {
  private static final Credential CREDENTIAL = FlightServer.rsa();

  private static Map<String, Fact> facts(ServerSettings.Builder settings, Manner manner)
      throws IOException {
    try (OwnServer server = OwnServer.with(settings.build(), manner)) {
      ClientSettings client =
          ClientSettings.builder().serverName(Optional.of("server.gauntlet.test")).build();
      return new Resumption13Probe(server.line(), true, client)
          .run().stream().collect(Collectors.toMap(Fact::id, Function.identity()));
    }
  }

  private static Map<String, Fact> facts(ServerSettings.Builder settings) throws IOException {
    return facts(settings, Manner.plain());
  }

  private static ServerSettings.Builder server(SessionStore store) {
    return OwnServer.settings(CREDENTIAL).versions(ProtocolVersion.TLS13).sessions(store);
  }

  private static ServerSettings.Builder server() {
    return server(new SessionStore());
  }

  private static Answer answer(Map<String, Fact> facts, String id) {
    assertThat(facts).containsKey(id);
    return one(facts, id).answer();
  }

  @Test
  void a_server_of_today_resumes_any_number_of_times_and_with_a_key_exchange() throws IOException {
    Map<String, Fact> facts = facts(server().ticketCount(2));

    assertThat(answer(facts, "psk-resumption")).isEqualTo(Answer.YES);
    assertThat(one(facts, "psk-resumption").detail()).isEqualTo("It resumed in 2 of 2 tries.");
    assertThat(answer(facts, "ticket-reuse")).isEqualTo(Answer.YES);
    assertThat(answer(facts, "ticket-count")).isEqualTo(Answer.YES);
    // Ours are drawn, so they name no key.
    assertThat(answer(facts, "ticket-key-name-tls13")).isEqualTo(Answer.NO);
    assertThat(one(facts, "ticket-count").detail())
        .isEqualTo("2 after a full handshake, 2 after a resumed one");
    assertThat(answer(facts, "ticket-lifetime")).isEqualTo(Answer.YES);
    assertThat(answer(facts, "psk-without-dh")).isEqualTo(Answer.NO);
    assertThat(answer(facts, "early-data")).isEqualTo(Answer.NO);
    assertThat(answer(facts, "psk-other-name")).isEqualTo(Answer.YES);
    assertThat(answer(facts, "psk-without-name")).isEqualTo(Answer.YES);
    assertThat(answer(facts, "post-handshake-authentication")).isEqualTo(Answer.NO);
    assertThat(facts).doesNotContainKeys("early-data-replay", "early-data-http");
  }

  @Test
  void a_server_without_tickets_has_no_facts_about_them() throws IOException {
    Map<String, Fact> facts = facts(OwnServer.settings(CREDENTIAL).versions(ProtocolVersion.TLS13));

    assertThat(answer(facts, "psk-resumption")).isEqualTo(Answer.NO);
    assertThat(facts).doesNotContainKeys("ticket-reuse", "psk-without-dh", "early-data");
  }

  @Test
  void tickets_that_are_good_for_one_use_are_told_and_all_else_is_found_out_with_fresh_ones()
      throws IOException {
    Map<String, Fact> facts =
        facts(server(new SessionStore(true, false)).earlyData(EarlyDataPolicy.ALWAYS));

    assertThat(answer(facts, "psk-resumption")).isEqualTo(Answer.YES);
    assertThat(answer(facts, "ticket-reuse")).isEqualTo(Answer.NO);
    assertThat(answer(facts, "ticket-count")).isEqualTo(Answer.NO);
    assertThat(answer(facts, "psk-without-dh")).isEqualTo(Answer.NO);
    assertThat(answer(facts, "psk-other-name")).isEqualTo(Answer.YES);
    assertThat(answer(facts, "early-data")).isEqualTo(Answer.YES);
    assertThat(answer(facts, "early-data-replay")).isEqualTo(Answer.NO);
  }

  /** Two behind one address that do not share their keys: every other visit is the other's. */
  @Test
  void a_server_that_resumes_only_sometimes_is_tried_more_often() throws IOException {
    try (OwnServer one = OwnServer.with(server().ticketCount(2).build());
        OwnServer other = OwnServer.with(server().ticketCount(2).build())) {
      int[] calls = {0};
      Line line =
          new Line(
              deadline -> (calls[0]++ % 2 == 0 ? one : other).dial(deadline),
              Duration.ofSeconds(10));
      Fact fact =
          new Resumption13Probe(line, true, ClientSettings.builder().build())
              .run().stream()
                  .filter(each -> each.id().equals("psk-resumption"))
                  .findFirst()
                  .orElseThrow();

      assertThat(fact.answer()).isEqualTo(Answer.YES);
      assertThat(fact.detail()).matches("It resumed in [1-4] of 5 tries\\.");
    }
  }

  /** Each visit is another server's. */
  @Test
  void a_server_that_never_resumes_is_tried_twice() throws IOException {
    Line line =
        new Line(
            deadline -> OwnServer.with(server().build()).dial(deadline), Duration.ofSeconds(10));
    Fact fact = new Resumption13Probe(line, true, ClientSettings.builder().build()).run().get(1);

    assertThat(fact.id()).isEqualTo("psk-resumption");
    assertThat(fact.answer()).isEqualTo(Answer.NO);
    assertThat(fact.detail()).isEqualTo("In 2 tries it made full handshakes.");
  }

  @Test
  void a_ticket_that_begins_as_another_names_a_key() {
    byte[] one = new byte[64];
    byte[] other = one.clone();
    other[40] = 1;
    byte[] third = one.clone();
    third[3] = 1;

    assertThat(TicketKeyName.fact("", "", one, Optional.of(other)).answer()).isEqualTo(Answer.YES);
    assertThat(TicketKeyName.fact("", "", one, Optional.of(third)).answer()).isEqualTo(Answer.NO);
    assertThat(TicketKeyName.fact("", "", one, Optional.of(one)).answer()).isEqualTo(Answer.NO);
    assertThat(TicketKeyName.fact("", "", one, Optional.empty()).answer()).isEqualTo(Answer.UNTOLD);
  }

  @Test
  void tickets_that_are_bound_to_a_name_are_told() throws IOException {
    Map<String, Fact> facts = facts(server(new SessionStore(false, true)));

    assertThat(answer(facts, "psk-resumption")).isEqualTo(Answer.YES);
    assertThat(answer(facts, "psk-other-name")).isEqualTo(Answer.NO);
    assertThat(answer(facts, "psk-without-name")).isEqualTo(Answer.NO);
  }

  @Test
  void a_resumption_without_a_key_exchange_is_told() throws IOException {
    assertThat(answer(facts(server().pskModes(List.of(1, 0))), "psk-without-dh"))
        .isEqualTo(Answer.YES);
  }

  @ParameterizedTest
  @CsvSource({
    "NONE,    NO,,",
    "REJECTS, NO,,",
    "ONCE,    YES, YES, NO",
    "ALWAYS,  YES, YES, YES",
  })
  void early_data_is_told_by_sending_some(
      EarlyDataPolicy policy, Answer taken, Answer answered, Answer replayed) throws IOException {
    Map<String, Fact> facts = facts(server().earlyData(policy));

    assertThat(answer(facts, "early-data")).isEqualTo(taken);
    assertThat(one(facts, "early-data").detail())
        .contains(policy == EarlyDataPolicy.NONE ? "don't allow" : "65536 octets");
    if (taken == Answer.YES) {
      assertThat(answer(facts, "early-data-http")).isEqualTo(answered);
      assertThat(answer(facts, "early-data-replay")).isEqualTo(replayed);
    } else {
      assertThat(facts).doesNotContainKeys("early-data-http", "early-data-replay");
    }
  }

  @Test
  void a_request_in_early_data_may_be_put_off() throws IOException {
    Map<String, Fact> facts =
        facts(server().earlyData(EarlyDataPolicy.ALWAYS), Manner.plain().early(425));

    assertThat(answer(facts, "early-data")).isEqualTo(Answer.YES);
    assertThat(answer(facts, "early-data-http")).isEqualTo(Answer.NO);
    assertThat(one(facts, "early-data-http").detail()).contains("425");
  }

  @Test
  void a_request_for_a_certificate_after_the_handshake_is_seen() throws IOException {
    Map<String, Fact> facts =
        facts(server(), Manner.plain().asks(CertificateAsk.of(false, List.of(), Signatures.all())));

    assertThat(answer(facts, "post-handshake-authentication")).isEqualTo(Answer.YES);
  }

  @Test
  void tickets_too_long_to_offer_leave_resumption_untold() throws IOException {
    Map<String, Fact> facts = facts(server().deviations(new Deviation.TicketsOfLength(65_535)));

    assertThat(answer(facts, "psk-resumption")).isEqualTo(Answer.UNTOLD);
    assertThat(facts).doesNotContainKey("ticket-reuse");
  }

  private static Fact one(Map<String, Fact> all, String id) {
    return Objects.requireNonNull(all.get(id), id);
  }
}
