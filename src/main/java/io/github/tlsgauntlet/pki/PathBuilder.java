package io.github.tlsgauntlet.pki;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds the paths from an end-entity certificate over what was sent to a trust anchor (RFC 4158), by
 * names. Bounded: a list made to be slow ends the search, not the harness.
 */
final class PathBuilder {
  private static final int MOST_STEPS = 5_000;
  private static final int MOST_PATHS = 64;
  private static final int MOST_DEPTH = 24;

  private final List<SentCertificate> sent;
  private final List<SentCertificate> anchors;
  private final List<List<SentCertificate>> paths = new ArrayList<>();
  private List<SentCertificate> longest = List.of();
  private int steps;

  PathBuilder(List<SentCertificate> sent, List<SentCertificate> anchors) {
    this.sent = sent;
    this.anchors = anchors;
  }

  /** Each path, end entity first, anchor last. */
  List<List<SentCertificate>> paths(SentCertificate endEntity) {
    extend(new ArrayList<>(List.of(endEntity)));
    return paths;
  }

  /** The longest chain by names that was seen, whether it reaches an anchor or not. */
  List<SentCertificate> longest() {
    return longest;
  }

  private void extend(List<SentCertificate> path) {
    if (path.size() > longest.size()) {
      longest = List.copyOf(path);
    }
    SentCertificate top = path.get(path.size() - 1);
    if (anchors.stream().anyMatch(anchor -> anchor.isSame(top))) {
      paths.add(List.copyOf(path));
      return;
    }
    for (SentCertificate anchor : anchors) {
      if (paths.size() < MOST_PATHS && anchor.subject().equals(top.issuer())) {
        List<SentCertificate> whole = new ArrayList<>(path);
        whole.add(anchor);
        paths.add(whole);
      }
    }
    for (SentCertificate candidate : sent) {
      boolean over = ++steps > MOST_STEPS || paths.size() >= MOST_PATHS || path.size() >= MOST_DEPTH;
      if (over) {
        return;
      }
      if (candidate.subject().equals(top.issuer()) && path.stream().noneMatch(candidate::isSame)) {
        path.add(candidate);
        extend(path);
        path.remove(path.size() - 1);
      }
    }
  }
}
