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

/** The client is asked for a certificate in various ways: does it answer rightly? */
@GauntletSuite(name = "TwoWay", quarter = Quarter.TWO_WAY_CLIENT)
class TwoWayClientTest {
  private static final String GROUP = "Client authentication";

  @EachClient(versions = {"1.2", "1.3"})
  @Must(
      rfc = 9846,
      section = "4.5.2",
      group = GROUP,
      says = "A client that is asked for a certificate and has one sends it and proves its key.")
  void a_fitting_certificate_is_sent_and_proved(
      Trial trial, ClientUnderTest client, ProtocolVersion version) throws TargetException {
    trial.concludes(ClientAnswers.provesItsKey(client, version));
  }

  @EachClient(versions = {"1.2", "1.3"})
  @Must(
      rfc = 9846,
      section = "4.5.1",
      group = GROUP,
      says = "The certificate list that a client sends leads up to the CA that the server named.")
  void the_whole_chain_is_sent(Trial trial, ClientUnderTest client, ProtocolVersion version)
      throws TargetException {
    trial.concludes(ClientAnswers.sendsItsChain(client, version));
  }

  @EachClient(versions = {"1.2", "1.3"})
  @Should(
      rfc = 9846,
      section = "4.3.4",
      group = GROUP,
      says = "A client that is asked without any named authority sends the certificate it has.")
  void no_named_authority_means_any(Trial trial, ClientUnderTest client, ProtocolVersion version)
      throws TargetException {
    trial.concludes(ClientAnswers.answersWithoutAuthorities(client, version));
  }

  @EachClient(versions = {"1.2", "1.3"})
  @Must(
      rfc = 9846,
      section = "4.5.1",
      group = GROUP,
      says = "A client that has no certificate answers a request with an empty list and goes on.")
  void no_certificate_is_answered_by_an_empty_list(
      Trial trial, ClientUnderTest client, ProtocolVersion version) throws TargetException {
    trial.concludes(ClientAnswers.sendsEmptyList(client, version));
  }

  @EachClient(versions = {"1.2", "1.3"})
  @Must(
      rfc = 9846,
      section = "4.5.1",
      group = GROUP,
      says = "A client sends no certificate to a server that asks for none.")
  void nothing_is_sent_unasked(Trial trial, ClientUnderTest client, ProtocolVersion version)
      throws TargetException {
    trial.concludes(ClientAnswers.sendsNothingUnasked(client, version));
  }

  @EachClient(versions = {"1.2", "1.3"})
  @Must(
      rfc = 9846,
      section = "4.5.2",
      group = GROUP,
      says = "A client never signs with a scheme that the server does not take.")
  void no_scheme_is_used_that_was_not_asked_for(
      Trial trial, ClientUnderTest client, ProtocolVersion version) throws TargetException {
    trial.concludes(ClientAnswers.keepsToSchemes(client, version));
  }

  @EachClient(versions = {"1.2", "1.3"})
  @Should(
      rfc = 5246,
      section = "7.4.6",
      group = GROUP,
      says = "A client withholds a certificate that leads to none of the named authorities.")
  void a_certificate_of_another_authority_is_withheld(
      Trial trial, ClientUnderTest client, ProtocolVersion version) throws TargetException {
    trial.concludes(ClientAnswers.heedsAuthorities(client, version));
  }

  @EachClient(versions = {"1.3"})
  @Must(
      rfc = 9846,
      section = "4.4.2",
      group = GROUP,
      says = "A client passes over extensions of a certificate request that it does not know.")
  void unknown_extensions_of_a_request_are_passed_over(
      Trial trial, ClientUnderTest client, ProtocolVersion version) throws TargetException {
    trial.concludes(ClientAnswers.toleratesUnknownExtensions(client, version));
  }

  @EachClient(versions = {"1.2", "1.3"})
  @Must(
      rfc = 8701,
      section = "4.2",
      group = GROUP,
      says = "A client passes over signature schemes in a request that it does not know.")
  void unknown_schemes_of_a_request_are_passed_over(
      Trial trial, ClientUnderTest client, ProtocolVersion version) throws TargetException {
    trial.concludes(ClientAnswers.toleratesUnknownSchemes(client, version));
  }

  @EachClient(versions = {"1.3"})
  @Must(
      rfc = 9846,
      section = "4.4.2",
      group = GROUP,
      says = "A client refuses a certificate request that names no signature schemes.")
  void a_request_without_schemes_is_refused(
      Trial trial, ClientUnderTest client, ProtocolVersion version) throws TargetException {
    trial.concludes(ClientAnswers.refusesRequestWithoutSchemes(client, version));
  }

  @EachClient(versions = {"1.3"})
  @Must(
      rfc = 9846,
      section = "4.7.2",
      group = GROUP,
      says = "A client that did not offer it refuses to be asked after the handshake.")
  void a_request_after_the_handshake_is_refused(
      Trial trial, ClientUnderTest client, ProtocolVersion version) throws TargetException {
    trial.concludes(ClientAnswers.refusesLateRequest(client, version));
  }

  @EachClient(versions = {"1.2"})
  @Must(
      rfc = 5246,
      section = "7.4.4",
      group = GROUP,
      says = "A client whose key is of no requested certificate type sends an empty list.")
  void a_certificate_of_another_type_is_withheld(
      Trial trial, ClientUnderTest client, ProtocolVersion version) throws TargetException {
    trial.concludes(ClientAnswers.heedsTypes(client, version));
  }

  @EachClient(versions = {"1.2", "1.3"})
  @Must(
      rfc = 9846,
      section = "6.2",
      group = GROUP,
      says = "A client whose certificate is refused tells its application so.")
  void a_refusal_reaches_the_application(
      Trial trial, ClientUnderTest client, ProtocolVersion version) throws TargetException {
    trial.concludes(ClientAnswers.reportsRefusal(client, version));
  }
}
