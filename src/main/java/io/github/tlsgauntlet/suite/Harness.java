package io.github.tlsgauntlet.suite;

import java.util.Optional;

/** What runs: the harness's version and the JVM it runs in. */
public final class Harness {
  private Harness() {}

  /** The version in the jar's manifest, or {@code development} outside a jar. */
  public static String version() {
    return Optional.ofNullable(Harness.class.getPackage().getImplementationVersion())
        .orElse("development");
  }

  /** {@code OpenJDK 64-Bit Server VM 17.0.15+6, Linux amd64}. */
  public static String runtime() {
    return System.getProperty("java.vm.name")
        + " "
        + Runtime.version()
        + ", "
        + System.getProperty("os.name")
        + " "
        + System.getProperty("os.arch");
  }
}
