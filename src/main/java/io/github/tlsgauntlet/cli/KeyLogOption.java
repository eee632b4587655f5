package io.github.tlsgauntlet.cli;

import io.github.tlsgauntlet.peer.KeyLogFile;
import io.github.tlsgauntlet.suite.SettingsException;
import java.io.UncheckedIOException;

/** SSLKEYLOGFILE, which is no option but an environment variable, as elsewhere. */
final class KeyLogOption {
  private KeyLogOption() {}

  /**
   * Tells before anything is sent that what it names cannot be written.
   *
   * @throws SettingsException if it cannot
   */
  static void requireWritable() throws SettingsException {
    try {
      KeyLogFile.ofEnvironment();
    } catch (UncheckedIOException e) {
      throw new SettingsException(String.valueOf(e.getMessage()), e);
    }
  }
}
