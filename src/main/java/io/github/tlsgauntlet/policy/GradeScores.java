package io.github.tlsgauntlet.policy;

import io.github.tlsgauntlet.probe.Answer;
import io.github.tlsgauntlet.probe.CertificateFacts;
import io.github.tlsgauntlet.probe.DhFacts;
import io.github.tlsgauntlet.probe.GroupFacts;
import io.github.tlsgauntlet.probe.ServerFacts;
import io.github.tlsgauntlet.probe.SuiteFacts;
import io.github.tlsgauntlet.probe.VersionFacts;
import io.github.tlsgauntlet.probe.Weakness;
import io.github.tlsgauntlet.protocol.SuiteTraits;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The parts of the score. */
final class GradeScores {
  private GradeScores() {}

  static Stream<VersionFacts> versions(ServerFacts facts) {
    return facts.versions().stream().filter(one -> one.offered() == Answer.YES);
  }

  static Stream<SuiteTraits> suites(ServerFacts facts) {
    return versions(facts)
        .flatMap(version -> version.suites().stream())
        .flatMap(one -> SuiteTraits.of(one.suite()).stream());
  }

  static double protocol(ServerFacts facts) {
    return middle(versions(facts).mapToInt(version -> points(version.version())));
  }

  private static int points(String version) {
    return switch (version) {
      case "SSL 2.0" -> 0;
      case "SSL 3.0" -> 80;
      case "TLS 1.0" -> 90;
      case "TLS 1.1" -> 95;
      default -> 100;
    };
  }

  /** Half-way between the best and the worst suite. */
  static double cipher(ServerFacts facts) {
    return middle(
        suites(facts)
            .mapToInt(SuiteTraits::bits)
            .map(bits -> bits == 0 ? 0 : bits < 128 ? 20 : bits < 256 ? 80 : 100));
  }

  private static double middle(IntStream points) {
    IntSummaryStatistics all = points.summaryStatistics();
    return all.getCount() == 0 ? 0 : (all.getMin() + all.getMax()) / 2.0;
  }

  /** By the weaker of key and group; empty when the key is needed but not known. */
  static OptionalInt keyExchange(ServerFacts facts) {
    boolean anonymous = suites(facts).anyMatch(SuiteTraits::anonymous);
    boolean debian =
        facts
            .weakness(GradeWeaknesses.DEBIAN)
            .filter(one -> one.exposure() == Weakness.Exposure.VULNERABLE)
            .isPresent();
    if (anonymous || debian) {
      return OptionalInt.of(0);
    }
    OptionalInt key = keyBits(facts);
    if (key.isEmpty()) {
      return key;
    }
    int points = points(Math.min(key.getAsInt(), groupBits(facts).orElse(key.getAsInt())));
    boolean export = suites(facts).anyMatch(SuiteTraits::export);
    return OptionalInt.of(export ? Math.min(points, 40) : points);
  }

  private static int points(int bits) {
    return bits < 512 ? 20 : bits < 1024 ? 40 : bits < 2048 ? 80 : bits < 4096 ? 90 : 100;
  }

  /** The strength of the weakest of the server's own keys, as the size of an RSA key. */
  static OptionalInt keyBits(ServerFacts facts) {
    List<CertificateFacts> own =
        facts.chains().stream().flatMap(one -> one.certificates().stream().limit(1)).toList();
    boolean unknown = own.size() < facts.chains().size() || own.isEmpty();
    List<OptionalInt> bits = own.stream().map(GradeScores::rsaBits).toList();
    return unknown || bits.stream().anyMatch(OptionalInt::isEmpty)
        ? OptionalInt.empty()
        : bits.stream().mapToInt(OptionalInt::getAsInt).min();
  }

  private static OptionalInt rsaBits(CertificateFacts certificate) {
    String kind = KeyKinds.normal(certificate.keyAlgorithm());
    int bits = certificate.keyBits();
    if (kind.startsWith("ed25519")) {
      return OptionalInt.of(3072);
    }
    if (kind.startsWith("ed448") || kind.startsWith("ml-dsa")) {
      return OptionalInt.of(7680);
    }
    if (bits <= 0 || kind.isEmpty()) {
      return OptionalInt.empty();
    }
    return OptionalInt.of(kind.equals("ec") ? strength(bits) : bits);
  }

  /** The RSA key that is as strong as a curve (NIST SP 800-57 Part 1, Table 2). */
  private static int strength(int curve) {
    return curve < 160
        ? 512
        : curve < 224 ? 1024 : curve < 256 ? 2048 : curve < 384 ? 3072 : curve < 512 ? 7680 : 15360;
  }

  /** The smallest finite-field group that was seen. */
  static OptionalInt groupBits(ServerFacts facts) {
    IntStream seen = facts.dh().stream().mapToInt(DhFacts::bits);
    IntStream named =
        facts.groups().stream()
            .map(GroupFacts::groups)
            .flatMap(List::stream)
            .flatMapToInt(group -> GroupNames.finiteBits(group.toString()).stream());
    IntStream chosen =
        versions(facts)
            .flatMap(version -> version.suites().stream())
            .filter(one -> one.keyExchangeBits() > 0 && finite(one))
            .mapToInt(SuiteFacts::keyExchangeBits);
    return IntStream.concat(IntStream.concat(seen, named), chosen).min();
  }

  static boolean finite(SuiteFacts suite) {
    return SuiteTraits.of(suite.suite())
        .filter(traits -> traits.keyExchange().equals("DHE"))
        .isPresent();
  }
}
