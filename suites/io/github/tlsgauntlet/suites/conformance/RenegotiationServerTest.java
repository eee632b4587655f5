package io.github.tlsgauntlet.suites.conformance;

import static io.github.tlsgauntlet.protocol.AlertDescription.HANDSHAKE_FAILURE;
import static io.github.tlsgauntlet.suite.conformance.Expectations.aborts;
import static io.github.tlsgauntlet.suite.conformance.Expectations.finding;
import static io.github.tlsgauntlet.suite.conformance.Expectations.refuses;
import static io.github.tlsgauntlet.suite.conformance.Expectations.seen;

import io.github.tlsgauntlet.peer.ClientSettings;
import io.github.tlsgauntlet.peer.Renegotiation;
import io.github.tlsgauntlet.protocol.CipherSuite;
import io.github.tlsgauntlet.protocol.HandshakeType;
import io.github.tlsgauntlet.suite.Breach;
import io.github.tlsgauntlet.suite.Feature;
import io.github.tlsgauntlet.suite.GauntletSuite;
import io.github.tlsgauntlet.suite.Must;
import io.github.tlsgauntlet.suite.Needs;
import io.github.tlsgauntlet.suite.Quarter;
import io.github.tlsgauntlet.suite.Verdict;
import io.github.tlsgauntlet.suite.conformance.OnServer;
import io.github.tlsgauntlet.suite.conformance.ServerCase;
import io.github.tlsgauntlet.target.TargetException;
import java.util.List;
import java.util.stream.Stream;

/** A second handshake inside the first, at a server that lets clients begin one. */
@GauntletSuite(name = "Conformance", quarter = Quarter.ONE_WAY_SERVER)
class RenegotiationServerTest {
  private static final String GROUP = "Renegotiation";
  private static final String FINISHED = HandshakeType.FINISHED.toString();
  private static final List<CipherSuite> IN_CBC =
      Stream.of(0xc009, 0xc00a, 0xc013, 0xc014, 0xc023, 0xc024, 0xc027, 0xc028, 0x002f, 0x0035)
          .map(CipherSuite::new)
          .toList();

  @OnServer(versions = "1.2")
  @Needs(Feature.RENEGOTIATION)
  @Must(
      rfc = 5746,
      section = "3.7",
      group = GROUP,
      says = "A second ClientHello that is not bound to the first handshake is refused.",
      sends = "a second ClientHello without renegotiation_info, and with wrong verify_data in it",
      expects = "handshake_failure",
      breach = Breach.SECURITY)
  void an_unbound_renegotiation_is_refused(ServerCase server) throws TargetException {
    server
        .asItIs()
        .orAfterHandshake(
            "no renegotiation_info",
            client -> client.renegotiate(Renegotiation.of(Renegotiation.Info.ABSENT)))
        .orAfterHandshake(
            "wrong verify_data",
            client -> client.renegotiate(Renegotiation.of(Renegotiation.Info.WRONG)))
        .orAfterHandshake(
            "an empty renegotiation_info",
            client -> client.renegotiate(Renegotiation.of(Renegotiation.Info.EMPTY)))
        .expecting(aborts(HANDSHAKE_FAILURE));
  }

  @OnServer(versions = "1.2")
  @Needs(Feature.RENEGOTIATION)
  @Must(
      rfc = 5746,
      section = "3.7",
      group = GROUP,
      says = "A second ClientHello that signals as only a first one may is refused.",
      sends = "a second ClientHello with TLS_EMPTY_RENEGOTIATION_INFO_SCSV",
      expects = "handshake_failure")
  void a_renegotiation_that_signals_as_a_first_hello_is_refused(ServerCase server)
      throws TargetException {
    server
        .asItIs()
        .afterHandshake(client -> client.renegotiate(Renegotiation.secure().signalling()))
        .expecting(aborts(HANDSHAKE_FAILURE));
  }

  @OnServer(versions = "1.2")
  @Needs(Feature.RENEGOTIATION)
  @Must(
      rfc = 5746,
      section = "3.7",
      group = GROUP,
      says = "A second ClientHello that is bound to the first handshake leads to a second one.",
      sends = "a second ClientHello with the verify_data of the first handshake",
      expects = "a second handshake, and the connection goes on")
  void a_bound_renegotiation_is_carried_through(ServerCase server) throws TargetException {
    server
        .asItIs()
        .afterHandshake(client -> client.renegotiate(Renegotiation.secure()))
        .expecting(
            seen(
                exchange ->
                    exchange.received(FINISHED).size() > 1
                        ? finding(Verdict.PASS, "It carried it through.", exchange)
                        : finding(Verdict.FAIL, "It did not take it.", exchange)));
  }

  @OnServer(versions = "1.2")
  @Needs({Feature.RENEGOTIATION, Feature.ENCRYPT_THEN_MAC, Feature.CBC_SUITE})
  @Must(
      rfc = 7366,
      section = "3.1",
      group = GROUP,
      says = "A session of encrypt-then-MAC is not renegotiated into one of MAC-then-encrypt.",
      sends = "encrypt_then_mac in the first ClientHello, and none in the second",
      expects = "a refusal",
      breach = Breach.SECURITY)
  void encrypt_then_mac_is_kept(ServerCase server) throws TargetException {
    ClientSettings without = server.settings().cipherSuites(IN_CBC).encryptThenMac(false).build();
    server
        .given(settings -> settings.cipherSuites(IN_CBC))
        .afterHandshake(client -> client.renegotiate(Renegotiation.secure().with(without)))
        .expecting(refuses());
  }
}
