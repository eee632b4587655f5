package io.github.tlsgauntlet.pki;

import io.github.tlsgauntlet.pki.SignatureChecks.Result;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Finds the paths from an end-entity certificate over what was sent to a trust anchor (RFC 4158).
 * An issuer is who has the issuer's name; where nobody has it, whose key made the signature.
 * Bounded: a list made to be slow ends the search, not the harness.
 */
final class PathSearch {
  private static final int MOST_STEPS = 2_000;
  private static final int MOST_PATHS = 64;
  private static final int MOST_CERTIFICATES = 64;
  private static final int MOST_STRANGERS = 8;

  private final List<SentCertificate> sent;
  private final List<SentCertificate> anchors;
  private final SignatureChecks signatures;
  private Optional<CertificatePath> longest = Optional.empty();
  private int steps;
  private int paths;

  PathSearch(
      List<SentCertificate> sent, List<SentCertificate> anchors, SignatureChecks signatures) {
    this.sent = sent;
    this.anchors = anchors;
    this.signatures = signatures;
  }

  /**
   * Shows each path to an anchor, the likeliest first, until one is good enough.
   *
   * @param goodEnough says whether the search may end
   */
  void search(SentCertificate endEntity, Predicate<CertificatePath> goodEnough) {
    extend(new ArrayList<>(List.of(endEntity)), goodEnough);
  }

  /** The longest chain that was seen and leads nowhere; empty if the search was not made. */
  Optional<CertificatePath> longest() {
    return longest;
  }

  private boolean extend(List<SentCertificate> path, Predicate<CertificatePath> goodEnough) {
    SentCertificate top = path.get(path.size() - 1);
    if (longest.isEmpty() || path.size() > longest.get().certificates().size()) {
      longest = Optional.of(new CertificatePath(path, Optional.empty()));
    }
    for (SentCertificate anchor : anchors) {
      if (path.size() == 1 && anchor.isSame(top)) {
        return show(new CertificatePath(path, Optional.of(anchor)), goodEnough);
      }
    }
    boolean named = named(top, anchors).findAny().or(() -> named(top, sent).findAny()).isPresent();
    for (SentCertificate anchor : issuers(top, anchors, named)) {
      if (show(new CertificatePath(path, Optional.of(anchor)), goodEnough)) {
        return true;
      }
    }
    for (SentCertificate candidate : issuers(top, sent, named)) {
      if (++steps > MOST_STEPS || paths >= MOST_PATHS || path.size() >= MOST_CERTIFICATES) {
        return true;
      }
      boolean dead =
          path.stream().anyMatch(candidate::isSameAuthority)
              || anchors.stream().anyMatch(candidate::isSame);
      if (!dead) {
        path.add(candidate);
        boolean done = extend(path, goodEnough);
        path.remove(path.size() - 1);
        if (done) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean show(CertificatePath path, Predicate<CertificatePath> goodEnough) {
    paths++;
    return goodEnough.test(path) || paths >= MOST_PATHS;
  }

  private List<SentCertificate> issuers(
      SentCertificate of, List<SentCertificate> among, boolean named) {
    return named
        ? named(of, among)
            .sorted(Comparator.comparing(candidate -> signatures.check(of, candidate)))
            .toList()
        : strangers(of, among);
  }

  private static Stream<SentCertificate> named(SentCertificate of, List<SentCertificate> among) {
    return among.stream()
        .filter(candidate -> DistinguishedNames.same(candidate.subject(), of.issuer()));
  }

  /** Those that have another name and made the signature all the same. */
  private List<SentCertificate> strangers(SentCertificate of, List<SentCertificate> among) {
    Optional<byte[]> wanted = of.authorityKeyIdentifier();
    return among.stream()
        .filter(candidate -> candidate != of && candidate.isAuthority())
        .filter(
            candidate ->
                wanted.isEmpty()
                    || candidate
                        .subjectKeyIdentifier()
                        .filter(identifier -> Arrays.equals(identifier, wanted.get()))
                        .isPresent())
        .limit(MOST_STRANGERS)
        .filter(candidate -> signatures.check(of, candidate) == Result.VERIFIES)
        .toList();
  }
}
