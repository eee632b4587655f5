package io.github.tlsgauntlet.probe;

import io.github.tlsgauntlet.probe.Weakness.Exposure;
import io.github.tlsgauntlet.protocol.SuiteTraits;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Weaknesses that follow from what a server was seen to choose, without a probe of their own. */
final class OfferedWeaknesses {
  private static final int WEAK_DH = 1024;
  private static final int[] ROCA_PRIMES = {
    3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97,
    101, 103, 107, 109, 113, 127, 131, 137, 139, 149, 151, 157, 163, 167
  };
  private static final BigInteger ROCA_GENERATOR = BigInteger.valueOf(65_537);

  private final List<VersionFacts> versions;
  private final List<DhFacts> dh;
  private final List<ChainFacts> chains;
  private final List<Fact> features;
  private final Optional<HttpFacts> http;

  OfferedWeaknesses(
      List<VersionFacts> versions,
      List<DhFacts> dh,
      List<ChainFacts> chains,
      List<Fact> features,
      Optional<HttpFacts> http) {
    this.versions = versions;
    this.dh = dh;
    this.chains = chains;
    this.features = features;
    this.http = http;
  }

  List<Weakness> all() {
    List<Weakness> all = new ArrayList<>();
    all.add(
        suites(
            "null-suites",
            "no encryption",
            "RFC 9325, Section 4.1",
            Exposure.VULNERABLE,
            any(),
            traits -> traits.mode() == SuiteTraits.Mode.NULL));
    all.add(
        suites(
            "anonymous-suites",
            "no authentication",
            "RFC 5246, Appendix A.5",
            Exposure.VULNERABLE,
            any(),
            SuiteTraits::anonymous));
    all.add(
        suites(
            "export-suites",
            "export suites",
            "RFC 9325, Section 4.1",
            Exposure.VULNERABLE,
            any(),
            SuiteTraits::export));
    all.add(
        suites(
            "freak",
            "FREAK",
            "CVE-2015-0204",
            Exposure.VULNERABLE,
            any(),
            traits -> traits.export() && traits.keyExchange().equals("RSA")));
    all.add(logjam());
    all.add(suites("rc4", "RC4", "RFC 7465", Exposure.VULNERABLE, any(), SuiteTraits::rc4));
    all.add(
        suites(
            "sweet32",
            "SWEET32",
            "CVE-2016-2183",
            Exposure.EXPOSED,
            any(),
            SuiteTraits::smallBlocks));
    all.add(
        suites(
            "poodle",
            "POODLE",
            "CVE-2014-3566",
            Exposure.VULNERABLE,
            version -> version.version().equals("SSL 3.0"),
            traits -> traits.mode() == SuiteTraits.Mode.CBC));
    all.add(
        suites(
            "beast",
            "BEAST",
            "CVE-2011-3389",
            Exposure.EXPOSED,
            version -> List.of("SSL 3.0", "TLS 1.0").contains(version.version()),
            traits -> traits.mode() == SuiteTraits.Mode.CBC));
    all.add(lucky13());
    all.add(drown());
    all.add(
        ofFact("crime", "CRIME", "CVE-2012-4929", "compression", Answer.YES, Exposure.VULNERABLE));
    // What is seen goes before what a missing extension makes likely.
    boolean unbound =
        feature(UnboundProbe.ID).filter(fact -> fact.answer() == Answer.YES).isPresent();
    all.add(
        ofFact(
            "insecure-renegotiation",
            "insecure renegotiation",
            "CVE-2009-3555; RFC 5746",
            unbound ? UnboundProbe.ID : "secure-renegotiation",
            unbound ? Answer.YES : Answer.NO,
            unbound ? Exposure.VULNERABLE : Exposure.EXPOSED));
    all.add(
        ofFact(
            "renegotiation-flood",
            "renegotiation at the client's wish",
            "CVE-2011-1473",
            "client-renegotiation",
            Answer.YES,
            Exposure.EXPOSED));
    all.add(
        ofFact("alpaca", "ALPACA", "CVE-2021-3618", "alpn-strict", Answer.NO, Exposure.EXPOSED));
    all.add(breach());
    all.add(raccoon());
    all.add(weakSignatures());
    all.add(roca());
    all.add(WeakKeys.weakness(chains));
    return all;
  }

  private static Predicate<VersionFacts> any() {
    return version -> true;
  }

  private boolean untold(Predicate<VersionFacts> where) {
    return versions.stream()
        .filter(where)
        .anyMatch(one -> one.offered() == Answer.UNTOLD || one.mayTakeMore());
  }

  private List<String> matching(Predicate<VersionFacts> where, Predicate<SuiteTraits> which) {
    return versions.stream()
        .filter(where)
        .flatMap(
            version ->
                version.suites().stream()
                    .filter(one -> SuiteTraits.of(one.suite()).filter(which).isPresent())
                    .map(one -> one.suite().toString()))
        .distinct()
        .toList();
  }

  private Weakness suites(
      String id,
      String title,
      String reference,
      Exposure exposure,
      Predicate<VersionFacts> where,
      Predicate<SuiteTraits> which) {
    List<String> found = matching(where, which);
    if (!found.isEmpty()) {
      return new Weakness(id, title, reference, exposure, "It takes " + listed(found) + ".");
    }
    return untold(where)
        ? new Weakness(
            id, title, reference, Exposure.UNTOLD, "Not all versions and suites could be told.")
        : new Weakness(id, title, reference, Exposure.SAFE, "It takes no such suite.");
  }

  private static String listed(List<String> found) {
    return found.stream().limit(3).collect(Collectors.joining(", "))
        + (found.size() > 3 ? " and " + (found.size() - 3) + " more" : "");
  }

  private Weakness logjam() {
    String reference = "CVE-2015-4000";
    List<String> export =
        matching(any(), traits -> traits.export() && traits.keyExchange().startsWith("DH"));
    if (!export.isEmpty()) {
      return new Weakness(
          "logjam", "Logjam", reference, Exposure.VULNERABLE, "It takes " + listed(export) + ".");
    }
    for (DhFacts one : dh) {
      if (one.bits() <= WEAK_DH) {
        return new Weakness(
            "logjam",
            "Logjam",
            reference,
            one.bits() < WEAK_DH || !one.known().isEmpty() ? Exposure.VULNERABLE : Exposure.EXPOSED,
            "Its Diffie-Hellman prime has "
                + one.bits()
                + " bits"
                + (one.known().isEmpty() ? "." : " and is that of " + one.known() + "."));
      }
    }
    return untold(any())
        ? new Weakness(
            "logjam",
            "Logjam",
            reference,
            Exposure.UNTOLD,
            "Not all versions and suites could be told.")
        : new Weakness(
            "logjam", "Logjam", reference, Exposure.SAFE, "No weak Diffie-Hellman group was seen.");
  }

  private Weakness lucky13() {
    Optional<Fact> etm = feature("encrypt-then-mac");
    boolean protectedBy = etm.filter(fact -> fact.answer() == Answer.YES).isPresent();
    Weakness cbc =
        suites(
            "lucky13",
            "Lucky 13",
            "CVE-2013-0169",
            Exposure.EXPOSED,
            any(),
            traits -> traits.mode() == SuiteTraits.Mode.CBC);
    return cbc.exposure() == Exposure.EXPOSED
        ? new Weakness(
            cbc.id(),
            cbc.title(),
            cbc.reference(),
            cbc.exposure(),
            cbc.detail()
                + (protectedBy
                    ? " Clients that know encrypt-then-MAC are safe."
                    : " Its timing was not measured; what it answers is judged as GOLDENDOODLE and"
                        + " others."))
        : cbc;
  }

  private Weakness drown() {
    VersionFacts old =
        versions.stream()
            .filter(one -> one.version().equals(Ssl2Probe.VERSION))
            .findFirst()
            .orElse(
                new VersionFacts(
                    Ssl2Probe.VERSION, Answer.UNTOLD, "", List.of(), Preference.UNTOLD, false));
    return new Weakness(
        "drown",
        "DROWN",
        "CVE-2016-0800",
        switch (old.offered()) {
          case YES -> Exposure.VULNERABLE;
          case NO -> Exposure.SAFE;
          case UNTOLD -> Exposure.UNTOLD;
        },
        switch (old.offered()) {
          case YES -> "It speaks SSL 2.0, which helps to decrypt sessions of all other versions.";
          case NO ->
              "It speaks no SSL 2.0. Another server with the same RSA key may: this scan can't see"
                  + " it.";
          case UNTOLD -> old.detail();
        });
  }

  private Optional<Fact> feature(String id) {
    return features.stream().filter(one -> one.id().equals(id)).findFirst();
  }

  private Weakness ofFact(
      String id, String title, String reference, String fact, Answer bad, Exposure exposure) {
    Optional<Fact> found = feature(fact);
    if (found.isEmpty()) {
      boolean tls13Only =
          versions.stream()
              .allMatch(one -> (one.offered() == Answer.YES) == one.version().equals("TLS 1.3"));
      return tls13Only
          ? new Weakness(id, title, reference, Exposure.SAFE, "TLS 1.3 has no such thing.")
          : new Weakness(id, title, reference, Exposure.UNTOLD, "It was not asked.");
    }
    Answer answer = found.get().answer();
    return new Weakness(
        id,
        title,
        reference,
        answer == Answer.UNTOLD ? Exposure.UNTOLD : answer == bad ? exposure : Exposure.SAFE,
        found.get().detail());
  }

  private Weakness breach() {
    String reference = "CVE-2013-3587";
    return http.map(
            facts ->
                new Weakness(
                    "breach",
                    "BREACH",
                    reference,
                    facts.compressed() ? Exposure.EXPOSED : Exposure.SAFE,
                    facts.compressed()
                        ? "It compresses what it answers; a secret beside text of others leaks."
                        : "Its answer to / came uncompressed; other pages were not asked."))
        .orElse(
            new Weakness(
                "breach", "BREACH", reference, Exposure.UNTOLD, "It answered no HTTP request."));
  }

  private Weakness raccoon() {
    String reference = "CVE-2020-1968";
    for (DhFacts one : dh) {
      if (one.reused() == Answer.YES) {
        return new Weakness(
            "raccoon",
            "Raccoon",
            reference,
            Exposure.EXPOSED,
            "It uses a Diffie-Hellman key on more than one connection.");
      }
    }
    boolean told = dh.stream().allMatch(one -> one.reused() == Answer.NO) && !untold(any());
    return new Weakness(
        "raccoon",
        "Raccoon",
        reference,
        told ? Exposure.SAFE : Exposure.UNTOLD,
        told ? "No Diffie-Hellman key was seen twice." : "It could not be told.");
  }

  private Weakness weakSignatures() {
    String reference = "RFC 9325, Section 4.5";
    List<String> weak =
        chains.stream()
            .flatMap(chain -> chain.certificates().stream())
            .filter(one -> !one.subject().equals(one.issuer()))
            .map(CertificateFacts::signatureAlgorithm)
            .filter(name -> name.toUpperCase(java.util.Locale.ROOT).matches("(SHA1|MD5|MD2).*"))
            .distinct()
            .toList();
    if (chains.isEmpty()) {
      return new Weakness(
          "weak-signatures", "weak signatures", reference, Exposure.UNTOLD, "No chain was seen.");
    }
    return new Weakness(
        "weak-signatures",
        "weak signatures",
        reference,
        weak.isEmpty() ? Exposure.SAFE : Exposure.VULNERABLE,
        weak.isEmpty()
            ? "No certificate is signed with MD2, MD5 or SHA-1."
            : "Its chain is signed with " + String.join(", ", weak) + ".");
  }

  /**
   * Keys of a library whose primes were powers of 65537 modulo a product of small primes: so is
   * then the modulus (CVE-2017-15361).
   */
  private Weakness roca() {
    String reference = "CVE-2017-15361";
    if (chains.isEmpty()) {
      return new Weakness("roca", "ROCA", reference, Exposure.UNTOLD, "No chain was seen.");
    }
    boolean found =
        chains.stream()
            .flatMap(chain -> chain.certificates().stream())
            .map(one -> Certificates.x509(one.encoded()))
            .flatMap(Optional::stream)
            .map(java.security.cert.X509Certificate::getPublicKey)
            .filter(java.security.interfaces.RSAKey.class::isInstance)
            .map(java.security.interfaces.RSAKey.class::cast)
            .anyMatch(key -> hasRocaForm(key.getModulus()));
    return new Weakness(
        "roca",
        "ROCA",
        reference,
        found ? Exposure.VULNERABLE : Exposure.SAFE,
        found
            ? "An RSA key of its chain has the form of keys that can be factored."
            : "No key of its chain has that form.");
  }

  static boolean hasRocaForm(BigInteger modulus) {
    for (int prime : ROCA_PRIMES) {
      BigInteger small = BigInteger.valueOf(prime);
      BigInteger rest = modulus.mod(small);
      BigInteger power = BigInteger.ONE;
      boolean generated = false;
      for (int i = 0; i < prime && !generated; i++) {
        generated = power.equals(rest);
        power = power.multiply(ROCA_GENERATOR).mod(small);
      }
      if (!generated) {
        return false;
      }
    }
    return true;
  }
}
