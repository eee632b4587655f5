package io.github.tlsgauntlet.suites.conformance;

import static io.github.tlsgauntlet.suite.conformance.HelloExpectations.retry;

import io.github.tlsgauntlet.protocol.Extension;
import io.github.tlsgauntlet.protocol.ExtensionType;
import io.github.tlsgauntlet.protocol.Extensions;
import io.github.tlsgauntlet.protocol.HandshakeMessage.ClientHello;
import io.github.tlsgauntlet.protocol.HandshakeMessage.ServerHello;
import io.github.tlsgauntlet.protocol.NamedGroup;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import io.github.tlsgauntlet.suite.Breach;
import io.github.tlsgauntlet.suite.Feature;
import io.github.tlsgauntlet.suite.GauntletSuite;
import io.github.tlsgauntlet.suite.Must;
import io.github.tlsgauntlet.suite.Needs;
import io.github.tlsgauntlet.suite.Quarter;
import io.github.tlsgauntlet.suite.Verdict;
import io.github.tlsgauntlet.suite.conformance.Expectation;
import io.github.tlsgauntlet.suite.conformance.Expectations;
import io.github.tlsgauntlet.suite.conformance.HelloAnswers;
import io.github.tlsgauntlet.suite.conformance.OnServer;
import io.github.tlsgauntlet.suite.conformance.ServerCase;
import io.github.tlsgauntlet.suite.conformance.ServerStimulus;
import io.github.tlsgauntlet.target.TargetException;
import io.github.tlsgauntlet.wire.WireException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a HelloRetryRequest holds, and what comes after it. */
@GauntletSuite(name = "Conformance", quarter = Quarter.ONE_WAY_SERVER)
class HelloRetryServerTest {
  private static final String GROUP = "ClientHello";
  private static final Set<ExtensionType> OF_RETRY =
      Set.of(ExtensionType.SUPPORTED_VERSIONS, ExtensionType.KEY_SHARE, ExtensionType.COOKIE);

  private static ServerStimulus withoutShares(ServerCase server) {
    return server.given(settings -> settings.shares(List.of()));
  }

  @OnServer(versions = "1.3")
  @Needs(Feature.HELLO_RETRY)
  @Must(
      rfc = 9846,
      section = "4.2.4",
      group = GROUP,
      also = {"RFC 9846 §4.2.3", "RFC 9846 §4.3.1"},
      says = "A HelloRetryRequest has the fields of a ServerHello of TLS 1.3.",
      sends = "a ClientHello without shares",
      expects =
          "legacy_version 0x0303, the session ID back, the null compression method, TLS 1.3 in"
              + " supported_versions")
  void a_retry_has_the_fields_of_a_server_hello(ServerCase server) throws TargetException {
    withoutShares(server)
        .watching(
            exchange ->
                retry(request -> flaw(request, exchange.outcome().clientHello().orElseThrow()))
                    .judge(exchange));
  }

  private static Optional<String> flaw(ServerHello request, ClientHello sent) {
    if (!request.legacyVersion().equals(ProtocolVersion.TLS12)) {
      return Optional.of("Its legacy_version is " + request.legacyVersion() + ".");
    }
    if (!Arrays.equals(request.sessionId(), sent.sessionId())) {
      return Optional.of("It does not give the session ID back.");
    }
    if (request.compressionMethod() != 0) {
      return Optional.of("Its compression method is " + request.compressionMethod() + ".");
    }
    if (!sent.cipherSuites().contains(request.cipherSuite())) {
      return Optional.of("Its cipher suite " + request.cipherSuite() + " was not offered.");
    }
    return number(request, ExtensionType.SUPPORTED_VERSIONS)
            .filter(code -> code == ProtocolVersion.TLS13.code())
            .isPresent()
        ? Optional.empty()
        : Optional.of("It does not select TLS 1.3 in supported_versions.");
  }

  private static Optional<Integer> number(ServerHello hello, ExtensionType type) {
    try {
      Optional<Extension> extension = hello.extension(type);
      return extension.isPresent()
          ? Optional.of(Extensions.readUint16(extension.get()))
          : Optional.empty();
    } catch (WireException e) {
      return Optional.empty();
    }
  }

  @OnServer(versions = "1.3")
  @Needs(Feature.HELLO_RETRY)
  @Must(
      rfc = 9846,
      section = "4.2.4",
      group = GROUP,
      also = "RFC 9846 §4.3",
      says = "A HelloRetryRequest has no extensions but those that are for it.",
      sends = "a ClientHello without shares",
      expects = "supported_versions, key_share and cookie at most")
  void a_retry_has_few_extensions(ServerCase server) throws TargetException {
    withoutShares(server)
        .watching(
            retry(
                request ->
                    request.extensions().stream()
                        .map(Extension::type)
                        .filter(type -> !OF_RETRY.contains(type))
                        .findFirst()
                        .map(type -> "It has " + type + ".")));
  }

  @OnServer(versions = "1.3")
  @Needs(Feature.HELLO_RETRY)
  @Must(
      rfc = 9846,
      section = "4.3.8",
      group = GROUP,
      says = "A HelloRetryRequest names a group that the client offers.",
      sends = "ClientHellos without shares that offer all groups, and one alone",
      expects = "a group of the list in key_share")
  void a_retry_names_a_group_that_was_offered(ServerCase server) throws TargetException {
    List<NamedGroup> groups = server.settings().build().groups();
    withoutShares(server)
        .watching(
            retry(
                request ->
                    number(request, ExtensionType.KEY_SHARE)
                        .map(NamedGroup::new)
                        .map(
                            group ->
                                groups.contains(group)
                                    ? Optional.<String>empty()
                                    : Optional.of("It names " + group + ", which was not offered."))
                        .orElse(Optional.of("It names no group."))));
  }

  @OnServer(versions = "1.3")
  @Needs(Feature.HELLO_RETRY)
  @Must(
      rfc = 9846,
      section = "4.2.4",
      group = GROUP,
      also = "RFC 9846 §4.3.8",
      says = "After a HelloRetryRequest suite, version and group stay what it said.",
      sends = "a ClientHello without shares, and then one with the share that was asked for",
      expects = "a ServerHello with the same cipher suite, version and group",
      breach = Breach.SECURITY)
  void the_server_hello_keeps_to_the_retry(ServerCase server) throws TargetException {
    withoutShares(server).watching(keepsToTheRetry());
  }

  private static Expectation keepsToTheRetry() {
    return exchange -> {
      Optional<ServerHello> request = HelloAnswers.retry(exchange);
      Optional<ServerHello> hello = HelloAnswers.serverHello(exchange);
      if (request.isEmpty() || hello.isEmpty()) {
        return Expectations.goesOn().judge(exchange);
      }
      Optional<String> change = change(request.get(), hello.get());
      return change.isPresent()
          ? Expectations.finding(Verdict.FAIL, change.get(), exchange)
          : Expectations.finding(
              Verdict.PASS, "Its ServerHello keeps to its HelloRetryRequest.", exchange);
    };
  }

  private static Optional<String> change(ServerHello request, ServerHello hello) {
    if (!request.cipherSuite().equals(hello.cipherSuite())) {
      return Optional.of(
          "It asked for " + request.cipherSuite() + " and chose " + hello.cipherSuite() + ".");
    }
    if (!number(request, ExtensionType.SUPPORTED_VERSIONS)
        .equals(number(hello, ExtensionType.SUPPORTED_VERSIONS))) {
      return Optional.of("Its version is another than before.");
    }
    return number(request, ExtensionType.KEY_SHARE).equals(group(hello))
        ? Optional.empty()
        : Optional.of("Its share is of another group than it asked for.");
  }

  private static Optional<Integer> group(ServerHello hello) {
    try {
      Optional<Extension> share = hello.extension(ExtensionType.KEY_SHARE);
      return share.isPresent()
          ? Optional.of(Extensions.readKeyShare(share.get()).group().code())
          : Optional.empty();
    } catch (WireException e) {
      return Optional.empty();
    }
  }

  @OnServer(versions = "1.3")
  @Needs(Feature.HELLO_RETRY)
  @Must(
      rfc = 9846,
      section = "E.4",
      group = GROUP,
      says = "A change_cipher_spec follows a HelloRetryRequest where the client has a session ID.",
      sends = "a ClientHello without shares, with a session ID of 32 bytes",
      expects = "change_cipher_spec right after the HelloRetryRequest")
  void a_change_cipher_spec_follows_the_retry(ServerCase server) throws TargetException {
    withoutShares(server)
        .watching(
            exchange -> {
              List<String> received = exchange.receivedInOrder();
              int at = received.indexOf("HelloRetryRequest");
              if (at < 0) {
                return Expectations.goesOn().judge(exchange);
              }
              boolean follows =
                  received.size() > at + 1 && received.get(at + 1).equals("ChangeCipherSpec");
              return Expectations.finding(
                  follows ? Verdict.PASS : Verdict.FAIL,
                  follows
                      ? "change_cipher_spec follows its HelloRetryRequest."
                      : "No change_cipher_spec follows its HelloRetryRequest.",
                  exchange);
            });
  }
}
