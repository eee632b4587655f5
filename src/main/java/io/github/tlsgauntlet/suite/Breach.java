package io.github.tlsgauntlet.suite;

/** What it means in practice where a requirement is not met. */
public enum Breach {
  /** An attacker may profit: what should be refused is taken, or what is secret shows. */
  SECURITY("An attacker may profit from it."),
  /** A peer that does everything right may fail to connect, or to go on. */
  INTEROPERABILITY("Peers that do everything right may fail to connect, or to go on."),
  /** Nothing breaks by it: the specification wants another alert or another form. */
  FORM("Nothing breaks by it; whoever reads the alert may look in the wrong place.");

  private final String meaning;

  Breach(String meaning) {
    this.meaning = meaning;
  }

  /** One sentence. */
  public String meaning() {
    return meaning;
  }
}
