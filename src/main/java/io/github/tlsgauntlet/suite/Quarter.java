package io.github.tlsgauntlet.suite;

/**
 * The four quarters that every suite stands in: one-way or two-way, server or client under test.
 */
public enum Quarter {
  ONE_WAY_SERVER("one-way", "server"),
  ONE_WAY_CLIENT("one-way", "client"),
  TWO_WAY_SERVER("two-way", "server"),
  TWO_WAY_CLIENT("two-way", "client");

  private final String way;
  private final String underTest;

  Quarter(String way, String underTest) {
    this.way = way;
    this.underTest = underTest;
  }

  /** {@code one-way} or {@code two-way}. */
  public String way() {
    return way;
  }

  /** {@code server} or {@code client}. */
  public String underTest() {
    return underTest;
  }
}
