package io.github.tlsgauntlet.pki;

import io.github.tlsgauntlet.pki.PathFinding.Outcome;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.x509.CertificatePolicies;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.PolicyConstraints;
import org.bouncycastle.asn1.x509.PolicyInformation;

/**
 * Certificate policies along a path (RFC 5280, Section 6.1; RFC 9618). The verifier asks for no
 * policy of its own, so all that counts is whether any is left at the end: a set of policies at
 * each level says that, and no tree is needed, which a hostile list could make grow without bound.
 */
final class PolicyRule {
  private static final String ANY = "2.5.29.32.0";

  private final List<SentCertificate> fromTop;
  private int explicitPolicy;
  private int inhibitAnyPolicy;
  private int policyMapping;
  private Set<String> valid = Set.of(ANY);

  private PolicyRule(List<SentCertificate> fromTop) {
    this.fromTop = fromTop;
    int all = fromTop.size() + 1;
    this.explicitPolicy = all;
    this.inhibitAnyPolicy = all;
    this.policyMapping = all;
  }

  static void judge(CertificatePath path, Findings findings) {
    ChainRule rule = ChainRule.POLICIES_ARE_KEPT;
    boolean constrained =
        path.certificates().stream()
            .anyMatch(certificate -> certificate.has(Extension.policyConstraints));
    if (!constrained) {
      findings.add(rule, Outcome.NOT_APPLICABLE, "No certificate requires a policy.");
      return;
    }
    List<SentCertificate> fromTop = new ArrayList<>(path.certificates());
    Collections.reverse(fromTop);
    Optional<SentCertificate> fault = new PolicyRule(fromTop).process();
    if (fault.isPresent()) {
      findings.add(
          rule,
          Outcome.BROKEN,
          fault.get(),
          "leaves no certificate policy that is valid for the whole path, and one is required");
    } else {
      findings.add(rule, Outcome.HOLDS, "One is valid, or none is required this far down.");
    }
  }

  /** The certificate at which a required policy is missing. */
  private Optional<SentCertificate> process() {
    for (int i = 0; i < fromTop.size(); i++) {
      SentCertificate certificate = fromTop.get(i);
      boolean last = i == fromTop.size() - 1;
      narrow(certificate, last);
      if (explicitPolicy == 0 && valid.isEmpty()) {
        return Optional.of(certificate);
      }
      if (!last) {
        map(certificate);
        if (!certificate.isSelfIssued()) {
          explicitPolicy = Math.max(0, explicitPolicy - 1);
          inhibitAnyPolicy = Math.max(0, inhibitAnyPolicy - 1);
          policyMapping = Math.max(0, policyMapping - 1);
        }
        tighten(certificate);
      } else {
        explicitPolicy = Math.max(0, explicitPolicy - 1);
        if (requireExplicit(certificate).filter(skip -> skip == 0).isPresent()) {
          explicitPolicy = 0;
        }
      }
    }
    return explicitPolicy == 0 && valid.isEmpty()
        ? Optional.of(fromTop.get(fromTop.size() - 1))
        : Optional.empty();
  }

  /** RFC 5280, Section 6.1.3 (d), (e). */
  private void narrow(SentCertificate certificate, boolean last) {
    Optional<Set<String>> stated = policies(certificate);
    if (stated.isEmpty()) {
      valid = Set.of();
      return;
    }
    boolean any =
        stated.get().contains(ANY)
            && (inhibitAnyPolicy > 0 || (!last && certificate.isSelfIssued()));
    if (any) {
      return;
    }
    Set<String> named = new HashSet<>(stated.get());
    named.remove(ANY);
    if (!valid.contains(ANY)) {
      named.retainAll(valid);
    }
    valid = named;
  }

  private static Optional<Set<String>> policies(SentCertificate certificate) {
    return certificate
        .value(Extension.certificatePolicies, CertificatePolicies::getInstance)
        .map(
            policies ->
                List.of(policies.getPolicyInformation()).stream()
                    .map(PolicyInformation::getPolicyIdentifier)
                    .map(ASN1ObjectIdentifier::getId)
                    .collect(Collectors.toSet()));
  }

  /** RFC 5280, Section 6.1.4 (b). */
  private void map(SentCertificate certificate) {
    Optional<ASN1Sequence> mappings =
        certificate.value(Extension.policyMappings, ASN1Sequence::getInstance);
    if (mappings.isEmpty()) {
      return;
    }
    Set<String> mapped = new HashSet<>(valid);
    List<Map.Entry<String, String>> pairs =
        StreamSupport.stream(mappings.get().spliterator(), false)
            .map(ASN1Sequence::getInstance)
            .map(pair -> Map.entry(id(pair, 0), id(pair, 1)))
            .toList();
    pairs.forEach(pair -> mapped.remove(pair.getKey()));
    if (policyMapping > 0) {
      for (Map.Entry<String, String> pair : pairs) {
        if (valid.contains(pair.getKey()) || valid.contains(ANY)) {
          mapped.add(pair.getValue());
        }
      }
    }
    valid = mapped;
  }

  private static String id(ASN1Sequence pair, int place) {
    return ASN1ObjectIdentifier.getInstance(pair.getObjectAt(place)).getId();
  }

  /** RFC 5280, Section 6.1.4 (i), (j). */
  private void tighten(SentCertificate certificate) {
    requireExplicit(certificate).ifPresent(skip -> explicitPolicy = Math.min(explicitPolicy, skip));
    certificate
        .value(Extension.policyConstraints, PolicyConstraints::getInstance)
        .flatMap(constraints -> Optional.ofNullable(constraints.getInhibitPolicyMapping()))
        .ifPresent(skip -> policyMapping = Math.min(policyMapping, number(skip)));
    certificate
        .value(Extension.inhibitAnyPolicy, ASN1Integer::getInstance)
        .ifPresent(skip -> inhibitAnyPolicy = Math.min(inhibitAnyPolicy, number(skip.getValue())));
  }

  private static Optional<Integer> requireExplicit(SentCertificate certificate) {
    return certificate
        .value(Extension.policyConstraints, PolicyConstraints::getInstance)
        .flatMap(constraints -> Optional.ofNullable(constraints.getRequireExplicitPolicyMapping()))
        .map(PolicyRule::number);
  }

  private static int number(BigInteger skip) {
    return skip.signum() >= 0 && skip.bitLength() < 31 ? skip.intValue() : Integer.MAX_VALUE;
  }
}
