package io.github.tlsgauntlet.suites;

import io.github.tlsgauntlet.protocol.ProtocolVersion;
import io.github.tlsgauntlet.suite.EachServer;
import io.github.tlsgauntlet.suite.GauntletSuite;
import io.github.tlsgauntlet.suite.Must;
import io.github.tlsgauntlet.suite.Quarter;
import io.github.tlsgauntlet.suite.ServerUnderTest;
import io.github.tlsgauntlet.suite.Should;
import io.github.tlsgauntlet.suite.Trial;
import io.github.tlsgauntlet.target.TargetException;

/** Which versions a server negotiates, and how it tells those that it does not. */
@GauntletSuite(name = "ProtocolVersions", quarter = Quarter.ONE_WAY_SERVER)
class ProtocolVersionsServerTest {
  @EachServer
  @Must(
      rfc = 9325,
      section = "3.1.1",
      group = "Protocol versions",
      says = "A server negotiates TLS 1.2 or TLS 1.3.")
  void a_current_version_is_negotiated(Trial trial, ServerUnderTest server) throws TargetException {
    trial.concludes(ServerVersions.current(server));
  }

  @EachServer
  @Should(
      rfc = 9325,
      section = "3.1.1",
      group = "Protocol versions",
      says = "A server negotiates TLS 1.3.")
  void tls_1_3_is_negotiated(Trial trial, ServerUnderTest server) throws TargetException {
    trial.concludes(ServerVersions.tls13(server));
  }

  @EachServer
  @Must(
      rfc = 9325,
      section = "3.1.1",
      group = "Protocol versions",
      says = "A server that speaks TLS 1.3 prefers it to older versions.")
  void tls_1_3_is_preferred(Trial trial, ServerUnderTest server) throws TargetException {
    trial.concludes(ServerVersions.prefers13(server));
  }

  @EachServer
  @Must(
      rfc = 8996,
      section = "5",
      group = "Protocol versions",
      says = "A server does not negotiate TLS 1.1.")
  void tls_1_1_is_not_negotiated(Trial trial, ServerUnderTest server) throws TargetException {
    trial.concludes(ServerVersions.refuses(server, ProtocolVersion.TLS11));
  }

  @EachServer
  @Must(
      rfc = 8996,
      section = "4",
      group = "Protocol versions",
      says = "A server does not negotiate TLS 1.0.")
  void tls_1_0_is_not_negotiated(Trial trial, ServerUnderTest server) throws TargetException {
    trial.concludes(ServerVersions.refuses(server, ProtocolVersion.TLS10));
  }

  @EachServer
  @Must(
      rfc = 7568,
      section = "3",
      group = "Protocol versions",
      says = "A server does not negotiate SSL 3.0.")
  void ssl_3_0_is_not_negotiated(Trial trial, ServerUnderTest server) throws TargetException {
    trial.concludes(ServerVersions.refuses(server, ProtocolVersion.SSL30));
  }

  @EachServer
  @Must(
      rfc = 9325,
      section = "3.1.1",
      group = "Protocol versions",
      says = "A server does not negotiate SSL 2.0.")
  void ssl_2_0_is_not_negotiated(Trial trial, ServerUnderTest server) throws TargetException {
    trial.concludes(ServerVersions.refusesSsl2(server));
  }

  @EachServer
  @Must(
      rfc = 9846,
      section = "4.2.3",
      group = "Protocol versions",
      says = "A server that speaks TLS 1.3 marks its random when it negotiates TLS 1.2.")
  void a_downgrade_is_marked(Trial trial, ServerUnderTest server) throws TargetException {
    trial.concludes(ServerVersions.marksDowngrade(server));
  }

  @EachServer
  @Must(
      rfc = 9846,
      section = "4.3.1",
      group = "Protocol versions",
      says = "A server passes over versions that it does not know.")
  void unknown_versions_are_passed_over(Trial trial, ServerUnderTest server)
      throws TargetException {
    trial.concludes(ServerVersions.toleratesUnknown(server));
  }
}
