package io.github.tlsgauntlet.suites.conformance;

import static io.github.tlsgauntlet.protocol.AlertDescription.DECRYPT_ERROR;
import static io.github.tlsgauntlet.protocol.AlertDescription.HANDSHAKE_FAILURE;
import static io.github.tlsgauntlet.protocol.AlertDescription.ILLEGAL_PARAMETER;
import static io.github.tlsgauntlet.protocol.AlertDescription.MISSING_EXTENSION;

import io.github.tlsgauntlet.peer.Deviation;
import io.github.tlsgauntlet.peer.Script;
import io.github.tlsgauntlet.peer.Scripts;
import io.github.tlsgauntlet.peer.Sending;
import io.github.tlsgauntlet.peer.ServerSettings;
import io.github.tlsgauntlet.peer.SessionStore;
import io.github.tlsgauntlet.protocol.Extension;
import io.github.tlsgauntlet.protocol.ExtensionType;
import io.github.tlsgauntlet.protocol.HandshakeMessage.EncryptedExtensions;
import io.github.tlsgauntlet.protocol.HandshakeMessage.NewSessionTicket13;
import io.github.tlsgauntlet.protocol.HandshakeMessage.ServerHello;
import io.github.tlsgauntlet.protocol.HandshakeType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Servers that are careless with what they remember. */
class ResumptionServerContractTest extends ServerContract {
  private static final long WEEK_AND_A_SECOND = 604_801;

  private final SessionStore sessions = new SessionStore(false, true);
  private final SessionStore unbound = new SessionStore();

  @Override
  Class<?> suite() {
    return ResumptionServerTest.class;
  }

  @Override
  ServerSettings.Builder prepared(ServerSettings.Builder settings) {
    return settings.sessions(sessions).script(acknowledgingNames());
  }

  /** Before TLS 1.3 it stands in the ServerHello that a server takes note of a name. */
  private static Script acknowledgingNames() {
    return Scripts.replace(
        HandshakeType.SERVER_HELLO,
        message ->
            message instanceof ServerHello hello
                    && hello.extension(ExtensionType.SUPPORTED_VERSIONS).isEmpty()
                ? List.of(Sending.of(acknowledging(hello)))
                : List.of(Sending.of(message)));
  }

  private static ServerHello acknowledging(ServerHello hello) {
    List<Extension> extensions = new ArrayList<>(hello.extensions());
    extensions.add(Extension.empty(ExtensionType.SERVER_NAME));
    return new ServerHello(
        hello.legacyVersion(),
        hello.random(),
        hello.sessionId(),
        hello.cipherSuite(),
        hello.compressionMethod(),
        extensions);
  }

  @Override
  Map<String, Fault> faults() {
    return Map.ofEntries(
        Map.entry("a-wrong-binder-is-refused", Overlooking.server(DECRYPT_ERROR)),
        Map.entry(
            "pre-shared-key-comes-last", Overlooking.server(ILLEGAL_PARAMETER, DECRYPT_ERROR)),
        Map.entry("a-psk-needs-its-modes", Overlooking.server(MISSING_EXTENSION)),
        Map.entry(
            "a-ticket-that-nobody-issued-leads-to-a-full-handshake",
            deviating(new Deviation.RefuseUnknownTicket())),
        Map.entry(
            "a-session-is-resumed-with-a-key-exchange-where-that-is-asked-for",
            deviating(new Deviation.ResumeInMode(0))),
        Map.entry(
            "a-mode-that-was-not-offered-is-not-used", deviating(new Deviation.ResumeInMode(1))),
        Map.entry(
            "tickets-are-fresh-and-last-a-week-at-most",
            withTickets(
                ticket ->
                    new NewSessionTicket13(
                        WEEK_AND_A_SECOND,
                        ticket.ageAdd(),
                        ticket.nonce(),
                        ticket.ticket(),
                        ticket.extensions()))),
        Map.entry(
            "a-psk-is-used-with-its-own-hash-alone", deviating(new Deviation.ResumeWithAnyHash())),
        Map.entry(
            "early-data-that-is-not-taken-is-passed-over",
            deviating(new Deviation.ChokeOnEarlyData())),
        Map.entry(
            "a-session-keeps-its-extended-master-secret", Overlooking.server(HANDSHAKE_FAILURE)),
        Map.entry(
            "a-plain-master-secret-is-not-resumed-as-extended",
            deviating(new Deviation.ResumePlainMasterSecret())),
        Map.entry(
            "a-session-is-not-resumed-under-another-name", settings -> settings.sessions(unbound)));
  }

  @Override
  List<Map.Entry<String, Fault>> furtherFaults() {
    return List.of(
        Map.entry(
            "tickets-are-fresh-and-last-a-week-at-most",
            withTickets(
                ticket ->
                    new NewSessionTicket13(
                        ticket.lifetime(),
                        1,
                        ticket.nonce(),
                        ticket.ticket(),
                        ticket.extensions()))),
        Map.entry(
            "early-data-that-is-not-taken-is-passed-over",
            Misreading.answerTo(
                hello -> hello.extension(ExtensionType.EARLY_DATA).isPresent(),
                message ->
                    message instanceof EncryptedExtensions
                        ? new EncryptedExtensions(
                            List.of(Extension.empty(ExtensionType.EARLY_DATA)))
                        : message)));
  }

  private static Fault deviating(Deviation deviation) {
    return settings -> settings.deviations(deviation);
  }

  private static Fault withTickets(UnaryOperator<NewSessionTicket13> edit) {
    return settings ->
        settings.script(
            Scripts.replace(
                HandshakeType.NEW_SESSION_TICKET,
                message ->
                    List.of(
                        Sending.of(
                            message instanceof NewSessionTicket13 ticket
                                ? edit.apply(ticket)
                                : message))));
  }
}
