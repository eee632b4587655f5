package io.github.tlsgauntlet.target;

import java.util.Map;
import java.util.Optional;

/** A target as the user wrote it, taken apart but not yet looked for. */
public sealed interface TargetSpec {
  /** What the user wrote. */
  String text();

  /**
   * Stacks that run in a JVM.
   *
   * @param text what the user wrote
   * @param stack the stack by its own spelling; empty for all of them
   * @param jdk the version or home of the JDK to run it on; empty for the one that runs us
   * @param legacy whether that JVM's disabled algorithms are lifted
   */
  record Jvm(String text, Optional<String> stack, Optional<String> jdk, boolean legacy)
      implements TargetSpec {}

  /**
   * A live server.
   *
   * @param text what the user wrote
   * @param host a host name in ASCII (RFC 5891 A-labels), or an IP address without brackets
   * @param address whether the host is an IP address
   * @param port 1 to 65535
   * @param path the path and query of a URL, {@code /} where there is none
   * @param upgrade what it speaks before it goes over to TLS; empty where TLS comes first
   */
  record Remote(
      String text, String host, boolean address, int port, String path, Optional<Upgrade> upgrade)
      implements TargetSpec {}

  /**
   * A server in a container.
   *
   * @param text what the user wrote
   * @param image a folder of ours or an image's reference
   * @param options what followed the {@code ?}
   */
  record Container(String text, String image, Map<String, String> options) implements TargetSpec {
    public Container {
      options = Map.copyOf(options);
    }
  }

  /**
   * A client that is a command.
   *
   * @param text what the user wrote
   * @param command the command line, its placeholders not yet filled in
   */
  record Command(String text, String command) implements TargetSpec {}

  /**
   * Takes a target's text apart. Looks nothing up.
   *
   * @param text as the user wrote it
   * @throws TargetException of kind INPUT, with one line that names the text and the mend
   */
  static TargetSpec parse(String text) throws TargetException {
    return new TargetSpecParser(text).parse();
  }

  /**
   * Makes sure that a name can be asked for.
   *
   * @param option where the user wrote it
   * @param text as the user wrote it
   * @return the same
   * @throws TargetException of kind INPUT if it is neither a host name nor an IP address
   */
  static String requireHost(String option, String text) throws TargetException {
    if (HostName.of(text).isEmpty()) {
      throw new TargetException(
          TargetException.Kind.INPUT,
          option + ": \"" + text + "\" is neither a host name nor an IP address");
    }
    return text;
  }
}
