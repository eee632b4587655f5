package io.github.tlsgauntlet.policy;

import io.github.tlsgauntlet.policy.LetterGrade.Cap;
import io.github.tlsgauntlet.probe.Answer;
import io.github.tlsgauntlet.probe.CertificateFacts;
import io.github.tlsgauntlet.probe.ChainFacts;
import io.github.tlsgauntlet.probe.ServerFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The letters M and T: certificates for another name, and certificates that nobody trusts. */
final class GradeTrust {
  private static final Pattern REVOKED =
      Pattern.compile("(?<!not )\\brevoked\\b", Pattern.CASE_INSENSITIVE);

  private GradeTrust() {}

  /** M before T: who asks for another server learns nothing from its trust. */
  static List<Cap> of(ServerFacts facts, Set<String> inconclusive) {
    List<Cap> names = new ArrayList<>();
    List<Cap> trust = new ArrayList<>();
    if (facts.chains().isEmpty()) {
      inconclusive.add("whether its certificate is trusted, and for its name");
    }
    for (ChainFacts chain : facts.chains()) {
      if (!chain.onlyWithoutServerName()) {
        add(chain.matchesName(), names, "M", "its certificate is for another name", inconclusive);
      }
      add(chain.trusted(), trust, "T", "its certificate is not trusted", inconclusive);
      chain.certificates().stream().findFirst().ifPresent(own -> own(own, facts, trust));
      if (REVOKED.matcher(chain.staple()).find()) {
        trust.add(new Cap("T", "its certificate is revoked"));
      }
      if (signedWith(chain, List.of("sha1"))) {
        trust.add(new Cap("T", "a certificate is signed with SHA-1"));
      }
    }
    names.addAll(trust);
    return names.stream().distinct().toList();
  }

  private static void own(CertificateFacts own, ServerFacts facts, List<Cap> trust) {
    if (facts.began().isAfter(own.notAfter()) || facts.began().isBefore(own.notBefore())) {
      trust.add(new Cap("T", "its certificate is not in date"));
    }
    if (own.subject().equals(own.issuer())) {
      trust.add(new Cap("T", "its certificate is self-signed"));
    }
  }

  private static void add(
      Answer answer, List<Cap> caps, String letter, String reason, Set<String> inconclusive) {
    if (answer == Answer.NO) {
      caps.add(new Cap(letter, reason));
    } else if (answer == Answer.UNTOLD) {
      inconclusive.add("whether " + reason.replace(" not trusted", " trusted"));
    }
  }

  /** Whether a certificate that is no root has a signature on one of these hashes. */
  static boolean signedWith(ChainFacts chain, List<String> hashes) {
    List<CertificateFacts> sent = chain.certificates();
    for (int i = 0; i < sent.size(); i++) {
      CertificateFacts one = sent.get(i);
      Optional<String> hash = SignatureNames.hash(one.signatureAlgorithm());
      boolean counts = i == 0 || !one.subject().equals(one.issuer());
      if (counts && hash.filter(hashes::contains).isPresent()) {
        return true;
      }
    }
    return false;
  }
}
