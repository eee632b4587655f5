package io.github.tlsgauntlet.pki;

import java.io.Serial;

/**
 * A recipe that can't be used; the message is one line that names the file, the scenario and what
 * would mend it.
 */
public final class RecipeException extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  /** Says where the trouble is, what it is and how to mend it. */
  public RecipeException(String file, String id, String trouble, String mend) {
    super(line(file, id, trouble, mend));
  }

  private static String line(String file, String id, String trouble, String mend) {
    String where = id.isEmpty() ? file : file + ", " + id;
    return (where + ": " + trouble + ". " + mend + ".").replaceAll("\\p{Cntrl}+", " ");
  }

  /** Never null: every constructor takes one. */
  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
