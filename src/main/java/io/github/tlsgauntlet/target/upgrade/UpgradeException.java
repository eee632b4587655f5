package io.github.tlsgauntlet.target.upgrade;

import java.io.IOException;

/** A server that doesn't go over to TLS. The message says what it did, and follows its name. */
public final class UpgradeException extends IOException {
  private static final long serialVersionUID = 1L;

  UpgradeException(String message) {
    super(message);
  }
}
