package io.github.tlsgauntlet.policy;

import java.io.Serial;

/** What is wrong with one value of a policy, before the reader adds where it stands. */
final class Misfit extends Exception {
  @Serial private static final long serialVersionUID = 1L;
  private final String mend;

  Misfit(String trouble, String mend) {
    super(trouble);
    this.mend = mend;
  }

  String mend() {
    return mend;
  }

  /** Never null: the constructor takes one. */
  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
