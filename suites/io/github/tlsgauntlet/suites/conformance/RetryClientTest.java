package io.github.tlsgauntlet.suites.conformance;

import static io.github.tlsgauntlet.protocol.AlertDescription.DECODE_ERROR;
import static io.github.tlsgauntlet.protocol.AlertDescription.ILLEGAL_PARAMETER;
import static io.github.tlsgauntlet.protocol.AlertDescription.MISSING_EXTENSION;
import static io.github.tlsgauntlet.protocol.AlertDescription.PROTOCOL_VERSION;
import static io.github.tlsgauntlet.protocol.AlertDescription.UNEXPECTED_MESSAGE;
import static io.github.tlsgauntlet.protocol.AlertDescription.UNSUPPORTED_EXTENSION;
import static io.github.tlsgauntlet.suite.conformance.Expectations.aborts;
import static io.github.tlsgauntlet.suite.conformance.Expectations.refuses;

import io.github.tlsgauntlet.crypto.KeyExchangeGroup;
import io.github.tlsgauntlet.peer.Deviation;
import io.github.tlsgauntlet.peer.Script;
import io.github.tlsgauntlet.protocol.CipherSuite;
import io.github.tlsgauntlet.protocol.Extension;
import io.github.tlsgauntlet.protocol.ExtensionType;
import io.github.tlsgauntlet.protocol.Extensions;
import io.github.tlsgauntlet.protocol.HandshakeMessage.ServerHello;
import io.github.tlsgauntlet.protocol.HelloRetry;
import io.github.tlsgauntlet.protocol.NamedGroup;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import io.github.tlsgauntlet.suite.Breach;
import io.github.tlsgauntlet.suite.GauntletSuite;
import io.github.tlsgauntlet.suite.Must;
import io.github.tlsgauntlet.suite.Quarter;
import io.github.tlsgauntlet.suite.Should;
import io.github.tlsgauntlet.suite.conformance.AfterServed;
import io.github.tlsgauntlet.suite.conformance.ClientCase;
import io.github.tlsgauntlet.suite.conformance.ClientStimulus;
import io.github.tlsgauntlet.suite.conformance.Expectations;
import io.github.tlsgauntlet.suite.conformance.OnClient;
import io.github.tlsgauntlet.target.TargetException;
import java.util.List;
import java.util.Optional;

/** What a client does with a HelloRetryRequest. */
@GauntletSuite(name = "Conformance", quarter = Quarter.ONE_WAY_CLIENT)
class RetryClientTest {
  private static final String GROUP = "HelloRetryRequest";
  private static final byte[] COOKIE = {1, 2, 3, 4, 5, 6, 7, 8};

  private static ClientStimulus retried(ClientCase client) throws TargetException {
    return client.given(retry(client));
  }

  /** For a group, where there is one to ask for, and with a cookie. */
  private static ClientStimulus.Change retry(ClientCase client) throws TargetException {
    Optional<NamedGroup> asked = unshared(client);
    return settings ->
        asked.isPresent()
            ? settings.cookie(COOKIE).groups(List.of(asked.get()))
            : settings.cookie(COOKIE);
  }

  /** One that the client offers and sends no share for. */
  static Optional<NamedGroup> unshared(ClientCase client) throws TargetException {
    List<NamedGroup> shared = Offered.shares(client.hello());
    return Offered.groups(client.hello()).stream()
        .filter(group -> !shared.contains(group))
        .filter(group -> KeyExchangeGroup.of(group).isPresent())
        .findFirst();
  }

  private static SecondHello met(ClientCase client, ClientStimulus.Change change)
      throws TargetException {
    return SecondHello.of(
        client.meets(change.apply(client.settings()).build(), client.setup(), AfterServed::answer));
  }

  private static void nothingToAskFor(ClientCase client) {
    client.concludes(
        Passive.notApplicable("The client sends a share for each group that it offers."));
  }

  @OnClient(versions = "1.3")
  @Must(
      rfc = 9846,
      section = "4.2.4",
      group = GROUP,
      says = "A client refuses a second HelloRetryRequest.",
      sends = "a HelloRetryRequest with a cookie, and then one with another cookie",
      expects = "unexpected_message",
      breach = Breach.SECURITY)
  void a_second_retry_is_refused(ClientCase client) throws TargetException {
    retried(client)
        .sends(
            ServerMessages.hello(
                hello ->
                    new ServerHello(
                        ProtocolVersion.TLS12,
                        HelloRetry.random(),
                        hello.sessionId(),
                        hello.cipherSuite(),
                        0,
                        List.of(
                            Extensions.selectedVersion(ProtocolVersion.TLS13),
                            Extensions.cookie(new byte[] {9})))))
        .expecting(aborts(UNEXPECTED_MESSAGE));
  }

  @OnClient(versions = "1.3")
  @Must(
      rfc = 9846,
      section = "4.2.4",
      group = GROUP,
      says = "A client refuses a HelloRetryRequest that would change nothing.",
      sends = "a HelloRetryRequest without key_share and without cookie",
      expects = "illegal_parameter")
  void a_retry_that_changes_nothing_is_refused(ClientCase client) throws TargetException {
    retried(client)
        .sends(
            ServerMessages.retry(
                hello ->
                    ServerMessages.without(ExtensionType.KEY_SHARE)
                        .apply(ServerMessages.without(ExtensionType.COOKIE).apply(hello))))
        .expecting(aborts(ILLEGAL_PARAMETER));
  }

  @OnClient(versions = "1.3")
  @Must(
      rfc = 9846,
      section = "4.3.8",
      group = GROUP,
      says = "A client refuses to be asked for a group that it did not offer, or has sent already.",
      sends = "a HelloRetryRequest that names a group not offered, and one whose share was sent",
      expects = "illegal_parameter")
  void a_retry_for_a_wrong_group_is_refused(ClientCase client) throws TargetException {
    List<NamedGroup> groups = Offered.groups(client.hello());
    NamedGroup foreign =
        List.of(0x0016, 0x001a, 0x0019, 0x0015).stream()
            .map(NamedGroup::new)
            .filter(group -> !groups.contains(group))
            .findFirst()
            .orElse(new NamedGroup(0x00fe));
    NamedGroup shared = Offered.shares(client.hello()).get(0);
    retried(client)
        .or("a group that was not offered", asking(foreign))
        .or("a group whose share was sent", asking(shared))
        .expecting(aborts(ILLEGAL_PARAMETER));
  }

  private static Script asking(NamedGroup group) {
    return ServerMessages.retry(ServerMessages.with(Extensions.selectedGroup(group)));
  }

  @OnClient(versions = "1.3")
  @Must(
      rfc = 9846,
      section = "4.2.4",
      group = GROUP,
      says = "A client refuses a server that chooses another suite than its HelloRetryRequest.",
      sends = "a HelloRetryRequest with another suite than the ServerHello's",
      expects = "illegal_parameter",
      breach = Breach.SECURITY)
  void a_suite_other_than_the_retrys_is_refused(ClientCase client) throws TargetException {
    List<CipherSuite> offered = client.hello().cipherSuites();
    Optional<CipherSuite> other =
        List.of(0x1303, 0x1304, 0x1302).stream()
            .map(CipherSuite::new)
            .filter(offered::contains)
            .findFirst();
    if (other.isEmpty()) {
      client.concludes(
          Passive.notApplicable("The client offers no suite of TLS 1.3 to change to."));
      return;
    }
    retried(client)
        .sends(ServerMessages.retry(ServerMessages.suite(other.get())))
        .expecting(aborts(ILLEGAL_PARAMETER));
  }

  /**
   * A client that offers TLS 1.3 alone may see no more in it than a version that it never offered.
   */
  @OnClient(versions = "1.3")
  @Must(
      rfc = 9846,
      section = "4.2.4",
      group = GROUP,
      also = "RFC 9846 §6.2",
      says = "A client refuses a server that chooses another version than its HelloRetryRequest.",
      sends = "a ServerHello of TLS 1.2 after a HelloRetryRequest of TLS 1.3",
      expects = "illegal_parameter; protocol_version of a client that offers TLS 1.3 alone",
      breach = Breach.SECURITY)
  void a_version_other_than_the_retrys_is_refused(ClientCase client) throws TargetException {
    retried(client)
        .sends(
            ServerMessages.hello(
                hello ->
                    new ServerHello(
                        ProtocolVersion.TLS12,
                        hello.random(),
                        new byte[0],
                        new CipherSuite(0xc02b),
                        0,
                        List.of(Extensions.renegotiationInfo()))))
        .expecting(
            Offered.versions(client.hello()).contains(ProtocolVersion.TLS12)
                ? aborts(ILLEGAL_PARAMETER)
                : aborts(ILLEGAL_PARAMETER, PROTOCOL_VERSION));
  }

  @OnClient(versions = "1.3")
  @Must(
      rfc = 9846,
      section = "4.3.8",
      group = GROUP,
      says = "A client refuses a share in another group than it was asked for.",
      sends = "a HelloRetryRequest for one group, and a ServerHello with a share in another",
      expects = "illegal_parameter",
      breach = Breach.SECURITY)
  void a_share_other_than_the_retrys_is_refused(ClientCase client) throws TargetException {
    Optional<NamedGroup> asked = unshared(client);
    if (asked.isEmpty()) {
      nothingToAskFor(client);
      return;
    }
    NamedGroup shared = Offered.shares(client.hello()).get(0);
    byte[] share = new byte[32];
    client
        .given(settings -> settings.groups(List.of(asked.get())))
        .orDeviating(
            "",
            settings ->
                settings
                    .deviations(new Deviation.ShareAs(share, share))
                    .script(
                        ServerMessages.hello(
                            ServerMessages.with(
                                Extensions.keyShare(new Extensions.KeyShare(shared, share))))))
        .expecting(aborts(ILLEGAL_PARAMETER));
  }

  @OnClient(versions = "1.3")
  @Must(
      rfc = 9846,
      section = "4.2.4",
      group = GROUP,
      says = "What a client insists on in a ServerHello it insists on in a HelloRetryRequest too.",
      sends =
          "a HelloRetryRequest with a suite not offered, with another session ID, and with a"
              + " compression method",
      expects = "illegal_parameter")
  void a_retry_is_checked_as_a_server_hello_is(ClientCase client) throws TargetException {
    List<CipherSuite> offered = client.hello().cipherSuites();
    CipherSuite foreign =
        List.of(0x1305, 0x1304, 0x1303, 0x1306).stream()
            .map(CipherSuite::new)
            .filter(suite -> !offered.contains(suite))
            .findFirst()
            .orElse(new CipherSuite(0x1307));
    retried(client)
        .or("a suite that was not offered", ServerMessages.retry(ServerMessages.suite(foreign)))
        .or(
            "another session ID",
            ServerMessages.retry(ServerMessages.sessionId(id -> new byte[] {1, 2, 3})))
        .or("a compression method", ServerMessages.retry(ServerMessages.compression(1)))
        .expecting(aborts(ILLEGAL_PARAMETER));
  }

  @OnClient(versions = "1.3")
  @Must(
      rfc = 9846,
      section = "4.2.4",
      group = GROUP,
      says = "A client refuses an extension of a HelloRetryRequest that it did not offer.",
      sends = "a HelloRetryRequest with an unknown extension",
      expects = "unsupported_extension",
      breach = Breach.FORM)
  void an_unknown_extension_of_a_retry_is_refused(ClientCase client) throws TargetException {
    retried(client)
        .sends(
            ServerMessages.retry(
                ServerMessages.with(new Extension(ExtensionClientTest.UNKNOWN, new byte[0]))))
        .expecting(aborts(UNSUPPORTED_EXTENSION));
  }

  @OnClient(versions = "1.3")
  @Should(
      rfc = 9846,
      section = "4.2.4",
      group = GROUP,
      says = "A HelloRetryRequest names its version in supported_versions.",
      sends = "a HelloRetryRequest without supported_versions",
      expects = "missing_extension, illegal_parameter or protocol_version")
  void a_retry_without_a_version_is_refused(ClientCase client) throws TargetException {
    retried(client)
        .sends(ServerMessages.retry(ServerMessages.without(ExtensionType.SUPPORTED_VERSIONS)))
        .expecting(
            refuses(MISSING_EXTENSION, ILLEGAL_PARAMETER, PROTOCOL_VERSION, UNEXPECTED_MESSAGE));
  }

  @OnClient(versions = "1.3")
  @Must(
      rfc = 9846,
      section = "4.3.2",
      group = GROUP,
      also = "RFC 9846 §6",
      says = "A cookie is not empty.",
      sends = "a HelloRetryRequest with an empty cookie",
      expects = "decode_error",
      breach = Breach.FORM)
  void an_empty_cookie_is_refused(ClientCase client) throws TargetException {
    retried(client)
        .sends(ServerMessages.retry(ServerMessages.with(Extensions.cookie(new byte[0]))))
        .expecting(refuses(DECODE_ERROR, ILLEGAL_PARAMETER));
  }

  @OnClient(versions = "1.3")
  @Must(
      rfc = 9846,
      section = "4.2.4",
      group = GROUP,
      says = "A client answers a HelloRetryRequest that asks for nothing but a cookie's return.",
      sends = "a HelloRetryRequest with a cookie and without key_share",
      expects = "the handshake goes on")
  void a_retry_with_a_cookie_alone_is_answered(ClientCase client) throws TargetException {
    client
        .asItIs()
        .orDeviating("", settings -> settings.cookie(COOKIE))
        .expecting(Expectations.goesOn());
  }

  @OnClient(versions = "1.3")
  @Must(
      rfc = 9846,
      section = "4.3.2",
      group = GROUP,
      says = "A client sends the cookie of a HelloRetryRequest back as it is.",
      sends = "a HelloRetryRequest with a cookie",
      expects = "a second ClientHello with that cookie")
  void a_cookie_is_sent_back(ClientCase client) throws TargetException {
    client.concludes(met(client, retry(client)).echoes(COOKIE));
  }

  @OnClient(versions = "1.3")
  @Must(
      rfc = 9846,
      section = "4.2.2",
      group = GROUP,
      says = "A client answers a HelloRetryRequest with one share, in the group asked for.",
      sends = "a HelloRetryRequest for a group that came without a share",
      expects = "a second ClientHello whose key_share has that group alone")
  void the_share_that_is_asked_for_is_sent_alone(ClientCase client) throws TargetException {
    Optional<NamedGroup> asked = unshared(client);
    if (asked.isEmpty()) {
      nothingToAskFor(client);
      return;
    }
    client.concludes(
        met(client, settings -> settings.groups(List.of(asked.get()))).sharesAlone(asked.get()));
  }

  @OnClient(versions = "1.3")
  @Must(
      rfc = 9846,
      section = "4.2.2",
      group = GROUP,
      says = "A client's second ClientHello differs from its first in nothing that was not asked.",
      sends = "a HelloRetryRequest with a cookie",
      expects = "the same random, session ID, suites and other extensions",
      breach = Breach.SECURITY)
  void nothing_else_changes_after_a_retry(ClientCase client) throws TargetException {
    client.concludes(met(client, retry(client)).changesNothingElse());
  }
}
