package io.github.tlsgauntlet.pki;

import io.github.tlsgauntlet.pki.NameSubtree.Place;
import io.github.tlsgauntlet.pki.PathFinding.Outcome;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.x500.AttributeTypeAndValue;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.NameConstraints;

/** Name constraints along a path (RFC 5280, Sections 4.2.1.10 and 6.1.3 (b), (c)). */
final class NameConstraintRules {
  /** Constraints times names: above this a list is made to be slow. */
  private static final long MOST_COMPARISONS = 1_000_000;

  /** One certificate's constraints. */
  private record Constraints(
      SentCertificate of, List<NameSubtree> permitted, List<NameSubtree> excluded) {}

  private NameConstraintRules() {}

  static void judge(CertificatePath path, Findings findings) {
    judge(ChainRule.NAME_CONSTRAINTS_ARE_KEPT, path.issuers(), path, findings);
    List<SentCertificate> anchor =
        path.anchor().filter(trusted -> !path.isPinned()).map(List::of).orElse(List.of());
    ChainRule rule = ChainRule.TRUST_ANCHOR_CONSTRAINTS_ARE_KEPT;
    judge(rule, anchor, path, findings);
    long authorities = path.issuers().stream().filter(issuer -> !issuer.isSelfIssued()).count();
    for (SentCertificate trusted : anchor) {
      UsageRules.limit(trusted)
          .filter(limit -> limit.compareTo(BigInteger.valueOf(authorities)) < 0)
          .ifPresent(
              limit ->
                  findings.add(
                      rule,
                      Outcome.BROKEN,
                      trusted,
                      "allows " + limit + " CAs below it, and there are " + authorities));
    }
  }

  /** Holds everything below these issuers to their constraints. */
  private static void judge(
      ChainRule rule, List<SentCertificate> issuers, CertificatePath path, Findings findings) {
    long comparisons = 0;
    int constraining = 0;
    for (SentCertificate issuer : issuers) {
      if (!issuer.has(Extension.nameConstraints)) {
        continue;
      }
      constraining++;
      Optional<Constraints> read = read(issuer);
      if (read.isEmpty()) {
        findings.add(
            rule, Outcome.BROKEN, issuer, "has nameConstraints that can't be read or applied");
        continue;
      }
      Constraints constraints = read.get();
      for (SentCertificate certificate : below(issuer, path)) {
        List<GeneralName> names = names(certificate);
        comparisons +=
            (long) names.size() * (constraints.permitted().size() + constraints.excluded().size());
        if (comparisons > MOST_COMPARISONS) {
          findings.add(
              rule, Outcome.UNTOLD, "Constraints times names are more than is worth comparing.");
          return;
        }
        for (GeneralName name : names) {
          check(rule, constraints, certificate, name, findings);
        }
      }
    }
    if (constraining == 0) {
      findings.add(rule, Outcome.NOT_APPLICABLE, "There are no name constraints.");
    } else {
      findings.add(rule, Outcome.HOLDS, "Every name lies within them.");
    }
  }

  /** All whose names count: self-issued ones don't, but for the end entity. */
  private static List<SentCertificate> below(SentCertificate issuer, CertificatePath path) {
    int place = path.certificates().indexOf(issuer);
    return path.certificates().subList(0, place < 0 ? path.certificates().size() : place).stream()
        .filter(certificate -> certificate == path.endEntity() || !certificate.isSelfIssued())
        .toList();
  }

  private static Optional<Constraints> read(SentCertificate issuer) {
    return issuer
        .value(Extension.nameConstraints, NameConstraints::getInstance)
        .flatMap(
            constraints -> {
              List<NameSubtree> permitted = new ArrayList<>();
              List<NameSubtree> excluded = new ArrayList<>();
              boolean plain =
                  add(constraints.getPermittedSubtrees(), permitted)
                      & add(constraints.getExcludedSubtrees(), excluded);
              return plain
                  ? Optional.of(new Constraints(issuer, permitted, excluded))
                  : Optional.empty();
            });
  }

  /** Takes subtrees over; minimum and maximum must have their defaults. */
  private static boolean add(GeneralSubtree[] from, List<NameSubtree> to) {
    if (from == null) {
      return true;
    }
    boolean plain = true;
    for (GeneralSubtree subtree : from) {
      plain &= subtree.getMinimum().signum() == 0 && subtree.getMaximum() == null;
      to.add(NameSubtree.of(subtree.getBase()));
    }
    return plain;
  }

  private static void check(
      ChainRule rule,
      Constraints constraints,
      SentCertificate certificate,
      GeneralName name,
      Findings findings) {
    List<Place> permitted = places(constraints.permitted(), name);
    List<Place> excluded = places(constraints.excluded(), name);
    String who = constraints.of().inWords();
    if (!permitted.isEmpty() && !permitted.contains(Place.INSIDE)) {
      findings.add(
          rule,
          Outcome.BROKEN,
          certificate,
          "has " + NameRules.text(name) + ", which is not among what " + who + " permits");
    }
    if (excluded.stream().anyMatch(place -> place != Place.OUTSIDE)) {
      findings.add(
          rule,
          Outcome.BROKEN,
          certificate,
          "has " + NameRules.text(name) + ", which " + who + " excludes");
    }
  }

  private static List<Place> places(List<NameSubtree> subtrees, GeneralName name) {
    return subtrees.stream()
        .filter(subtree -> subtree.kind() == name.getTagNo())
        .map(subtree -> subtree.place(name))
        .distinct()
        .toList();
  }

  /** The subject, the alternative names, and where these have no mailbox those of the subject. */
  private static List<GeneralName> names(SentCertificate certificate) {
    List<GeneralName> names = new ArrayList<>(certificate.alternativeNames());
    boolean mailbox = names.stream().anyMatch(name -> name.getTagNo() == GeneralName.rfc822Name);
    if (certificate.subject().getRDNs().length > 0) {
      names.add(new GeneralName(certificate.subject()));
    }
    if (!mailbox) {
      for (RDN part : certificate.subject().getRDNs(BCStyle.EmailAddress)) {
        for (AttributeTypeAndValue attribute : part.getTypesAndValues()) {
          if (attribute.getType().equals(BCStyle.EmailAddress)) {
            ASN1Encodable value = attribute.getValue();
            names.add(new GeneralName(GeneralName.rfc822Name, IETFUtils.valueToString(value)));
          }
        }
      }
    }
    return names;
  }
}
