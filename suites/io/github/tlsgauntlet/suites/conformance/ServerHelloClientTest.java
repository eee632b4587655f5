package io.github.tlsgauntlet.suites.conformance;

import static io.github.tlsgauntlet.protocol.AlertDescription.DECRYPT_ERROR;
import static io.github.tlsgauntlet.suite.conformance.Expectations.aborts;

import io.github.tlsgauntlet.peer.Scripts;
import io.github.tlsgauntlet.protocol.HandshakeType;
import io.github.tlsgauntlet.suite.Breach;
import io.github.tlsgauntlet.suite.GauntletSuite;
import io.github.tlsgauntlet.suite.Must;
import io.github.tlsgauntlet.suite.Quarter;
import io.github.tlsgauntlet.suite.conformance.ClientCase;
import io.github.tlsgauntlet.suite.conformance.Dimension;
import io.github.tlsgauntlet.suite.conformance.OnClient;
import io.github.tlsgauntlet.target.TargetException;

/** What a client does with a server's part of the handshake. */
@GauntletSuite(name = "Conformance", quarter = Quarter.ONE_WAY_CLIENT)
class ServerHelloClientTest {
  @OnClient(
      versions = {"1.2", "1.3"},
      over = {Dimension.SUITE, Dimension.GROUP})
  @Must(
      rfc = 9846,
      section = "4.5.3",
      group = "Finished",
      also = "RFC 5246 §7.4.9",
      says = "A client refuses a server whose Finished does not verify.",
      sends = "a Finished with one bit of verify_data flipped",
      expects = "decrypt_error",
      breach = Breach.SECURITY)
  void a_wrong_finished_is_refused(ClientCase client) throws TargetException {
    client
        .sends(
            Scripts.edit(
                HandshakeType.FINISHED,
                bytes -> {
                  bytes[bytes.length - 1] ^= 1;
                  return bytes;
                }))
        .expecting(aborts(DECRYPT_ERROR));
  }
}
