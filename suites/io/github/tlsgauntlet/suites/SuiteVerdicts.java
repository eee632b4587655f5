package io.github.tlsgauntlet.suites;

import io.github.tlsgauntlet.probe.Answer;
import io.github.tlsgauntlet.probe.SchemeFacts;
import io.github.tlsgauntlet.probe.ServerFacts;
import io.github.tlsgauntlet.probe.SuiteFacts;
import io.github.tlsgauntlet.probe.VersionFacts;
import io.github.tlsgauntlet.protocol.CipherSuite;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import io.github.tlsgauntlet.protocol.SignatureScheme;
import io.github.tlsgauntlet.protocol.SuiteTraits;
import io.github.tlsgauntlet.suite.Finding;
import io.github.tlsgauntlet.suite.ServerUnderTest;
import io.github.tlsgauntlet.suite.Verdict;
import io.github.tlsgauntlet.target.TargetException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Judges what a scan found of a server's cipher suites. */
final class SuiteVerdicts {
  private static final int GOOD_BITS = 128;
  private static final int SHOWN = 3;

  /** ECDHE with AES-128-GCM, for either kind of certificate. */
  private static final List<Integer> TO_BE_PREFERRED = List.of(0xc02f, 0xc02b);

  private static final List<Integer> RECOMMENDED = List.of(0xc02f, 0xc030, 0xc02b, 0xc02c);

  private SuiteVerdicts() {}

  static Finding supportsForwardSecrecy(ServerUnderTest server) throws TargetException {
    ServerFacts facts = ScanVerdicts.facts(server);
    List<SuiteFacts> all =
        facts.versions().stream().flatMap(version -> version.suites().stream()).toList();
    if (all.isEmpty()) {
      return Finding.of(Verdict.INCONCLUSIVE, "No cipher suite of it was seen.");
    }
    List<CipherSuite> good = matching(all, SuiteTraits::forwardSecret);
    return good.isEmpty()
        ? Finding.of(Verdict.FAIL, "None of the " + all.size() + " that it takes is of that kind.")
        : Finding.of(Verdict.PASS, "It takes " + some(good) + ".");
  }

  static Finding takesRecommended(ServerUnderTest server) throws TargetException {
    return in12(
        server,
        version -> {
          List<CipherSuite> found =
              version.suites().stream()
                  .map(SuiteFacts::suite)
                  .filter(suite -> RECOMMENDED.contains(suite.code()))
                  .toList();
          return found.isEmpty()
              ? Finding.of(
                  Verdict.WARN,
                  "It takes none of the four; it takes "
                      + some(version.suites().stream().map(SuiteFacts::suite).toList())
                      + ".")
              : Finding.of(Verdict.PASS, "It takes " + some(found) + ".");
        });
  }

  static Finding prefersStrong(ServerUnderTest server) throws TargetException {
    return in12(server, SuiteVerdicts::prefersStrong);
  }

  /** The server's own order decides, or that of a client which may name a weak suite first. */
  static Finding prefersStrong(VersionFacts version) {
    List<CipherSuite> order = version.suites().stream().map(SuiteFacts::suite).toList();
    List<CipherSuite> named =
        order.stream().filter(suite -> TO_BE_PREFERRED.contains(suite.code())).toList();
    List<CipherSuite> weak = matching(version.suites(), traits -> !isStrong(traits));
    if (named.isEmpty() || weak.isEmpty()) {
      return Finding.of(
          Verdict.NOT_APPLICABLE,
          named.isEmpty()
              ? "It does not take ECDHE with AES-128-GCM."
              : "It takes no weaker cipher suite.");
    }
    return switch (version.preference()) {
      case UNTOLD -> Finding.of(Verdict.INCONCLUSIVE, "Whose order decides could not be told.");
      case CLIENT ->
          Finding.of(
                  Verdict.FAIL,
                  "The client's order decides: one that names "
                      + weak.get(0)
                      + " first gets it, and so with "
                      + weak.size()
                      + " weaker suites in all.")
              .mendedBy(Mends.SERVER_ORDER);
      case SERVER -> {
        int last = order.indexOf(named.get(named.size() - 1));
        List<CipherSuite> before =
            weak.stream().filter(suite -> order.indexOf(suite) < last).toList();
        yield before.isEmpty()
            ? Finding.of(
                Verdict.PASS, "In its own order, weaker suites come after " + some(named) + ".")
            : Finding.of(
                    Verdict.FAIL,
                    "In its own order, " + some(before) + " come before " + order.get(last) + ".")
                .mendedBy(Mends.SERVER_ORDER);
      }
    };
  }

  static Finding signsStrongly(ServerUnderTest server) throws TargetException {
    ServerFacts facts = ScanVerdicts.facts(server);
    return in12(
        server,
        version -> {
          Optional<SchemeFacts> found =
              facts.schemes().stream()
                  .filter(one -> one.version().equals(version.version()))
                  .findFirst();
          if (found.isEmpty()) {
            return matching(version.suites(), SuiteTraits::forwardSecret).isEmpty()
                ? Finding.of(Verdict.NOT_APPLICABLE, "It signs no key exchange.")
                : Finding.of(Verdict.INCONCLUSIVE, "No signature of it was seen.");
          }
          return signsStrongly(found.get().schemes());
        });
  }

  private static Finding signsStrongly(List<SignatureScheme> schemes) {
    String weak =
        schemes.stream()
            .map(SignatureScheme::toString)
            .filter(name -> name.toLowerCase(Locale.ROOT).matches(".*(md5|sha1)"))
            .collect(Collectors.joining(", "));
    return weak.isEmpty()
        ? Finding.of(
            Verdict.PASS,
            "It signs with "
                + schemes.stream().map(Object::toString).collect(Collectors.joining(", "))
                + ".")
        : Finding.of(
            Verdict.FAIL, "It signs with " + weak + " for a client that asks for nothing else.");
  }

  private static Finding in12(ServerUnderTest server, Function<VersionFacts, Finding> judge)
      throws TargetException {
    VersionFacts version =
        ScanVerdicts.facts(server).version(ProtocolVersion.TLS12.toString()).orElseThrow();
    if (version.offered() == Answer.NO) {
      return Finding.of(Verdict.NOT_APPLICABLE, "The server does not speak TLS 1.2.");
    }
    return version.suites().isEmpty()
        ? Finding.of(Verdict.INCONCLUSIVE, "Its suites could not be told. " + version.detail())
        : judge.apply(version);
  }

  /** At least what RFC 9325, Section 4.2.1 names: forward secret, authenticated, 128 bits. */
  private static boolean isStrong(SuiteTraits traits) {
    return traits.forwardSecret()
        && !traits.anonymous()
        && traits.mode() == SuiteTraits.Mode.AEAD
        && traits.bits() >= GOOD_BITS;
  }

  private static List<CipherSuite> matching(List<SuiteFacts> suites, Predicate<SuiteTraits> which) {
    return suites.stream()
        .map(SuiteFacts::suite)
        .filter(suite -> SuiteTraits.of(suite).filter(which).isPresent())
        .toList();
  }

  private static String some(List<CipherSuite> suites) {
    String first =
        suites.stream().limit(SHOWN).map(Object::toString).collect(Collectors.joining(", "));
    return suites.size() <= SHOWN ? first : first + " and " + (suites.size() - SHOWN) + " more";
  }
}
