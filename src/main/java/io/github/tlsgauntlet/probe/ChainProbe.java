package io.github.tlsgauntlet.probe;

import io.github.tlsgauntlet.pki.ChainJudge;
import io.github.tlsgauntlet.pki.ChainRule;
import io.github.tlsgauntlet.pki.Judgement;
import io.github.tlsgauntlet.pki.PathFinding;
import io.github.tlsgauntlet.pki.Purpose;
import io.github.tlsgauntlet.pki.Question;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Gathers the chains that a server sends, and judges each once. */
final class ChainProbe {
  private final ProbeSettings settings;
  private final Instant now;
  private final Map<String, Seen> seen = new LinkedHashMap<>();

  private static final class Seen {
    private final List<byte[]> certificates;
    private Optional<byte[]> staple = Optional.empty();
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
   * Takes note of a chain.
   *
   * @param certificates as sent; an empty list is none
   * @param staple the stapled response that came with it
   * @param withName whether the server had been told a name
   */
  void saw(List<byte[]> certificates, Optional<byte[]> staple, boolean withName) {
    if (certificates.isEmpty()) {
      return;
    }
    StringBuilder key = new StringBuilder();
    certificates.forEach(one -> key.append(Certificates.sha256(one)));
    Seen chain = seen.computeIfAbsent(key.toString(), any -> new Seen(certificates));
    if (chain.staple.isEmpty()) {
      chain.staple = staple;
    }
    chain.named |= withName;
    chain.unnamed |= !withName;
  }

  List<ChainFacts> facts() {
    return seen.values().stream().map(this::facts).toList();
  }

  private ChainFacts facts(Seen chain) {
    List<CertificateFacts> certificates = new ArrayList<>();
    chain.certificates.forEach(one -> Certificates.read(one).ifPresent(certificates::add));
    Judgement judgement =
        ChainJudge.judge(
            chain.certificates,
            new Question(settings.anchors().get(), settings.serverName(), now, Purpose.SERVER));
    PathFinding name = judgement.of(ChainRule.CERTIFICATE_NAMES_THE_HOST);
    List<String> broken =
        judgement.broken().stream()
            .filter(rule -> rule != ChainRule.CERTIFICATE_NAMES_THE_HOST)
            .map(rule -> judgement.of(rule).reason())
            .distinct()
            .toList();
    PathFinding anchor = judgement.of(ChainRule.PATH_ENDS_AT_A_TRUST_ANCHOR);
    Answer path = answer(anchor);
    boolean sound = broken.isEmpty() || judgement.acceptable() || onlyName(judgement);
    return new ChainFacts(
        certificates,
        chain.certificates.size() - certificates.size(),
        path == Answer.YES && !sound ? Answer.NO : path,
        path == Answer.YES && sound
            ? "By " + settings.anchorsFrom() + "."
            : broken.isEmpty() ? anchor.reason() : String.join(" ", broken),
        answer(name),
        name.reason(),
        answer(judgement.of(ChainRule.CHAIN_IS_IN_ORDER)) != Answer.NO,
        answer(judgement.of(ChainRule.CHAIN_IS_COMPLETE)),
        chain.unnamed && !chain.named,
        chain.staple.map(Staples::inWords).orElse(""));
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
