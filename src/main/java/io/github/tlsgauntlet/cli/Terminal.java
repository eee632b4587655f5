package io.github.tlsgauntlet.cli;

import io.github.tlsgauntlet.suite.SettingsException;
import java.io.Console;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/** Whether somebody watches. */
final class Terminal {
  private Terminal() {}

  /**
   * Whether to colour what is printed.
   *
   * @param when auto, always or never
   * @throws SettingsException if it is none of these
   */
  static boolean color(String when) throws SettingsException {
    return switch (when) {
      case "always" -> true;
      case "never" -> false;
      case "auto" -> present() && System.getenv("NO_COLOR") == null;
      default ->
          throw new SettingsException("color: \"" + when + "\" is none of auto, always, never");
    };
  }

  /** From JDK 22 on there may be a console without a terminal, and a method that tells. */
  static boolean present() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      return (boolean)
          MethodHandles.publicLookup()
              .findVirtual(Console.class, "isTerminal", MethodType.methodType(boolean.class))
              .invokeExact(console);
    } catch (NoSuchMethodException e) {
      return true;
    } catch (Throwable e) {
      // invokeExact declares Throwable; a console that can't tell is taken for none.
      return false;
    }
  }
}
