package io.github.tlsgauntlet.pki;

import io.github.tlsgauntlet.pki.PathFinding.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.NameConstraintValidatorException;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.asn1.x509.PKIXNameConstraintValidator;

/** Name constraints along a path (RFC 5280, Sections 4.2.1.10 and 6.1.3). */
final class NameConstraintRule {
  /** Constraints times names: above this a list is made to be slow. */
  private static final long MOST_COMPARISONS = 1_000_000;

  private NameConstraintRule() {}

  static PathFinding judge(List<SentCertificate> path) {
    ChainRule rule = ChainRule.NAME_CONSTRAINTS_ARE_KEPT;
    PKIXNameConstraintValidator validator = new PKIXNameConstraintValidator();
    List<String> excludedNames = new ArrayList<>();
    boolean any = false;
    long constraints = 0;
    try {
      for (int i = path.size() - 1; i >= 0; i--) {
        SentCertificate certificate = path.get(i);
        boolean anchor = i == path.size() - 1 && path.size() > 1;
        if (!anchor && (i == 0 || !certificate.isSelfIssued())) {
          if (constraints * names(certificate).length > MOST_COMPARISONS) {
            return new PathFinding(
                rule, Outcome.UNTOLD, "Constraints times names exceed what is worth comparing.");
          }
          check(validator, excludedNames, certificate);
        }
        Optional<Extension> extension = certificate.extension(Extension.nameConstraints);
        if (extension.isPresent()) {
          any = true;
          constraints +=
              add(
                  validator,
                  excludedNames,
                  NameConstraints.getInstance(extension.get().getParsedValue()));
        }
      }
    } catch (NameConstraintValidatorException e) {
      return new PathFinding(rule, Outcome.BROKEN, e.getMessage() + ".");
    } catch (RuntimeException e) {
      // Bouncy Castle tells malformed constraints by unchecked exceptions.
      return new PathFinding(rule, Outcome.BROKEN, "A nameConstraints does not decode.");
    }
    return new PathFinding(
        rule,
        Outcome.HOLDS,
        any ? "Every name lies within them." : "No certificate of the path has any.");
  }

  private static int add(
      PKIXNameConstraintValidator validator,
      List<String> excludedNames,
      NameConstraints constraints) {
    GeneralSubtree[] permitted = constraints.getPermittedSubtrees();
    GeneralSubtree[] excluded = constraints.getExcludedSubtrees();
    if (permitted != null) {
      validator.intersectPermittedSubtree(permitted);
    }
    if (excluded != null) {
      for (GeneralSubtree subtree : excluded) {
        validator.addExcludedSubtree(subtree);
        if (subtree.getBase().getTagNo() == GeneralName.dNSName) {
          excludedNames.add(subtree.getBase().getName().toString().toLowerCase(Locale.ROOT));
        }
      }
    }
    return (permitted == null ? 0 : permitted.length) + (excluded == null ? 0 : excluded.length);
  }

  private static void check(
      PKIXNameConstraintValidator validator,
      List<String> excludedNames,
      SentCertificate certificate)
      throws NameConstraintValidatorException {
    if (certificate.subject().getRDNs().length > 0) {
      GeneralName subject = new GeneralName(certificate.subject());
      validator.checkPermitted(subject);
      validator.checkExcluded(subject);
    }
    for (GeneralName name : names(certificate)) {
      validator.checkPermitted(name);
      validator.checkExcluded(name);
      if (wildcardCovers(name, excludedNames)) {
        throw new NameConstraintValidatorException(
            name.getName() + " stands for names of an excluded subtree");
      }
    }
  }

  /** A wildcard may stand for a name inside an excluded subtree (CVE-2025-61727). */
  private static boolean wildcardCovers(GeneralName name, List<String> excludedNames) {
    String text = name.getName().toString().toLowerCase(Locale.ROOT);
    return name.getTagNo() == GeneralName.dNSName
        && text.startsWith("*.")
        && excludedNames.stream().anyMatch(excluded -> excluded.endsWith(text.substring(1)));
  }

  private static GeneralName[] names(SentCertificate certificate) {
    return certificate
        .extension(Extension.subjectAlternativeName)
        .map(e -> GeneralNames.getInstance(e.getParsedValue()).getNames())
        .orElse(new GeneralName[0]);
  }
}
