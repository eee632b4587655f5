package io.github.tlsgauntlet.cli;

import java.io.Console;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/** Whether somebody watches. */
final class Terminal {
  private Terminal() {}

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
