package io.github.tlsgauntlet.suites;

import io.github.tlsgauntlet.suite.EachServer;
import io.github.tlsgauntlet.suite.GauntletSuite;
import io.github.tlsgauntlet.suite.Must;
import io.github.tlsgauntlet.suite.Quarter;
import io.github.tlsgauntlet.suite.ServerUnderTest;
import io.github.tlsgauntlet.suite.Should;
import io.github.tlsgauntlet.suite.Trial;
import io.github.tlsgauntlet.target.TargetException;

/** Which cipher suites and keys a server uses, and which of them it would rather use. */
@GauntletSuite(name = "CipherSuites", quarter = Quarter.ONE_WAY_SERVER)
class CipherSuitesServerTest {
  @EachServer
  @Must(
      rfc = 9325,
      section = "4.1",
      group = "Cipher suites",
      says = "A server negotiates no cipher suite of less than 112 bits.")
  void no_cipher_suite_has_less_than_112_bits(Trial trial, ServerUnderTest server)
      throws TargetException {
    trial.concludes(ScanVerdicts.bestPractice(server, "suites-weak"));
  }

  @EachServer
  @Should(
      rfc = 9325,
      section = "4.1",
      group = "Cipher suites",
      says = "A server negotiates no cipher suite of less than 128 bits.")
  void no_cipher_suite_has_less_than_128_bits(Trial trial, ServerUnderTest server)
      throws TargetException {
    trial.concludes(ScanVerdicts.bestPractice(server, "suites-strong"));
  }

  @EachServer
  @Must(
      rfc = 9325,
      section = "4.1",
      group = "Cipher suites",
      says = "A server supports cipher suites whose sessions stay secret when its key is lost.")
  void forward_secrecy_is_supported(Trial trial, ServerUnderTest server) throws TargetException {
    trial.concludes(SuiteVerdicts.supportsForwardSecrecy(server));
  }

  @EachServer
  @Should(
      rfc = 9325,
      section = "4.1",
      group = "Cipher suites",
      says = "A server transports no key by RSA, and agrees on none with a static key.")
  void no_cipher_suite_is_without_forward_secrecy(Trial trial, ServerUnderTest server)
      throws TargetException {
    trial.concludes(ScanVerdicts.bestPractice(server, "suites-forward-secrecy"));
  }

  @EachServer
  @Should(
      rfc = 9325,
      section = "4.1",
      group = "Cipher suites",
      says = "A server of TLS 1.2 negotiates no finite-field Diffie-Hellman.")
  void no_cipher_suite_uses_finite_fields(Trial trial, ServerUnderTest server)
      throws TargetException {
    trial.concludes(ScanVerdicts.bestPractice(server, "suites-dhe"));
  }

  @EachServer
  @Should(
      rfc = 9325,
      section = "4.2",
      group = "Cipher suites",
      says = "A server of TLS 1.2 takes ECDHE with AES-GCM.")
  void a_recommended_cipher_suite_is_taken(Trial trial, ServerUnderTest server)
      throws TargetException {
    trial.concludes(SuiteVerdicts.takesRecommended(server));
  }

  @EachServer
  @Must(
      rfc = 9325,
      section = "4.2.1",
      group = "Cipher suites",
      says = "A server prefers ECDHE with AES-128-GCM to weaker cipher suites named before it.")
  void weaker_cipher_suites_come_last(Trial trial, ServerUnderTest server) throws TargetException {
    trial.concludes(SuiteVerdicts.prefersStrong(server));
  }

  @EachServer
  @Must(
      rfc = 9325,
      section = "4.5",
      group = "Key exchange",
      says = "A server uses no finite field of less than 2048 bits.")
  void no_finite_field_is_short(Trial trial, ServerUnderTest server) throws TargetException {
    trial.concludes(ScanVerdicts.bestPractice(server, "dh-bits"));
  }

  @EachServer
  @Must(
      rfc = 9325,
      section = "4.5",
      group = "Key exchange",
      says = "A server uses no elliptic curve of less than 224 bits.")
  void no_elliptic_curve_is_short(Trial trial, ServerUnderTest server) throws TargetException {
    trial.concludes(ScanVerdicts.bestPractice(server, "ec-bits"));
  }

  @EachServer
  @Should(
      rfc = 9325,
      section = "4.2.1",
      group = "Key exchange",
      says = "A server supports the groups secp256r1 and x25519.")
  void the_usual_groups_are_supported(Trial trial, ServerUnderTest server) throws TargetException {
    trial.concludes(ScanVerdicts.bestPractice(server, "groups"));
  }

  @EachServer
  @Must(
      rfc = 9155,
      section = "4",
      group = "Key exchange",
      says = "A server of TLS 1.2 does not sign its key exchange with MD5 or SHA-1.")
  void the_key_exchange_is_not_signed_with_sha_1(Trial trial, ServerUnderTest server)
      throws TargetException {
    trial.concludes(SuiteVerdicts.signsStrongly(server));
  }
}
