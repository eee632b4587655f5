package io.github.tlsgauntlet.policy;

import java.util.List;

/**
 * Where a policy's figures come from.
 *
 * @param name the publication
 * @param version its version or revision
 * @param date its date, as published: a year, a month or a day; {@code not known} where we don't
 *     know it
 * @param url where it is to be had
 * @param leftOut what it says that the policy does not judge
 */
public record Source(String name, String version, String date, String url, List<String> leftOut) {
  public Source {
    leftOut = List.copyOf(leftOut);
  }
}
