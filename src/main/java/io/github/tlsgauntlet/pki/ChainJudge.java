package io.github.tlsgauntlet.pki;

import io.github.tlsgauntlet.pki.PathFinding.Outcome;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/**
 * Judges a certificate list rule by rule, as the other side of a connection would, and says of each
 * rule what it saw. Where several paths lead to a trust anchor the best one counts (RFC 4158).
 * Total: no bytes make it throw.
 */
public final class ChainJudge {
  private ChainJudge() {}

  /**
   * Judges a list.
   *
   * @param certificates as they were sent, not trusted
   * @param question what they are judged by
   */
  public static Judgement judge(List<byte[]> certificates, Question question) {
    Map<ChainRule, PathFinding> findings = new EnumMap<>(ChainRule.class);
    put(findings, encoding(certificates));
    Optional<SentCertificate> first =
        certificates.isEmpty() ? Optional.empty() : SentCertificate.read(certificates.get(0));
    if (first.isEmpty()) {
      return new Judgement(findings);
    }
    List<SentCertificate> sent =
        certificates.stream().map(SentCertificate::read).flatMap(Optional::stream).toList();
    put(findings, EndEntityRules.judge(first.get(), question));
    put(findings, ListRules.comesFirst(sent));
    put(findings, ListRules.inOrder(sent));

    PathBuilder builder = new PathBuilder(sent, anchors(question));
    List<List<SentCertificate>> paths = builder.paths(first.get());
    if (paths.isEmpty()) {
      put(findings, ListRules.noPath(builder.longest(), question));
      put(findings, PathRules.judge(builder.longest(), question, false));
      return new Judgement(findings);
    }
    put(
        findings,
        List.of(
            new PathFinding(
                ChainRule.CHAIN_IS_COMPLETE,
                Outcome.HOLDS,
                "Nothing is missing between the end entity and a trust anchor."),
            new PathFinding(
                ChainRule.PATH_ENDS_AT_A_TRUST_ANCHOR,
                Outcome.HOLDS,
                "A path leads to " + paths.get(0).get(paths.get(0).size() - 1).inWords() + ".")));
    put(findings, best(paths, question));
    return new Judgement(findings);
  }

  private static List<PathFinding> best(
      List<List<SentCertificate>> paths, Question question) {
    List<PathFinding> best = List.of();
    long fewest = Long.MAX_VALUE;
    for (List<SentCertificate> path : paths) {
      List<PathFinding> found = PathRules.judge(path, question, true);
      long broken = found.stream().filter(f -> f.outcome() == Outcome.BROKEN).count();
      if (broken < fewest) {
        fewest = broken;
        best = found;
      }
      if (broken == 0) {
        break;
      }
    }
    return best;
  }

  private static List<PathFinding> encoding(List<byte[]> certificates) {
    for (int i = 0; i < certificates.size(); i++) {
      Optional<String> problem = StrictDer.problem(certificates.get(i));
      if (problem.isPresent()) {
        return List.of(
            new PathFinding(
                ChainRule.CERTIFICATES_ARE_DER,
                Outcome.BROKEN,
                "Certificate " + (i + 1) + ": " + problem.get() + "."));
      }
      if (SentCertificate.read(certificates.get(i)).isEmpty()) {
        return List.of(
            new PathFinding(
                ChainRule.CERTIFICATES_ARE_DER,
                Outcome.BROKEN,
                "Certificate " + (i + 1) + " is DER, but no certificate."));
      }
    }
    return List.of(
        certificates.isEmpty()
            ? new PathFinding(
                ChainRule.CERTIFICATES_ARE_DER, Outcome.BROKEN, "The list holds no certificate.")
            : new PathFinding(
                ChainRule.CERTIFICATES_ARE_DER,
                Outcome.HOLDS,
                "All " + certificates.size() + " decode."));
  }

  private static List<SentCertificate> anchors(Question question) {
    List<SentCertificate> anchors = new ArrayList<>();
    for (X509Certificate anchor : question.trustAnchors()) {
      try {
        SentCertificate.read(anchor.getEncoded()).ifPresent(anchors::add);
      } catch (CertificateEncodingException e) {
        // An anchor that has no encoding cannot be compared with what was sent.
        continue;
      }
    }
    return anchors;
  }

  private static void put(Map<ChainRule, PathFinding> findings, List<PathFinding> more) {
    more.forEach(finding -> findings.put(finding.rule(), finding));
  }

  static BouncyCastleProvider provider() {
    return Provider.INSTANCE;
  }

  private static final class Provider {
    private static final BouncyCastleProvider INSTANCE = new BouncyCastleProvider();
  }
}
