package io.github.tlsgauntlet.probe;

import io.github.tlsgauntlet.peer.FirstFlight;
import io.github.tlsgauntlet.peer.HandshakeOutcome;
import io.github.tlsgauntlet.pki.ChainJudge;
import io.github.tlsgauntlet.pki.ChainRule;
import io.github.tlsgauntlet.pki.Judgement;
import io.github.tlsgauntlet.pki.OcspJudge;
import io.github.tlsgauntlet.pki.PathFinding;
import io.github.tlsgauntlet.pki.Purpose;
import io.github.tlsgauntlet.pki.Question;
import io.github.tlsgauntlet.pki.RevocationFinding;
import io.github.tlsgauntlet.pki.TimestampFinding;
import io.github.tlsgauntlet.pki.TimestampFinding.Source;
import io.github.tlsgauntlet.pki.TimestampJudge;
import io.github.tlsgauntlet.protocol.Extension;
import io.github.tlsgauntlet.protocol.ExtensionType;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Gathers the chains that a server sends, and judges each once. */
final class ChainProbe {
  private final ProbeSettings settings;
  private final Instant now;
  private final Map<String, Seen> seen = new LinkedHashMap<>();

  private static final class Seen {
    private final List<byte[]> certificates;
    private Optional<byte[]> staple = Optional.empty();
    private Optional<byte[]> timestamps = Optional.empty();
    private boolean askedForStaple;
    private final Set<Integer> versions = new TreeSet<>();
    private boolean named;
    private boolean unnamed;

    private Seen(List<byte[]> certificates) {
      this.certificates = certificates;
    }
  }

  ChainProbe(ProbeSettings settings, Instant now) {
    this.settings = settings;
    this.now = now;
  }

  /**
   * Takes note of the chain of a handshake that asked for a staple and for timestamps.
   *
   * @param withName whether the server had been told a name
   */
  void saw(HandshakeOutcome outcome, boolean withName) {
    saw(outcome.peerCertificates(), outcome.stapled(), withName)
        .ifPresent(
            chain -> {
              outcome.version().ifPresent(version -> chain.versions.add(version.code()));
              chain.askedForStaple |=
                  outcome
                      .clientHello()
                      .flatMap(
                          hello -> Extension.find(hello.extensions(), ExtensionType.STATUS_REQUEST))
                      .isPresent();
              chain.timestamps = chain.timestamps.or(outcome::timestamps);
            });
  }

  /**
   * Takes note of the chain of an answer in the clear.
   *
   * @param withName whether the server had been told a name
   */
  void saw(FirstFlight flight, boolean withName) {
    saw(flight.certificates(), flight.staple(), withName)
        .ifPresent(
            chain -> flight.version().ifPresent(version -> chain.versions.add(version.code())));
  }

  /**
   * Takes note of a chain.
   *
   * @param certificates as sent; an empty list is none
   * @param staple the stapled response that came with it
   * @param withName whether the server had been told a name
   */
  Optional<Seen> saw(List<byte[]> certificates, Optional<byte[]> staple, boolean withName) {
    if (certificates.isEmpty()) {
      return Optional.empty();
    }
    StringBuilder key = new StringBuilder();
    certificates.forEach(one -> key.append(Certificates.sha256(one)));
    Seen chain = seen.computeIfAbsent(key.toString(), any -> new Seen(certificates));
    if (chain.staple.isEmpty()) {
      chain.staple = staple;
    }
    chain.named |= withName;
    chain.unnamed |= !withName;
    return Optional.of(chain);
  }

  List<ChainFacts> facts() {
    RevocationProbe revocation =
        new RevocationProbe(settings.checks().revocation(), settings.timeout(), now);
    return seen.values().stream().map(chain -> facts(chain, revocation)).toList();
  }

  private ChainFacts facts(Seen chain, RevocationProbe revocation) {
    List<CertificateFacts> certificates = new ArrayList<>();
    chain.certificates.forEach(one -> Certificates.read(one).ifPresent(certificates::add));
    Judgement judgement = judge(chain.certificates, settings.anchors().get());
    PathFinding name = judgement.of(ChainRule.CERTIFICATE_NAMES_THE_HOST);
    Answer trusted = trusted(judgement);
    ChainDetails details = details(chain, judgement, revocation);
    return new ChainFacts(
        certificates,
        chain.certificates.size() - certificates.size(),
        trusted,
        trusted == Answer.YES ? "By " + settings.anchorsFrom() + "." : hindrance(judgement),
        answer(name),
        name.reason(),
        answer(judgement.of(ChainRule.CHAIN_IS_IN_ORDER)) != Answer.NO,
        answer(judgement.of(ChainRule.CHAIN_IS_COMPLETE)),
        chain.unnamed && !chain.named,
        details.staple().map(RevocationFinding::inWords).orElse(""),
        details);
  }

  private Judgement judge(List<byte[]> certificates, List<X509Certificate> anchors) {
    return ChainJudge.judge(
        certificates, new Question(anchors, settings.serverName(), now, Purpose.SERVER));
  }

  private static Answer trusted(Judgement judgement) {
    Answer path = answer(judgement.of(ChainRule.PATH_ENDS_AT_A_TRUST_ANCHOR));
    boolean sound = broken(judgement).isEmpty() || judgement.acceptable() || onlyName(judgement);
    return path == Answer.YES && !sound ? Answer.NO : path;
  }

  private static String hindrance(Judgement judgement) {
    List<String> broken = broken(judgement);
    return broken.isEmpty()
        ? judgement.of(ChainRule.PATH_ENDS_AT_A_TRUST_ANCHOR).reason()
        : String.join(" ", broken);
  }

  private static List<String> broken(Judgement judgement) {
    return judgement.broken().stream()
        .filter(rule -> rule != ChainRule.CERTIFICATE_NAMES_THE_HOST)
        .map(rule -> judgement.of(rule).reason())
        .distinct()
        .toList();
  }

  private ChainDetails details(Seen chain, Judgement judgement, RevocationProbe revocation) {
    List<byte[]> sent = chain.certificates;
    List<TrustFacts> trust = new ArrayList<>();
    List<byte[]> path = judgement.path();
    Answer reached = answer(judgement.of(ChainRule.PATH_ENDS_AT_A_TRUST_ANCHOR));
    for (Checks.Store store : settings.checks().stores()) {
      Judgement other = judge(sent, store.anchors().apply(sent));
      Answer trusted = trusted(other);
      PathFinding end = other.of(ChainRule.PATH_ENDS_AT_A_TRUST_ANCHOR);
      trust.add(
          new TrustFacts(
              store.name(),
              trusted,
              answer(end) != Answer.YES
                  ? "No path leads to one of its anchors."
                  : trusted == Answer.YES ? end.reason() : hindrance(other)));
      if (reached != Answer.YES && trusted == Answer.YES) {
        // The issuers are known by this store, though the user's own leads nowhere.
        path = other.path();
        reached = trusted;
      }
    }
    Optional<byte[]> issuer = issuer(path, sent);
    Optional<RevocationFinding> staple =
        chain.staple.map(response -> OcspJudge.judge(response, sent.get(0), issuer, now));
    return new ChainDetails(
        chain.versions.stream().map(ProtocolVersion::new).toList(),
        trust,
        SentList.facts(sent, path, reached == Answer.YES),
        timestamps(chain, issuer),
        staple,
        Certificates.read(sent.get(0))
            .flatMap(own -> Staples.demanded(own, staple, chain.askedForStaple)),
        revocation.of(path.isEmpty() ? sent : path));
  }

  /** On the path, or the certificate after it where the path ends with it. */
  private static Optional<byte[]> issuer(List<byte[]> path, List<byte[]> sent) {
    if (path.size() > 1) {
      return Optional.of(path.get(1));
    }
    return sent.size() > 1 ? Optional.of(sent.get(1)) : Optional.empty();
  }

  private List<TimestampFinding> timestamps(Seen chain, Optional<byte[]> issuer) {
    byte[] own = chain.certificates.get(0);
    TimestampJudge judge = new TimestampJudge(settings.checks().logs(), now);
    List<TimestampFinding> found = new ArrayList<>(judge.embedded(own, issuer));
    chain
        .staple
        .flatMap(OcspJudge::timestamps)
        .ifPresent(list -> found.addAll(judge.judge(list, Source.OCSP_RESPONSE, own, issuer)));
    chain.timestamps.ifPresent(
        list -> found.addAll(judge.judge(list, Source.TLS_EXTENSION, own, issuer)));
    return found;
  }

  /** Whether a verifier that checks no name would take it. */
  private static boolean onlyName(Judgement judgement) {
    return judgement.broken().stream()
        .filter(rule -> rule != ChainRule.CERTIFICATE_NAMES_THE_HOST)
        .noneMatch(ChainRule::decides);
  }

  private static Answer answer(PathFinding finding) {
    return switch (finding.outcome()) {
      case HOLDS -> Answer.YES;
      case BROKEN -> Answer.NO;
      case UNTOLD, NOT_APPLICABLE -> Answer.UNTOLD;
    };
  }
}
