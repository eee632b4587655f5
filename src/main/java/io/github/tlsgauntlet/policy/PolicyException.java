package io.github.tlsgauntlet.policy;

import java.io.Serial;

/** A policy cannot be used; the message is one line that names it, the fault and the mend. */
public final class PolicyException extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  PolicyException(String policy, String trouble, String mend) {
    super(
        ("Policy " + policy + ": " + trouble + ". " + mend + ".")
            .replaceAll("\\s*[\\r\\n]+\\s*", " "));
  }

  /** Never null: every constructor takes one. */
  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
