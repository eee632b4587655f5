package io.github.tlsgauntlet.peer;

/** Ends a handshake or a read: carries how the connection ended, never leaves this package. */
final class Aborted extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Ending ending;

  Aborted(Ending ending) {
    super(ending.toString(), null, false, false);
    this.ending = ending;
  }

  Ending ending() {
    return ending;
  }
}
