package io.github.tlsgauntlet.suites;

import io.github.tlsgauntlet.protocol.ProtocolVersion;
import io.github.tlsgauntlet.suite.ClientUnderTest;
import io.github.tlsgauntlet.suite.EachClient;
import io.github.tlsgauntlet.suite.GauntletSuite;
import io.github.tlsgauntlet.suite.Must;
import io.github.tlsgauntlet.suite.Quarter;
import io.github.tlsgauntlet.suite.Should;
import io.github.tlsgauntlet.suite.Trial;
import io.github.tlsgauntlet.target.TargetException;

/** Which versions a client offers and goes on in. */
@GauntletSuite(name = "ProtocolVersions", quarter = Quarter.ONE_WAY_CLIENT)
class ProtocolVersionsClientTest {
  @EachClient(versions = {"1.2", "1.3"})
  @Must(
      rfc = 9325,
      section = "3.1.1",
      group = "Protocol versions",
      says = "A client completes a handshake with a good server in each version that it offers.")
  void a_good_server_is_taken(Trial trial, ClientUnderTest client, ProtocolVersion version)
      throws TargetException {
    trial.concludes(ClientVersions.completes(client, version));
  }

  @EachClient
  @Should(
      rfc = 9325,
      section = "3.1.1",
      group = "Protocol versions",
      says = "A client offers TLS 1.3.")
  void tls_1_3_is_offered(Trial trial, ClientUnderTest client) throws TargetException {
    trial.concludes(ClientVersions.offers13(client));
  }

  @EachClient
  @Must(
      rfc = 8996,
      section = "5",
      group = "Protocol versions",
      says = "A client does not negotiate TLS 1.1.")
  void tls_1_1_is_not_taken(Trial trial, ClientUnderTest client) throws TargetException {
    trial.concludes(ClientVersions.refuses(client, ProtocolVersion.TLS11));
  }

  @EachClient
  @Must(
      rfc = 8996,
      section = "4",
      group = "Protocol versions",
      says = "A client does not negotiate TLS 1.0.")
  void tls_1_0_is_not_taken(Trial trial, ClientUnderTest client) throws TargetException {
    trial.concludes(ClientVersions.refuses(client, ProtocolVersion.TLS10));
  }

  @EachClient
  @Must(
      rfc = 7568,
      section = "3",
      group = "Protocol versions",
      says = "A client does not negotiate SSL 3.0.")
  void ssl_3_0_is_not_taken(Trial trial, ClientUnderTest client) throws TargetException {
    trial.concludes(ClientVersions.refuses(client, ProtocolVersion.SSL30));
  }

  @EachClient
  @Must(
      rfc = 9846,
      section = "4.2.3",
      group = "Protocol versions",
      says =
          "A client that offers TLS 1.3 refuses a TLS 1.2 server whose random marks a downgrade.")
  void a_marked_downgrade_is_refused(Trial trial, ClientUnderTest client) throws TargetException {
    trial.concludes(ClientVersions.seesDowngrade(client));
  }
}
