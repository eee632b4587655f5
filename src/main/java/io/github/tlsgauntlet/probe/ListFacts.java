package io.github.tlsgauntlet.probe;

import java.util.List;

/**
 * What is in the list besides what a verifier needs (RFC 9846, Section 4.5.1). Places count from 1.
 *
 * @param duplicates places of certificates that came before
 * @param roots places of certificates that certify themselves: who trusts them has them
 * @param unneeded places of certificates that are not on the path to a trust anchor; told only
 *     where there is such a path
 */
public record ListFacts(List<Integer> duplicates, List<Integer> roots, List<Integer> unneeded) {
  /** Nothing besides. */
  public static final ListFacts TIDY = new ListFacts(List.of(), List.of(), List.of());

  public ListFacts {
    duplicates = List.copyOf(duplicates);
    roots = List.copyOf(roots);
    unneeded = List.copyOf(unneeded);
  }
}
