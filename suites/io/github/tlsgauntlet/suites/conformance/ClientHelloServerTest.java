package io.github.tlsgauntlet.suites.conformance;

import static io.github.tlsgauntlet.protocol.AlertDescription.ILLEGAL_PARAMETER;
import static io.github.tlsgauntlet.protocol.AlertDescription.MISSING_EXTENSION;
import static io.github.tlsgauntlet.suite.conformance.Expectations.aborts;
import static io.github.tlsgauntlet.suite.conformance.Expectations.goesOn;

import io.github.tlsgauntlet.peer.Scripts;
import io.github.tlsgauntlet.protocol.ExtensionType;
import io.github.tlsgauntlet.suite.Breach;
import io.github.tlsgauntlet.suite.GauntletSuite;
import io.github.tlsgauntlet.suite.Must;
import io.github.tlsgauntlet.suite.Quarter;
import io.github.tlsgauntlet.suite.conformance.Dimension;
import io.github.tlsgauntlet.suite.conformance.OnServer;
import io.github.tlsgauntlet.suite.conformance.ServerCase;
import io.github.tlsgauntlet.target.TargetException;

/** What a server does with a ClientHello. */
@GauntletSuite(name = "Conformance", quarter = Quarter.ONE_WAY_SERVER)
class ClientHelloServerTest {
  private static final String GROUP = "ClientHello";

  @OnServer(versions = "1.3")
  @Must(
      rfc = 9846,
      section = "4.2.2",
      group = GROUP,
      says = "A ClientHello of TLS 1.3 that names a compression method beside null is refused.",
      sends = "compression_methods DEFLATE and null, and DEFLATE alone",
      expects = "illegal_parameter",
      breach = Breach.SECURITY)
  void compression_is_refused_in_tls_1_3(ServerCase server) throws TargetException {
    server
        .sends(Scripts.hello(Hellos.compression(1, 0)))
        .or("DEFLATE alone", Scripts.hello(Hellos.compression(1)))
        .expecting(aborts(ILLEGAL_PARAMETER));
  }

  @OnServer(versions = "1.3")
  @Must(
      rfc = 9846,
      section = "9.2",
      group = GROUP,
      says = "A ClientHello of TLS 1.3 without a PSK names signature_algorithms.",
      sends = "a ClientHello without signature_algorithms",
      expects = "missing_extension")
  void signature_algorithms_are_required(ServerCase server) throws TargetException {
    server
        .sends(Scripts.hello(Hellos.without(ExtensionType.SIGNATURE_ALGORITHMS)))
        .expecting(aborts(MISSING_EXTENSION));
  }

  @OnServer(
      versions = {"1.2", "1.3"},
      over = {Dimension.SUITE, Dimension.GROUP})
  @Must(
      rfc = 9846,
      section = "5.1",
      group = GROUP,
      also = "RFC 5246 §6.2.1",
      says = "A handshake message may be spread over any number of records.",
      sends = "a ClientHello in records of one byte",
      expects = "the handshake goes on")
  void a_hello_in_records_of_one_byte_is_taken(ServerCase server) throws TargetException {
    server.sends(Scripts.smallRecords(1)).expecting(goesOn());
  }
}
