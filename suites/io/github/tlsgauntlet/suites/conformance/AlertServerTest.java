package io.github.tlsgauntlet.suites.conformance;

import static io.github.tlsgauntlet.protocol.AlertDescription.CLOSE_NOTIFY;
import static io.github.tlsgauntlet.protocol.AlertDescription.HANDSHAKE_FAILURE;
import static io.github.tlsgauntlet.protocol.AlertDescription.INTERNAL_ERROR;

import io.github.tlsgauntlet.crypto.BulkCipher;
import io.github.tlsgauntlet.peer.ClientSettings;
import io.github.tlsgauntlet.peer.Ending;
import io.github.tlsgauntlet.peer.Script;
import io.github.tlsgauntlet.peer.Scripts;
import io.github.tlsgauntlet.peer.Sending;
import io.github.tlsgauntlet.peer.TlsClient;
import io.github.tlsgauntlet.peer.TranscriptEntry;
import io.github.tlsgauntlet.protocol.AlertDescription;
import io.github.tlsgauntlet.protocol.ExtensionType;
import io.github.tlsgauntlet.protocol.HandshakeType;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import io.github.tlsgauntlet.suite.Breach;
import io.github.tlsgauntlet.suite.Finding;
import io.github.tlsgauntlet.suite.GauntletSuite;
import io.github.tlsgauntlet.suite.Must;
import io.github.tlsgauntlet.suite.Quarter;
import io.github.tlsgauntlet.suite.Verdict;
import io.github.tlsgauntlet.suite.conformance.AfterHandshake;
import io.github.tlsgauntlet.suite.conformance.Exchange;
import io.github.tlsgauntlet.suite.conformance.Expectations;
import io.github.tlsgauntlet.suite.conformance.OnServer;
import io.github.tlsgauntlet.suite.conformance.ServerCase;
import io.github.tlsgauntlet.target.TargetException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** What a server makes of a client's alerts, and what its own look like. */
@GauntletSuite(name = "Conformance", quarter = Quarter.ONE_WAY_SERVER)
class AlertServerTest {
  private static final String GROUP = "Alerts";
  private static final String ALERT = "Alert";
  private static final int WARNING = 1;
  private static final int FATAL = 2;
  private static final int MOST_RECORDS = 64;

  /** After close_notify nothing may follow that has to be answered: silence alone tells. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private static final AlertDescription UNKNOWN = new AlertDescription(123);

  /** Those that TLS 1.2 still lists and nobody may send (RFC 5246, Section 7.2.2). */
  private static final Set<AlertDescription> FORBIDDEN =
      Set.of(
          AlertDescription.DECRYPTION_FAILED,
          AlertDescription.NO_CERTIFICATE,
          AlertDescription.EXPORT_RESTRICTION);

  private static final Set<AlertDescription> NO_ERRORS =
      Set.of(CLOSE_NOTIFY, AlertDescription.USER_CANCELED, AlertDescription.NO_RENEGOTIATION);

  @OnServer(versions = {"1.2", "1.3"})
  @Must(
      rfc = 9846,
      section = "6.1",
      group = GROUP,
      also = "RFC 5246 §7.2.1",
      says = "A server says close_notify before it closes; in TLS 1.2 as the answer to a client's.",
      sends = "close_notify after the handshake",
      expects = "close_notify, or in TLS 1.3 a connection that stays open",
      breach = Breach.SECURITY)
  void close_notify_is_answered(ServerCase server) throws TargetException {
    if (!server.ordinary().taken()) {
      server.concludes(
          Expectations.finding(
              Verdict.INCONCLUSIVE, "No handshake comes about.", server.ordinary()));
      return;
    }
    server.concludes(
        closed(server, server.meets(server.settings().build(), AlertServerTest::close)));
  }

  private static void close(TlsClient client) {
    client.say(new Sending.Alert(WARNING, CLOSE_NOTIFY));
    for (int i = 0; i < MOST_RECORDS && client.read(PATIENCE).isPresent(); i++) {
      // What is still on its way to us does not matter; how it ends does.
      continue;
    }
  }

  private static Finding closed(ServerCase server, Exchange exchange) {
    Ending ending = exchange.transcript().ending();
    if (ending instanceof Ending.CloseNotify) {
      return Expectations.finding(Verdict.PASS, "It says close_notify.", exchange);
    }
    if (ending instanceof Ending.Open || ending instanceof Ending.Silence) {
      // In TLS 1.2 it has to answer at once; from one that is slow nothing tells one that never
      // does.
      boolean may = server.version().filter(ProtocolVersion.TLS13::equals).isPresent();
      return Expectations.finding(
          may ? Verdict.PASS : Verdict.INCONCLUSIVE,
          may ? "It keeps its own side open, as it may." : "It says nothing, and does not close.",
          exchange);
    }
    return Expectations.finding(
        Verdict.FAIL, "It ends the connection otherwise: " + ending + ".", exchange);
  }

  @OnServer(versions = {"1.2", "1.3"})
  @Must(
      rfc = 9846,
      section = "6.2",
      group = GROUP,
      also = "RFC 5246 §7.2.2",
      says = "A fatal alert ends the connection.",
      sends = "a fatal internal_error after the handshake, and then a request",
      expects = "no answer",
      breach = Breach.SECURITY)
  void a_fatal_alert_ends_the_connection(ServerCase server) throws TargetException {
    server
        .asItIs()
        .afterHandshake(client -> client.say(new Sending.Alert(FATAL, INTERNAL_ERROR)))
        .expecting(Records.ends());
  }

  @OnServer(versions = "1.3")
  @Must(
      rfc = 9846,
      section = "6",
      group = GROUP,
      says =
          "In TLS 1.3 an error alert ends the connection whatever its level, an unknown one too.",
      sends = "alert 123 and handshake_failure as warnings, before Finished and after it",
      expects = "no answer",
      breach = Breach.SECURITY)
  void error_alerts_are_fatal_whatever_their_level(ServerCase server) throws TargetException {
    Sending unknown = new Sending.Alert(WARNING, UNKNOWN);
    Sending known = new Sending.Alert(WARNING, HANDSHAKE_FAILURE);
    server
        .asItIs()
        .or("123, before Finished", Scripts.before(HandshakeType.FINISHED, unknown))
        .orAfterHandshake("123", client -> client.say(unknown))
        .orAfterHandshake("handshake_failure", client -> client.say(known))
        .expecting(Records.ends());
  }

  /**
   * By provocations of its own: to judge what other tests have seen, too, would make the verdict
   * depend on which of them ran, and before this one.
   */
  @OnServer(versions = {"1.2", "1.3"})
  @Must(
      rfc = 9846,
      section = "6",
      group = GROUP,
      also = "RFC 5246 §7.2.2",
      says = "Error alerts are fatal, and none of those that were given up is sent.",
      sends =
          "what a server has to refuse: in hello, key exchange, Finished, records and KeyUpdate",
      expects = "alerts of level fatal, and never decryption_failed or export_restriction",
      breach = Breach.SECURITY)
  void its_alerts_are_those_of_today(ServerCase server) throws TargetException {
    boolean any = false;
    for (Provocation provocation : provocations(server)) {
      Exchange exchange = server.meets(provocation.settings(), provocation.after());
      for (TranscriptEntry entry : exchange.received(ALERT)) {
        any = true;
        AlertDescription description = new AlertDescription(entry.bytes()[1] & 0xff);
        boolean warned = entry.bytes()[0] != FATAL && !NO_ERRORS.contains(description);
        if (warned || FORBIDDEN.contains(description)) {
          server.concludes(
              Expectations.finding(
                  Verdict.FAIL,
                  "It sends " + description + (warned ? " as a warning." : ", which is given up."),
                  exchange));
          return;
        }
      }
    }
    server.concludes(
        any
            ? Finding.of(Verdict.PASS, "Its error alerts are fatal, and all in use.")
            : Finding.of(Verdict.NOT_APPLICABLE, "It sends no alerts."));
  }

  /**
   * What a server has to refuse.
   *
   * @param settings of a client that commits it, or does nothing special in the handshake
   * @param after commits it after the handshake
   */
  private record Provocation(ClientSettings settings, AfterHandshake after) {}

  private static List<Provocation> provocations(ServerCase server) throws TargetException {
    List<Provocation> provocations = new ArrayList<>();
    for (Script script : provocations()) {
      provocations.add(
          new Provocation(server.settings().script(script).build(), AfterHandshake.NOTHING));
    }
    for (Sending sending : afterwards()) {
      provocations.add(new Provocation(server.settings().build(), client -> client.say(sending)));
    }
    provocations.add(
        new Provocation(
            server
                .settings()
                .encryptThenMac(false)
                .cipherSuites(Shares.suites(one -> one.bulk().mode() == BulkCipher.Mode.CBC))
                .script(Records.asFinished(AlertServerTest::inPieces))
                .build(),
            AfterHandshake.NOTHING));
    return provocations;
  }

  private static List<Sending> afterwards() {
    return List.of(
        new Sending.Tampered(Records.APPLICATION_DATA, Records.beginning()),
        new Sending.Record(Records.UNKNOWN, Records.beginning()),
        new Sending.Record(Records.APPLICATION_DATA, Records.request(Records.MOST + 1)),
        new Sending.Record(Records.CHANGE_CIPHER_SPEC, new byte[] {1}),
        // KeyUpdate with a value that nobody knows; out of order in TLS 1.2.
        new Sending.Record(Records.HANDSHAKE, new byte[] {24, 0, 0, 1, 2}));
  }

  /** What TLS 1.0 told by decryption_failed: no whole number of blocks. */
  private static Sending inPieces(byte[] finished) {
    return new Sending.Edited(
        Records.HANDSHAKE, finished, fragment -> Arrays.copyOf(fragment, fragment.length - 1));
  }

  private static List<Script> provocations() {
    return List.of(
        Scripts.hello(Hellos.without(ExtensionType.SUPPORTED_GROUPS)),
        Scripts.hello(Hellos.compression()),
        Scripts.hello(Hellos.suites(List.of())),
        Scripts.hello(Hellos.without(ExtensionType.SIGNATURE_ALGORITHMS)),
        Scripts.hello(Hellos.legacyVersion(ProtocolVersion.SSL30)),
        Scripts.edit(HandshakeType.CLIENT_HELLO, HelloBytes.cutBy(1)),
        Scripts.edit(HandshakeType.CLIENT_KEY_EXCHANGE, bytes -> Records.joined(bytes, (byte) 0)),
        Scripts.skip(HandshakeType.CLIENT_KEY_EXCHANGE),
        Records.asFinished(bytes -> new Sending.Tampered(Records.HANDSHAKE, bytes)),
        Records.asFinished(bytes -> new Sending.Message(Records.joined(bytes, (byte) 1), true)),
        Scripts.before(
            HandshakeType.FINISHED, new Sending.Record(Records.UNKNOWN, Records.beginning())));
  }
}
