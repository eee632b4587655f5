package io.github.tlsgauntlet.pki;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;

/**
 * The commands of other tools that make certificates like a fixture's, with keys of their own: for
 * whoever wants to see how it is done, or to do it elsewhere.
 */
public final class MakingCommands {
  private final Fixture fixture;
  private final Blueprint plan;

  public MakingCommands(Fixture fixture) {
    this.fixture = fixture;
    this.plan = Blueprint.of(fixture);
  }

  /** A shell script of openssl commands; it leaves {@code 1.pem}, {@code 2.pem} and their keys. */
  public String openssl() {
    List<String> lines = new ArrayList<>(head());
    lines.add("touch index.txt");
    lines.add("cat > ca.cnf <<'END'");
    lines.add("[ca]\ndefault_ca = like\n[like]\ndatabase = index.txt\nnew_certs_dir = .");
    lines.add("serial = serial\nunique_subject = no\ndefault_md = default");
    lines.add("policy = any\n[any]\ncommonName = optional\nEND");
    int number = 1;
    for (Blueprint.Step step : plan.steps()) {
      lines.add("");
      lines.addAll(openssl(number, step));
      number++;
    }
    return String.join("\n", lines) + "\n";
  }

  private static List<String> openssl(int number, Blueprint.Step step) {
    SentCertificate one = step.certificate();
    List<String> lines = new ArrayList<>();
    lines.add("# " + number + ": " + comment(one));
    String key =
        "openssl genpkey %s -out %d.key"
            .formatted(KeyText.of(one.body().subjectPublicKeyInfo()).openssl(), number);
    if (KeytoolLimits.isLattice(one)) {
      lines.add(key + " 2> error.txt || {");
      lines.add("  echo 'this openssl cannot make ML-DSA keys; OpenSSL 3.5 and later can' >&2");
      lines.add("  exit 2\n}");
    } else {
      lines.add(key);
    }
    lines.add("cat > %d.ext <<'END'".formatted(number));
    one.body().extensions().forEach(extension -> lines.add(openssl(one, extension)));
    lines.add("END");
    lines.add(
        "openssl req -new -utf8 -key %d.key -subj %s -out %d.csr"
            .formatted(number, quoted(slashed(one.subject())), number));
    lines.addAll(OpensslSigning.lines(number, step));
    return lines;
  }

  private static String openssl(SentCertificate one, Extension extension) {
    String critical = extension.isCritical() ? "critical," : "";
    String name = extension.getExtnId().getId();
    Optional<String> words = words(one, extension);
    return words.isPresent()
        ? opensslName(extension) + " = " + critical + words.get()
        : name + " = " + critical + "DER:" + ExtensionText.hex(extension);
  }

  private static String opensslName(Extension extension) {
    return extension.getExtnId().equals(Extension.extendedKeyUsage)
        ? "extendedKeyUsage"
        : ExtensionNames.of(extension.getExtnId());
  }

  /**
   * A shell script of keytool commands; it leaves a key store whose password is {@code changeit}.
   * Where keytool cannot make one of the certificates, it says so there and ends with 2.
   *
   * @param now the clock by which the fixture was made; the commands count from when they run
   */
  public String keytool(Instant now) {
    List<String> lines = new ArrayList<>(head());
    int number = 1;
    for (Blueprint.Step step : plan.steps()) {
      SentCertificate one = step.certificate();
      List<String> extensions =
          one.body().extensions().stream()
              .map(extension -> keytool(one, extension))
              .filter(option -> !option.isEmpty())
              .toList();
      lines.add("");
      lines.add("# " + number + ": " + comment(one));
      KeytoolLimits.since(one).ifPresent(since -> lines.add("# " + since));
      Optional<String> why = KeytoolLimits.of(one, extensions);
      if (why.isPresent()) {
        lines.add(
            "echo 'keytool cannot make this one: %s; openssl.sh can' >&2".formatted(why.get()));
        lines.add("exit 2");
        break;
      }
      lines.addAll(keytool(number, step, extensions, now));
      number++;
    }
    return String.join("\n", lines) + "\n";
  }

  private static List<String> keytool(
      int number, Blueprint.Step step, List<String> extensions, Instant now) {
    SentCertificate one = step.certificate();
    Instant from = one.notBefore().orElse(now);
    Duration life = Duration.between(from, one.notAfter().orElse(now));
    List<String> lines = new ArrayList<>();
    lines.add(
        "keytool -genkeypair -keystore like.p12 -storepass changeit -alias c%d %s \\"
            .formatted(number, KeyText.of(one.body().subjectPublicKeyInfo()).keytool()));
    lines.add(
        "  -dname %s -startdate %s -validity %d%s"
            .formatted(
                quoted(commas(one.subject())),
                "%+dS".formatted(Duration.between(now, from).toSeconds()),
                Math.max(1, life.toDays()),
                step.issuer() == number ? "" : " -signer c" + step.issuer()));
    for (String option : extensions) {
      lines.set(lines.size() - 1, lines.get(lines.size() - 1) + " \\");
      lines.add("  -ext " + quoted(option));
    }
    return lines;
  }

  private static String keytool(SentCertificate one, Extension extension) {
    if (extension.getExtnId().equals(Extension.subjectKeyIdentifier)
        || extension.getExtnId().equals(Extension.authorityKeyIdentifier)) {
      return "";
    }
    String critical = extension.isCritical() ? ":critical" : "";
    Optional<String> words = words(one, extension).filter(KeytoolLimits::takes);
    if (words.isEmpty()) {
      return extension.getExtnId().getId() + critical + "=" + ExtensionText.hex(extension);
    }
    String name =
        extension.getExtnId().equals(Extension.basicConstraints)
            ? "BasicConstraints"
            : extension.getExtnId().equals(Extension.keyUsage)
                ? "KeyUsage"
                : extension.getExtnId().equals(Extension.extendedKeyUsage)
                    ? "ExtendedKeyUsage"
                    : "SubjectAlternativeName";
    return name + critical + "=" + words.get();
  }

  private static Optional<String> words(SentCertificate one, Extension extension) {
    if (one.body().extensions().stream()
            .filter(other -> other.getExtnId().equals(extension.getExtnId()))
            .count()
        > 1) {
      return Optional.empty();
    }
    if (extension.getExtnId().equals(Extension.keyUsage)) {
      return ExtensionText.usages(one);
    }
    if (extension.getExtnId().equals(Extension.extendedKeyUsage)) {
      return ExtensionText.purposes(one);
    }
    if (extension.getExtnId().equals(Extension.subjectAlternativeName)) {
      return ExtensionText.names(extension);
    }
    if (extension.getExtnId().equals(Extension.basicConstraints)) {
      return one.basicConstraints()
          .filter(BasicConstraints::isCA)
          .map(constraints -> ExtensionText.constraints(constraints));
    }
    return Optional.empty();
  }

  private List<String> head() {
    List<String> lines = new ArrayList<>();
    lines.add("#!/bin/sh");
    lines.add("# " + oneLine(fixture.scenario().id() + ": " + fixture.scenario().title()));
    plan.beyond().forEach(what -> lines.add("# Beyond these commands: " + oneLine(what)));
    lines.add("set -eu");
    return lines;
  }

  private static String slashed(X500Name name) {
    StringBuilder text = new StringBuilder();
    for (RDN part : name.getRDNs()) {
      text.append('/')
          .append(BCStyle.INSTANCE.oidToDisplayName(part.getFirst().getType()))
          .append('=')
          .append(value(part).replace("\\", "\\\\").replace("/", "\\/").replace("+", "\\+"));
    }
    return text.isEmpty() ? "/" : text.toString();
  }

  /** Most specific first, as people write names and keytool reads them (RFC 4514). */
  private static String commas(X500Name name) {
    List<String> parts = new ArrayList<>();
    for (RDN part : name.getRDNs()) {
      parts.add(
          0,
          BCStyle.INSTANCE.oidToDisplayName(part.getFirst().getType())
              + "="
              + value(part).replaceAll("([,+\"\\\\<>;=])", "\\\\$1"));
    }
    return String.join(", ", parts);
  }

  private static String value(RDN part) {
    ASN1Encodable value = part.getFirst().getValue();
    try {
      return oneLine(IETFUtils.valueToString(value).replace("\\", ""));
    } catch (RuntimeException e) {
      // Values that Bouncy Castle can't make text of.
      return "";
    }
  }

  private static String comment(SentCertificate one) {
    return oneLine(one.inWords());
  }

  private static String oneLine(String text) {
    return text.replaceAll("[\\p{Cntrl}\\s]+", " ");
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
