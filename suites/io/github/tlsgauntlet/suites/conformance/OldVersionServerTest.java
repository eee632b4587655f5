package io.github.tlsgauntlet.suites.conformance;

import static io.github.tlsgauntlet.protocol.AlertDescription.PROTOCOL_VERSION;
import static io.github.tlsgauntlet.suite.conformance.Expectations.aborts;
import static io.github.tlsgauntlet.suite.conformance.HelloExpectations.atOnce;
import static io.github.tlsgauntlet.suite.conformance.HelloExpectations.refusesInAnyWay;

import io.github.tlsgauntlet.peer.Script;
import io.github.tlsgauntlet.peer.Scripts;
import io.github.tlsgauntlet.peer.Sending;
import io.github.tlsgauntlet.probe.Answer;
import io.github.tlsgauntlet.probe.ServerFacts;
import io.github.tlsgauntlet.protocol.ExtensionType;
import io.github.tlsgauntlet.protocol.HandshakeMessage.ClientHello;
import io.github.tlsgauntlet.protocol.HandshakeType;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import io.github.tlsgauntlet.suite.Breach;
import io.github.tlsgauntlet.suite.Finding;
import io.github.tlsgauntlet.suite.GauntletSuite;
import io.github.tlsgauntlet.suite.Must;
import io.github.tlsgauntlet.suite.Quarter;
import io.github.tlsgauntlet.suite.ServerScan;
import io.github.tlsgauntlet.suite.Should;
import io.github.tlsgauntlet.suite.Verdict;
import io.github.tlsgauntlet.suite.conformance.OnServer;
import io.github.tlsgauntlet.suite.conformance.ServerCase;
import io.github.tlsgauntlet.target.TargetException;
import io.github.tlsgauntlet.wire.WireWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What a server does with hellos of versions that nobody should speak any more. */
@GauntletSuite(name = "Conformance", quarter = Quarter.ONE_WAY_SERVER)
class OldVersionServerTest {
  private static final String GROUP = "Version negotiation";
  private static final int CHALLENGE = 16;
  private static final int SSL2 = 0x0002;

  /** More than a record that begins like these hellos could announce. */
  private static final int FILLING = 1024;

  private static final int[] SUITES_OF_SSL2 = {
    0x010080, 0x020080, 0x030080, 0x040080, 0x050080, 0x060040, 0x0700c0
  };
  private static final int[] SUITES_OF_TLS = {
    0x001301, 0x001302, 0x001303, 0x00c02f, 0x00c02b, 0x00c030, 0x00c02c, 0x00c013, 0x00c009,
    0x00009c, 0x00002f, 0x000035, 0x00000a
  };

  @OnServer
  @Must(
      rfc = 8996,
      section = "4",
      group = GROUP,
      says = "A ClientHello of TLS 1.0 is answered by protocol_version.",
      sends = "a ClientHello whose version is TLS 1.0",
      expects = "protocol_version",
      breach = Breach.SECURITY)
  void a_hello_of_tls_1_0_is_refused(ServerCase server) throws TargetException {
    server.sends(old(ProtocolVersion.TLS10)).expecting(atOnce(aborts(PROTOCOL_VERSION)));
  }

  @OnServer
  @Must(
      rfc = 8996,
      section = "5",
      group = GROUP,
      says = "A ClientHello of TLS 1.1 is answered by protocol_version.",
      sends = "a ClientHello whose version is TLS 1.1",
      expects = "protocol_version",
      breach = Breach.SECURITY)
  void a_hello_of_tls_1_1_is_refused(ServerCase server) throws TargetException {
    server.sends(old(ProtocolVersion.TLS11)).expecting(atOnce(aborts(PROTOCOL_VERSION)));
  }

  @OnServer
  @Must(
      rfc = 7568,
      section = "3",
      group = GROUP,
      says = "A ClientHello of SSL 3.0 is answered by protocol_version.",
      sends = "a ClientHello whose version is SSL 3.0",
      expects = "protocol_version",
      breach = Breach.SECURITY)
  void a_hello_of_ssl_3_0_is_refused(ServerCase server) throws TargetException {
    server.sends(old(ProtocolVersion.SSL30)).expecting(atOnce(aborts(PROTOCOL_VERSION)));
  }

  @OnServer
  @Must(
      rfc = 9846,
      section = "E.2",
      group = GROUP,
      also = "RFC 5246 §E.1",
      says = "A ClientHello of a version below the lowest of the server's is refused as that.",
      sends = "a ClientHello, without supported_versions, of the version below the server's lowest",
      expects = "protocol_version")
  void a_version_below_the_servers_lowest_is_refused(ServerCase server) throws TargetException {
    ServerFacts facts = ServerScan.facts(server.server());
    Optional<ProtocolVersion> lowest =
        List.of(
                ProtocolVersion.SSL30,
                ProtocolVersion.TLS10,
                ProtocolVersion.TLS11,
                ProtocolVersion.TLS12,
                ProtocolVersion.TLS13)
            .stream()
            .filter(version -> facts.offers(version.toString()) == Answer.YES)
            .findFirst();
    if (lowest.isEmpty() || lowest.get().equals(ProtocolVersion.SSL30)) {
      server.concludes(
          Finding.of(Verdict.NOT_APPLICABLE, "No version of SSL 3.0 or TLS is below its lowest."));
      return;
    }
    server
        .sends(old(new ProtocolVersion(lowest.get().code() - 1)))
        .expecting(atOnce(aborts(PROTOCOL_VERSION)));
  }

  private static Script old(ProtocolVersion version) {
    UnaryOperator<ClientHello> bare = Hellos.without(ExtensionType.SUPPORTED_VERSIONS);
    return Scripts.hello(hello -> Hellos.legacyVersion(version).apply(bare.apply(hello)));
  }

  @OnServer
  @Must(
      rfc = 6176,
      section = "3",
      group = GROUP,
      says = "SSL 2.0 is never spoken.",
      sends = "a CLIENT-HELLO of SSL 2.0",
      expects = "any refusal",
      breach = Breach.SECURITY)
  void a_hello_of_ssl_2_0_is_refused(ServerCase server) throws TargetException {
    server.sends(ssl2(SSL2, SUITES_OF_SSL2)).expecting(refusesInAnyWay());
  }

  @OnServer
  @Must(
      rfc = 9846,
      section = "E.5",
      group = GROUP,
      says = "TLS 1.3 is never negotiated by a hello in the format of SSL 2.0.",
      sends = "hellos in the format of SSL 2.0 that claim TLS 1.2 and 1.3, with suites of TLS 1.3",
      expects = "anything but a ServerHello or HelloRetryRequest of TLS 1.3",
      breach = Breach.SECURITY)
  void an_ssl_2_0_format_never_comes_to_tls_1_3(ServerCase server) throws TargetException {
    server
        .sends(ssl2(ProtocolVersion.TLS12.code(), SUITES_OF_TLS))
        .or("claims TLS 1.3", ssl2(ProtocolVersion.TLS13.code(), SUITES_OF_TLS))
        .expecting(OldVersionExpectations.never13());
  }

  @OnServer
  @Should(
      rfc = 9846,
      section = "E.5",
      group = GROUP,
      also = "RFC 6176 §3",
      says = "A hello in the format of SSL 2.0 is not taken for older versions either.",
      sends = "a hello in the format of SSL 2.0 that claims TLS 1.2",
      expects = "any refusal")
  void the_format_of_ssl_2_0_is_not_taken(ServerCase server) throws TargetException {
    server.sends(ssl2(ProtocolVersion.TLS12.code(), SUITES_OF_TLS)).expecting(refusesInAnyWay());
  }

  @OnServer(versions = {"1.2", "1.3"})
  @Should(
      rfc = 9846,
      section = "E.5",
      group = GROUP,
      says = "Records that say a version before SSL 3.0 are not taken.",
      sends = "a ClientHello in a record that says 0x0200, 0x0002, and 0x0000",
      expects = "any refusal",
      breach = Breach.FORM)
  void records_older_than_ssl_3_0_are_not_taken(ServerCase server) throws TargetException {
    server
        .sends(Scripts.helloInRecordOf(0x0200))
        .or("0x0002", Scripts.helloInRecordOf(SSL2))
        .or("0x0000", Scripts.helloInRecordOf(0))
        .expecting(refusesInAnyWay());
  }

  /**
   * In the place of the ClientHello, so that the answer is read as any answer is. Zeros follow: who
   * takes the hello for the beginning of a record has one to object to.
   */
  private static Script ssl2(int version, int... suites) {
    return Scripts.replace(
        HandshakeType.CLIENT_HELLO,
        message ->
            List.of(new Sending.Raw(hello(version, suites)), new Sending.Raw(new byte[FILLING])));
  }

  static byte[] hello(int version, int... suites) {
    byte[] challenge = new byte[CHALLENGE];
    Arrays.fill(challenge, (byte) version);
    byte[] message =
        WireWriter.write(
            w -> {
              w.uint8(1).uint16(version).uint16(3 * suites.length).uint16(0).uint16(CHALLENGE);
              for (int suite : suites) {
                w.uint24(suite);
              }
              w.bytes(challenge);
            });
    return WireWriter.write(w -> w.uint16(0x8000 | message.length).bytes(message));
  }
}
