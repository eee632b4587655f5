package io.github.tlsgauntlet.pki;

import io.github.tlsgauntlet.pki.PathFinding.Outcome;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;

/** Rules about whom the end-entity certificate is for. */
final class NameRules {
  private static final int MOST_NAMED = 8;
  private static final int MOST_CHARACTERS = 100;
  private static final int MOST_HOST_CHARACTERS = 253;
  private static final Pattern HOST =
      Pattern.compile(
          "([A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?)"
              + "(\\.[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?)*");

  private NameRules() {}

  static void judge(SentCertificate certificate, Question question, Findings findings) {
    named(certificate, question, findings);
    wellFormed(certificate, question.purpose(), findings);
  }

  private static void named(SentCertificate certificate, Question question, Findings findings) {
    ChainRule rule = ChainRule.CERTIFICATE_NAMES_THE_HOST;
    if (question.referenceName().isEmpty()) {
      findings.add(rule, Outcome.NOT_APPLICABLE, "No name was asked for.");
      return;
    }
    String reference = question.referenceName().get();
    if (!certificate.has(Extension.subjectAlternativeName)) {
      findings.add(
          rule,
          Outcome.BROKEN,
          certificate,
          "has no subjectAltName, and its common name counts for nothing");
      return;
    }
    List<GeneralName> names = certificate.alternativeNames();
    boolean holds = names.stream().anyMatch(name -> HostNameMatch.matches(name, reference));
    if (holds) {
      findings.add(rule, Outcome.HOLDS, reference + " is among its names.");
    } else {
      findings.add(
          rule,
          Outcome.BROKEN,
          certificate,
          "does not name "
              + reference
              + (names.isEmpty()
                  ? "; it names nobody that can be read"
                  : "; it names " + list(names)));
    }
  }

  private static String list(List<GeneralName> names) {
    return names.stream().limit(MOST_NAMED).map(NameRules::text).collect(Collectors.joining(", "))
        + (names.size() > MOST_NAMED ? " and " + (names.size() - MOST_NAMED) + " more" : "");
  }

  static String text(GeneralName name) {
    String text =
        name.getTagNo() == GeneralName.iPAddress
            ? "the address " + HostNameMatch.addressText(octets(name))
            : GeneralNameKinds.of(name.getTagNo()) + " " + GeneralNameKinds.text(name);
    return text.length() <= MOST_CHARACTERS ? text : text.substring(0, MOST_CHARACTERS) + "…";
  }

  private static byte[] octets(GeneralName name) {
    return ASN1OctetString.getInstance(name.getName()).getOctets();
  }

  private static void wellFormed(SentCertificate certificate, Purpose purpose, Findings findings) {
    ChainRule rule = ChainRule.ALTERNATIVE_NAMES_ARE_WELL_FORMED;
    if (!certificate.has(Extension.subjectAlternativeName)) {
      if (purpose == Purpose.SERVER) {
        findings.add(rule, Outcome.BROKEN, certificate, "has no subjectAltName");
      } else {
        findings.add(rule, Outcome.NOT_APPLICABLE, "A client's certificate needs none.");
      }
      return;
    }
    List<GeneralName> names = certificate.alternativeNames();
    if (names.isEmpty()) {
      findings.add(
          rule,
          Outcome.BROKEN,
          certificate,
          "has a subjectAltName without a name that can be read");
    }
    for (GeneralName name : names) {
      problem(name).ifPresent(problem -> findings.add(rule, Outcome.BROKEN, certificate, problem));
    }
    findings.add(
        rule, Outcome.HOLDS, names.size() == 1 ? "It is." : "All " + names.size() + " are.");
  }

  private static Optional<String> problem(GeneralName name) {
    return switch (name.getTagNo()) {
      case GeneralName.iPAddress -> {
        int length = octets(name).length;
        yield length == 4 || length == 16
            ? Optional.empty()
            : Optional.of("has an address of " + length + " octets");
      }
      case GeneralName.dNSName -> host(GeneralNameKinds.text(name));
      default -> Optional.empty();
    };
  }

  private static Optional<String> host(String name) {
    String shown = name.length() <= MOST_CHARACTERS ? name : name.substring(0, MOST_CHARACTERS);
    if (name.startsWith("*.")) {
      String rest = name.substring(2);
      return rest.contains(".")
          ? plainHost(rest, shown)
          : Optional.of(
              "has the wildcard " + shown + ", which stands for a whole top-level domain");
    }
    return name.contains("*")
        ? Optional.of("has the wildcard " + shown + ", which is not a whole left-most label")
        : plainHost(name, shown);
  }

  private static Optional<String> plainHost(String name, String shown) {
    if (name.indexOf('_') >= 0) {
      return Optional.of("has the name " + shown + ", and host names have no underscores");
    }
    return name.length() <= MOST_HOST_CHARACTERS && HOST.matcher(name).matches()
        ? addressAsName(name)
        : Optional.of("has the name \"" + shown + "\", which is no host name");
  }

  private static Optional<String> addressAsName(String name) {
    return HostNameMatch.isAddress(name)
        ? Optional.of("has the address " + name + " written as a host name")
        : Optional.empty();
  }
}
