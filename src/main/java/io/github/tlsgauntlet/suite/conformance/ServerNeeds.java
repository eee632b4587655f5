package io.github.tlsgauntlet.suite.conformance;

import io.github.tlsgauntlet.crypto.CipherSuiteParameters;
import io.github.tlsgauntlet.peer.CertificateCompression;
import io.github.tlsgauntlet.probe.Answer;
import io.github.tlsgauntlet.probe.Fact;
import io.github.tlsgauntlet.probe.ServerFacts;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import io.github.tlsgauntlet.suite.Feature;
import io.github.tlsgauntlet.suite.Finding;
import io.github.tlsgauntlet.suite.Reaction;
import io.github.tlsgauntlet.suite.ServerScan;
import io.github.tlsgauntlet.suite.Verdict;
import io.github.tlsgauntlet.target.ClientAuthentication;
import io.github.tlsgauntlet.target.TargetException;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Whether a server does by itself what a requirement needs, as it was seen to do now. */
final class ServerNeeds {
  private static final String TLS12 = ProtocolVersion.TLS12.toString();
  private static final String TLS13 = ProtocolVersion.TLS13.toString();

  private final ServerCase server;

  ServerNeeds(ServerCase server) {
    this.server = server;
  }

  /** The first thing that is missing; empty where nothing is. */
  Optional<Finding> unmet(List<Feature> features) throws TargetException {
    Optional<Finding> version = version();
    if (version.isPresent()) {
      return version;
    }
    for (Feature feature : features) {
      Answer answer = answer(feature);
      if (answer != Answer.YES) {
        return Optional.of(
            Finding.of(
                answer == Answer.NO ? Verdict.NOT_APPLICABLE : Verdict.INCONCLUSIVE,
                "This can be tried only where "
                    + feature.sentence()
                    + (answer == Answer.NO ? "." : ", which could not be told.")));
      }
    }
    return authentication();
  }

  /**
   * A server that answers in another version, or refuses in words, speaks this one to nobody like
   * us. One that closes the connection may mean the same where the scan found it so; whatever else
   * it does tells nothing.
   */
  private Optional<Finding> version() throws TargetException {
    Optional<ProtocolVersion> wanted = server.version();
    if (wanted.isEmpty()) {
      return Optional.empty();
    }
    Exchange ordinary = server.ordinary();
    Optional<ProtocolVersion> spoken = ordinary.outcome().version();
    if (spoken.isPresent()) {
      return spoken.equals(wanted)
          ? Optional.empty()
          : Optional.of(
              Expectations.finding(
                  Verdict.NOT_APPLICABLE, "The server does not speak this version.", ordinary));
    }
    String seen = Expectations.goesOn().judge(ordinary).reason();
    boolean refused =
        ordinary.reaction() instanceof Reaction.Refused
            && (ordinary.isTold()
                || ServerScan.facts(server.server()).offers(wanted.get().toString()) == Answer.NO);
    return Optional.of(
        Expectations.finding(
            refused ? Verdict.NOT_APPLICABLE : Verdict.INCONCLUSIVE,
            refused
                ? "The server takes no ordinary client in this version. " + seen
                : "Whether the server speaks this version could not be told. " + seen,
            ordinary));
  }

  /** A live server asks as it asks, and a credential may be missing. */
  private Optional<Finding> authentication() throws TargetException {
    if (server.server().takesSetup() && server.server().clientAuthentication().isEmpty()) {
      return Optional.empty();
    }
    Exchange ordinary = server.ordinary();
    boolean asks = ordinary.outcome().ask().isPresent();
    if (server.asking() != ClientAuthentication.NONE && !asks) {
      return notApplicable("The server asks for no client certificate.");
    }
    if (server.isAnonymous()) {
      return Optional.empty();
    }
    if (asks && server.credential().isEmpty() && !ordinary.taken()) {
      return notApplicable(
          "The server requires a client certificate: lend one with -Dclient.keystore.");
    }
    if (server.asking() != ClientAuthentication.NONE && server.credential().isEmpty()) {
      return notApplicable(
          "It takes a client certificate that the server trusts: lend one with -Dclient.keystore.");
    }
    return Optional.empty();
  }

  private static Optional<Finding> notApplicable(String reason) {
    return Optional.of(Finding.of(Verdict.NOT_APPLICABLE, reason));
  }

  private Answer answer(Feature feature) throws TargetException {
    ServerFacts facts = ServerScan.facts(server.server());
    return switch (feature) {
      case TLS12 -> facts.offers(TLS12);
      case TLS13 -> facts.offers(TLS13);
      case BOTH_VERSIONS -> both(facts.offers(TLS12), facts.offers(TLS13));
      case NO_CLIENT_CERTIFICATE -> yes(server.ordinary().outcome().ask().isEmpty());
      case RSA_KEY_TRANSPORT ->
          suite(facts, one -> one.keyExchange() == CipherSuiteParameters.KeyExchangeMethod.RSA);
      case CBC_SUITE -> suite(facts, one -> !one.bulk().isAead());
      case DHE_SUITE -> suite(facts, one -> one.keyExchange().isField());
      case ANONYMOUS_SUITE ->
          suite(
              facts, one -> one.authentication() == CipherSuiteParameters.Authentication.ANONYMOUS);
      case ECDHE_SUITE -> suite(facts, one -> one.keyExchange().isCurve());
      case FFDHE_13 -> group(facts, TLS13, name -> name.startsWith("ffdhe"));
      case NIST_CURVE -> group(facts, named(), "secp256r1"::equals);
      case MONTGOMERY_CURVE ->
          group(facts, named(), name -> name.equals("x25519") || name.equals("x448"));
      case HELLO_RETRY -> both(facts.offers(TLS13), group(facts, TLS13, name -> true));
      case TICKETS_13 -> fact(facts, "psk-resumption");
      case SESSIONS_12 -> either(fact(facts, "session-ids"), fact(facts, "session-tickets"));
      case TICKETS_12 -> fact(facts, "session-tickets");
      case EARLY_DATA -> fact(facts, "early-data");
      case NO_EARLY_DATA -> both(fact(facts, "psk-resumption"), not(fact(facts, "early-data")));
      case RENEGOTIATION -> fact(facts, "client-renegotiation");
      case NO_RENEGOTIATION -> both(facts.offers(TLS12), not(fact(facts, "client-renegotiation")));
      case POST_HANDSHAKE_AUTHENTICATION -> fact(facts, "post-handshake-authentication");
      case ALPN -> fact(facts, "alpn");
      case EXTENDED_MASTER_SECRET -> fact(facts, "extended-master-secret");
      case ENCRYPT_THEN_MAC -> fact(facts, "encrypt-then-mac");
      case RECORD_SIZE_LIMIT ->
          fact(facts, named().equals(TLS13) ? "record-size-limit-tls13" : "record-size-limit");
      case MAX_FRAGMENT_LENGTH -> fact(facts, "max-fragment-length");
      case CERTIFICATE_COMPRESSION -> fact(facts, "certificate-compression");
      case COMPRESSED_CLIENT_CERTIFICATE ->
          yes(
              server.ordinary().outcome().ask().stream()
                  .flatMap(ask -> ask.extensions().stream())
                  .anyMatch(CertificateCompression::isByZlib));
      case OCSP_STAPLING -> fact(facts, "ocsp-stapling");
      case SERVER_NAME_ACKNOWLEDGED -> fact(facts, "server-name-acknowledged");
      case SERVER_NAME -> fact(facts, "server-name-strict");
      case RSA_CERTIFICATE -> key(facts, "RSA");
      case ECDSA_CERTIFICATE -> key(facts, "EC");
    };
  }

  private static Answer key(ServerFacts facts, String kind) {
    return yes(
        facts.chains().stream()
            .flatMap(chain -> chain.certificates().stream().limit(1))
            .anyMatch(certificate -> certificate.keyAlgorithm().startsWith(kind)));
  }

  private static Answer not(Answer answer) {
    return switch (answer) {
      case YES -> Answer.NO;
      case NO -> Answer.YES;
      default -> Answer.UNTOLD;
    };
  }

  private static Answer either(Answer one, Answer other) {
    if (one == Answer.YES || other == Answer.YES) {
      return Answer.YES;
    }
    return one == Answer.NO && other == Answer.NO ? Answer.NO : Answer.UNTOLD;
  }

  private String named() {
    return server.version().map(ProtocolVersion::toString).orElse("");
  }

  private static Answer yes(boolean yes) {
    return yes ? Answer.YES : Answer.NO;
  }

  private static Answer both(Answer one, Answer other) {
    if (one == Answer.NO || other == Answer.NO) {
      return Answer.NO;
    }
    return one == Answer.YES && other == Answer.YES ? Answer.YES : Answer.UNTOLD;
  }

  private Answer suite(ServerFacts facts, Predicate<CipherSuiteParameters> which) {
    boolean any =
        facts.versions().stream()
            .filter(one -> named().isEmpty() || one.version().equals(named()))
            .flatMap(one -> one.suites().stream())
            .flatMap(one -> CipherSuiteParameters.of(one.suite()).stream())
            .anyMatch(which);
    return yes(any);
  }

  private static Answer group(ServerFacts facts, String version, Predicate<String> which) {
    boolean any =
        facts.groups().stream()
            .filter(one -> version.isEmpty() || one.version().equals(version))
            .flatMap(one -> one.groups().stream())
            .anyMatch(group -> which.test(group.toString()));
    return yes(any);
  }

  static Answer fact(ServerFacts facts, String id) {
    return facts.feature(id).map(Fact::answer).orElse(Answer.UNTOLD);
  }
}
