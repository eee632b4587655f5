package io.github.tlsgauntlet.suites.conformance;

import static io.github.tlsgauntlet.protocol.AlertDescription.DECRYPT_ERROR;
import static io.github.tlsgauntlet.protocol.AlertDescription.HANDSHAKE_FAILURE;
import static io.github.tlsgauntlet.protocol.AlertDescription.ILLEGAL_PARAMETER;
import static io.github.tlsgauntlet.protocol.AlertDescription.MISSING_EXTENSION;
import static io.github.tlsgauntlet.suite.conformance.Expectations.aborts;
import static io.github.tlsgauntlet.suite.conformance.Expectations.refuses;

import io.github.tlsgauntlet.peer.Scripts;
import io.github.tlsgauntlet.peer.Sending;
import io.github.tlsgauntlet.protocol.ExtensionType;
import io.github.tlsgauntlet.protocol.Extensions;
import io.github.tlsgauntlet.protocol.HandshakeMessage.ClientHello;
import io.github.tlsgauntlet.protocol.HandshakeType;
import io.github.tlsgauntlet.suite.Breach;
import io.github.tlsgauntlet.suite.Feature;
import io.github.tlsgauntlet.suite.GauntletSuite;
import io.github.tlsgauntlet.suite.Must;
import io.github.tlsgauntlet.suite.Needs;
import io.github.tlsgauntlet.suite.Quarter;
import io.github.tlsgauntlet.suite.Should;
import io.github.tlsgauntlet.suite.conformance.OnServer;
import io.github.tlsgauntlet.suite.conformance.ServerCase;
import io.github.tlsgauntlet.target.TargetException;
import java.util.List;
import java.util.Optional;

/** Sessions, tickets, pre-shared keys and early data. */
@GauntletSuite(name = "Conformance", quarter = Quarter.ONE_WAY_SERVER)
class ResumptionServerTest {
  private static final String GROUP = "Resumption";
  private static final byte[] EARLY = {'e', 'a', 'r', 'l', 'y'};

  @OnServer(versions = "1.3")
  @Needs(Feature.TICKETS_13)
  @Must(
      rfc = 9846,
      section = "4.3.11",
      group = GROUP,
      says = "A pre-shared key whose binder does not verify ends the handshake.",
      sends = "a ticket that the server issued, with one bit of the binder flipped",
      expects = "a refusal, by decrypt_error",
      breach = Breach.SECURITY)
  void a_wrong_binder_is_refused(ServerCase server) throws TargetException {
    server
        .asItIs()
        .resuming()
        .sends(
            Scripts.edit(
                HandshakeType.CLIENT_HELLO,
                hello -> {
                  hello[hello.length - 1] ^= 1;
                  return hello;
                }))
        .expecting(refuses(DECRYPT_ERROR));
  }

  @OnServer(versions = "1.3")
  @Needs(Feature.TICKETS_13)
  @Must(
      rfc = 9846,
      section = "4.3.11",
      group = GROUP,
      says = "A ClientHello in which anything follows pre_shared_key is refused.",
      sends = "pre_shared_key, and supported_groups behind it",
      expects = "illegal_parameter")
  void pre_shared_key_comes_last(ServerCase server) throws TargetException {
    server
        .asItIs()
        .resuming()
        .sends(
            Scripts.replace(
                HandshakeType.CLIENT_HELLO,
                message ->
                    List.of(
                        Sending.of(
                            Hellos.last(ExtensionType.SUPPORTED_GROUPS)
                                .apply((ClientHello) message)))))
        .expecting(aborts(ILLEGAL_PARAMETER));
  }

  @OnServer(versions = "1.3")
  @Needs(Feature.TICKETS_13)
  @Must(
      rfc = 9846,
      section = "4.3.9",
      group = GROUP,
      says = "A ClientHello with pre_shared_key and without psk_key_exchange_modes is refused.",
      sends = "a ticket without psk_key_exchange_modes",
      expects = "a refusal, by missing_extension")
  void a_psk_needs_its_modes(ServerCase server) throws TargetException {
    server
        .asItIs()
        .resuming()
        .sends(Scripts.hello(Hellos.without(ExtensionType.PSK_KEY_EXCHANGE_MODES)))
        .expecting(refuses(MISSING_EXTENSION));
  }

  @OnServer(versions = "1.3")
  @Needs(Feature.TICKETS_13)
  @Should(
      rfc = 9846,
      section = "4.3.11",
      group = GROUP,
      says = "A ticket that the server cannot open leads to a full handshake.",
      sends = "a ticket with one bit flipped, and one of random bytes",
      expects = "a full handshake")
  void a_ticket_that_nobody_issued_leads_to_a_full_handshake(ServerCase server)
      throws TargetException {
    server
        .asItIs()
        .resuming()
        .orDoes("one bit flipped", settings -> Resumptions.with(settings, Resumptions::tampered))
        .orDoes("random bytes", settings -> Resumptions.with(settings, Resumptions::unknown))
        .expecting(Resumptions.ratherFullHandshake());
  }

  @OnServer(versions = "1.3")
  @Needs(Feature.TICKETS_13)
  @Must(
      rfc = 9846,
      section = "4.3.9",
      group = GROUP,
      says = "Where only psk_dhe_ke is offered, a session is resumed with a key exchange.",
      sends = "a ticket with psk_dhe_ke alone",
      expects = "key_share in the ServerHello, or a full handshake",
      breach = Breach.SECURITY)
  void a_session_is_resumed_with_a_key_exchange_where_that_is_asked_for(ServerCase server)
      throws TargetException {
    server.asItIs().resuming().expecting(Resumptions.inMode(1));
  }

  @OnServer(versions = "1.3")
  @Needs(Feature.TICKETS_13)
  @Must(
      rfc = 9846,
      section = "4.3.9",
      group = GROUP,
      says = "Where only psk_ke is offered, a session is resumed without a key exchange or not.",
      sends = "a ticket with psk_ke alone",
      expects = "no key_share in the ServerHello, or a full handshake")
  void a_mode_that_was_not_offered_is_not_used(ServerCase server) throws TargetException {
    Resumptions.withoutKeyExchange(server);
  }

  @OnServer(versions = "1.3")
  @Needs(Feature.TICKETS_13)
  @Must(
      rfc = 9846,
      section = "4.7.1",
      group = GROUP,
      says = "A ticket lasts a week at most, and shares neither nonce nor age mask with another.",
      sends = "nothing special, twice",
      expects =
          "ticket_lifetime up to 604800, ticket_nonce fresh in its connection, ticket_age_add in any",
      breach = Breach.SECURITY)
  void tickets_are_fresh_and_last_a_week_at_most(ServerCase server) throws TargetException {
    Tickets.areFresh(server);
  }

  @OnServer(versions = "1.3")
  @Needs(Feature.TICKETS_13)
  @Must(
      rfc = 9846,
      section = "4.7.1",
      group = GROUP,
      says = "A session is resumed only with a cipher suite of the same hash.",
      sends = "a ticket, and only suites of another hash",
      expects = "a full handshake, or a refusal")
  void a_psk_is_used_with_its_own_hash_alone(ServerCase server) throws TargetException {
    Resumptions.withOtherHash(server);
  }

  @OnServer(versions = "1.3")
  @Needs(Feature.NO_EARLY_DATA)
  @Must(
      rfc = 9846,
      section = "4.3.10",
      group = GROUP,
      says = "A server that takes no early data passes over it and goes on.",
      sends = "a ticket with early data that it does not allow",
      expects = "the handshake goes on, and EncryptedExtensions are without early_data")
  void early_data_that_is_not_taken_is_passed_over(ServerCase server) throws TargetException {
    server
        .given(settings -> settings.earlyData(Optional.of(EARLY)))
        .resuming()
        .expecting(Resumptions.withoutEarlyData());
  }

  @OnServer(versions = "1.2")
  @Needs({Feature.SESSIONS_12, Feature.EXTENDED_MASTER_SECRET})
  @Must(
      rfc = 7627,
      section = "5.3",
      group = GROUP,
      says = "A session of extended master secret is not resumed by a client that drops it.",
      sends = "a session to resume, without extended_master_secret",
      expects = "handshake_failure",
      breach = Breach.SECURITY)
  void a_session_keeps_its_extended_master_secret(ServerCase server) throws TargetException {
    server
        .given(Resumptions::goingOnOtherwise)
        .resuming()
        .sends(Scripts.hello(Hellos.without(ExtensionType.EXTENDED_MASTER_SECRET)))
        .expecting(Resumptions.notResumed(aborts(HANDSHAKE_FAILURE)));
  }

  @OnServer(versions = "1.2")
  @Needs({Feature.SESSIONS_12, Feature.EXTENDED_MASTER_SECRET})
  @Must(
      rfc = 7627,
      section = "5.3",
      group = GROUP,
      says = "A session without extended master secret is not resumed by a client that offers it.",
      sends = "such a session to resume, with extended_master_secret",
      expects = "a full handshake",
      breach = Breach.SECURITY)
  void a_plain_master_secret_is_not_resumed_as_extended(ServerCase server) throws TargetException {
    Resumptions.plainMasterSecret(server);
  }

  @OnServer(versions = "1.2")
  @Needs({Feature.SESSIONS_12, Feature.SERVER_NAME_ACKNOWLEDGED})
  @Must(
      rfc = 6066,
      section = "3",
      group = GROUP,
      says = "A server that heeds server_name does not resume a session under another one.",
      sends = "a session to resume, with another server_name",
      expects = "a full handshake, or unrecognized_name",
      breach = Breach.SECURITY)
  void a_session_is_not_resumed_under_another_name(ServerCase server) throws TargetException {
    server
        .asItIs()
        .resuming()
        .sends(Scripts.hello(Hellos.with(Extensions.serverName("other.gauntlet.test"))))
        .expecting(Resumptions.underItsOwnName());
  }
}
