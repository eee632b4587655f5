package io.github.tlsgauntlet.cli;

import io.github.tlsgauntlet.suite.Setting;
import io.github.tlsgauntlet.suite.SettingsException;
import io.github.tlsgauntlet.suite.TargetLost;
import io.github.tlsgauntlet.target.TargetException;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Tells what went wrong in one line on standard error, and which exit code that is. */
final class OneLine {
  private OneLine() {}

  static int ofParameters(ParameterException e, String[] args) {
    CommandLine command = e.getCommandLine();
    StringBuilder line = new StringBuilder(String.valueOf(e.getMessage()).replaceAll("\\.$", ""));
    if (e instanceof UnmatchedArgumentException unmatched
        && !unmatched.isUnknownOption()
        && !unmatched.getSuggestions().isEmpty()) {
      line.append("; did you mean ").append(unmatched.getSuggestions().get(0)).append('?');
    }
    line.append(line.toString().endsWith("?") ? " See " : ". See ")
        .append(command.getCommandSpec().qualifiedName())
        .append(" --help.");
    return print(command.getErr(), line.toString(), ExitCode.INPUT);
  }

  static int ofExecution(Exception e, CommandLine command, ParseResult parsed) {
    return print(command.getErr(), words(e), code(e));
  }

  /** What is to be told of it: JUnit wraps what is thrown while a run begins or ends. */
  private static Throwable told(Throwable thrown) {
    for (Throwable e = thrown; e != null; e = e.getCause()) {
      if (e instanceof SettingsException
          || e instanceof TargetException
          || e instanceof TargetLost
          || e instanceof ReportNotWritten) {
        return e;
      }
    }
    return thrown;
  }

  static int code(Throwable thrown) {
    Throwable e = told(thrown);
    if (e instanceof TargetLost) {
      return ExitCode.UNREACHABLE;
    }
    if (e instanceof SettingsException) {
      return ExitCode.INPUT;
    }
    if (e instanceof TargetException target) {
      return switch (target.kind()) {
        case INPUT -> ExitCode.INPUT;
        case UNREACHABLE -> ExitCode.UNREACHABLE;
        case UNAVAILABLE -> ExitCode.UNREACHABLE;
      };
    }
    return ExitCode.HARNESS;
  }

  static String words(Throwable thrown) {
    Throwable e = told(thrown);
    if (code(e) == ExitCode.HARNESS && !(e instanceof ReportNotWritten)) {
      return "A fault of the harness: " + e;
    }
    String message = String.valueOf(e.getMessage());
    return e instanceof SettingsException ? named(message) : message;
  }

  /** Settings complain under the names that Maven's users know. */
  private static String named(String message) {
    for (Setting setting : Setting.values()) {
      if (setting != Setting.TARGET) {
        String option = RunCommand.optionName(setting);
        if (message.startsWith(setting.key() + ": ")) {
          return option + message.substring(setting.key().length());
        }
        if (message.startsWith(setting.key() + ".file: ")) {
          return option + "-file" + message.substring(setting.key().length() + ".file".length());
        }
      }
    }
    return message;
  }

  static int print(PrintWriter err, String line, int code) {
    err.println("tls-gauntlet: " + printable(line));
    err.flush();
    return code;
  }

  /** Without line breaks and control characters, whoever wrote it. */
  private static String printable(String line) {
    return line.strip().replaceAll("\\s*\\R\\s*", " ").replaceAll("\\p{Cntrl}", "?");
  }
}
