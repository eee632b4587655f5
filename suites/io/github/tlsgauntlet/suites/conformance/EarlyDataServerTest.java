package io.github.tlsgauntlet.suites.conformance;

import static io.github.tlsgauntlet.protocol.AlertDescription.BAD_RECORD_MAC;
import static io.github.tlsgauntlet.suite.conformance.Expectations.aborts;

import io.github.tlsgauntlet.peer.Scripts;
import io.github.tlsgauntlet.peer.Sending;
import io.github.tlsgauntlet.protocol.ContentType;
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
import java.util.Optional;

/** Early data at a server that takes them. */
@GauntletSuite(name = "Conformance", quarter = Quarter.ONE_WAY_SERVER)
class EarlyDataServerTest {
  private static final String GROUP = "Resumption";
  private static final byte[] EARLY = {'e', 'a', 'r', 'l', 'y'};

  @OnServer(versions = "1.3")
  @Needs(Feature.EARLY_DATA)
  @Must(
      rfc = 9846,
      section = "4.3.10",
      group = GROUP,
      says = "Early data that was accepted and does not open ends the connection.",
      sends = "early data, and a record of it that was tampered with",
      expects = "bad_record_mac",
      breach = Breach.SECURITY)
  void early_data_that_does_not_open_ends_the_connection(ServerCase server) throws TargetException {
    server
        .given(settings -> settings.earlyData(Optional.of(EARLY)))
        .resuming()
        .sends(
            Scripts.before(
                HandshakeType.END_OF_EARLY_DATA,
                new Sending.Tampered(ContentType.APPLICATION_DATA.code(), EARLY)))
        .expecting(EarlyDataTaken.and(aborts(BAD_RECORD_MAC)));
  }

  @OnServer(versions = "1.3")
  @Needs(Feature.EARLY_DATA)
  @Should(
      rfc = 9846,
      section = "8",
      group = GROUP,
      says = "Early data are taken once at most, however often they are sent.",
      sends = "one flight with early data, twice to the letter",
      expects = "early data are accepted once at most",
      breach = Breach.SECURITY)
  void early_data_are_taken_once(ServerCase server) throws TargetException {
    server.concludes(Replays.ofEarlyData(server, EARLY));
  }

  @OnServer(versions = "1.3")
  @Needs(Feature.EARLY_DATA)
  @Must(
      rfc = 9846,
      section = "6",
      group = "Lengths",
      tags = "malformed",
      also = "RFC 9846 §4.6",
      says = "An EndOfEarlyData whose length is not 0 is refused.",
      sends = "an EndOfEarlyData: its own length too large and maximal, and a byte in it",
      expects = LengthTrials.REFUSED,
      breach = Breach.SECURITY)
  void lengths_of_an_end_of_early_data_are_checked(ServerCase server) throws TargetException {
    LengthTrials.endOfEarlyData(server, EARLY);
  }
}
