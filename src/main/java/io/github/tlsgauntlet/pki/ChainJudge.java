package io.github.tlsgauntlet.pki;

import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * Judges a certificate list rule by rule, as the other side of a connection would, and says of each
 * rule what it saw. Where several paths lead to a trust anchor the best one counts (RFC 4158).
 * Revocation is not judged: it takes more than the list. Total: no bytes make it throw or run long.
 */
public final class ChainJudge {
  private static final int MOST_CERTIFICATES = 256;
  private static final int UNFINISHED_WEIGHT = 900;

  private ChainJudge() {}

  /**
   * Judges a list.
   *
   * @param certificates as they were sent, not trusted; what lies behind the 256th is not read
   * @param question what they are judged by
   */
  public static Judgement judge(List<byte[]> certificates, Question question) {
    List<byte[]> list = certificates.subList(0, Math.min(MOST_CERTIFICATES, certificates.size()));
    List<Optional<SentCertificate>> read = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      read.add(SentCertificate.read(list.get(i), OptionalInt.of(i)));
    }
    Findings findings = new Findings();
    EncodingRules.judge(list, read, findings);
    if (read.isEmpty() || read.get(0).isEmpty()) {
      return new Judgement(findings.byRule(), List.of());
    }
    List<SentCertificate> sent = read.stream().flatMap(Optional::stream).toList();
    SentCertificate first = sent.get(0);
    guard(() -> EndEntityRules.judge(first, question, findings));
    guard(() -> NameRules.judge(first, question, findings));
    guard(() -> LifetimeRule.judge(first, findings));

    SignatureChecks signatures = new SignatureChecks();
    PathSearch search = new PathSearch(distinct(sent), anchors(question), signatures);
    Best best = new Best(sent, question, signatures);
    guard(() -> search.search(first, best::offer));
    if (best.path.isEmpty()) {
      best.offer(search.longest().orElse(new CertificatePath(List.of(first), Optional.empty())));
    }
    findings.addAll(best.findings);
    return new Judgement(
        findings.byRule(),
        best.path.stream()
            .flatMap(path -> path.whole().stream())
            .map(SentCertificate::encoded)
            .toList());
  }

  /**
   * Runs rules, and says whether they came to their end; those that a fault kept from saying
   * anything are untold.
   */
  private static boolean guard(Runnable rules) {
    try {
      rules.run();
      return true;
    } catch (RuntimeException e) {
      // Bouncy Castle parses some values only when they are asked for, and tells malformed ones by
      // unchecked exceptions. A rule that said nothing is untold, and that is never a pass.
      return false;
    }
  }

  /** Keeps the path that breaks the fewest rules, and what they say of it. */
  private static final class Best {
    private final List<SentCertificate> sent;
    private final Question question;
    private final SignatureChecks signatures;
    private Optional<CertificatePath> path = Optional.empty();
    private Findings findings = new Findings();
    private long least = Long.MAX_VALUE;

    Best(List<SentCertificate> sent, Question question, SignatureChecks signatures) {
      this.sent = sent;
      this.question = question;
      this.signatures = signatures;
    }

    boolean offer(CertificatePath offered) {
      Findings found = new Findings();
      long unfinished =
          Stream.<Runnable>of(
                  () -> ListRules.judge(sent, offered, question, found),
                  () -> FormRules.judge(offered, found),
                  () -> PathRules.judge(offered, question, signatures, found),
                  () -> UsageRules.judge(offered, question, found),
                  () -> NameConstraintRules.judge(offered, found),
                  () -> PolicyRule.judge(offered, found),
                  () -> AlgorithmRules.judge(offered, found))
              .filter(rules -> !guard(rules))
              .count();
      long badness = found.weight() + unfinished * UNFINISHED_WEIGHT;
      if (path.isEmpty() || badness < least) {
        path = Optional.of(offered);
        findings = found;
        least = badness;
      }
      return least == 0;
    }
  }

  private static List<SentCertificate> distinct(List<SentCertificate> sent) {
    List<SentCertificate> distinct = new ArrayList<>();
    for (SentCertificate certificate : sent) {
      if (distinct.stream().noneMatch(certificate::isSame)) {
        distinct.add(certificate);
      }
    }
    return distinct;
  }

  private static List<SentCertificate> anchors(Question question) {
    List<SentCertificate> anchors = new ArrayList<>();
    for (X509Certificate anchor : question.trustAnchors()) {
      encoded(anchor)
          .flatMap(encoded -> SentCertificate.read(encoded, OptionalInt.empty()))
          .ifPresent(anchors::add);
    }
    return anchors;
  }

  /** Empty for an anchor without an encoding: it can't be compared with what was sent. */
  private static Optional<byte[]> encoded(X509Certificate anchor) {
    try {
      return Optional.of(anchor.getEncoded());
    } catch (CertificateEncodingException e) {
      return Optional.empty();
    }
  }
}
