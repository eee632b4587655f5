package io.github.tlsgauntlet.cli;

import io.github.tlsgauntlet.suite.Harness;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
final class VersionText implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {"TLS Gauntlet " + Harness.version(), Harness.runtime()};
  }
}
