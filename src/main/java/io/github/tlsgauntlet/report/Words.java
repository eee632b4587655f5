package io.github.tlsgauntlet.report;

import io.github.tlsgauntlet.peer.Ending;
import io.github.tlsgauntlet.suite.AlertGrade;
import io.github.tlsgauntlet.suite.Quarter;
import io.github.tlsgauntlet.suite.Result;
import io.github.tlsgauntlet.suite.Verdict;
import java.time.Duration;
import java.util.Locale;

/** The words that every format uses for the same value. */
final class Words {
  private static final long NANOS_OF_A_TENTH = 100_000;

  private Words() {}

  /** The letter of a verdict, which colour alone never replaces. */
  static char letter(Verdict verdict) {
    return verdict.name().charAt(0);
  }

  static String verdict(Verdict verdict) {
    return switch (verdict) {
      case PASS -> "pass";
      case FAIL -> "fail";
      case WARN -> "warn";
      case INCONCLUSIVE -> "inconclusive";
      case NOT_APPLICABLE -> "not applicable";
      case KNOWN -> "known";
    };
  }

  /** {@code one-way server}. */
  static String quarter(Quarter quarter) {
    return quarter.way() + " " + quarter.underTest();
  }

  /** {@code one-way-server}: the quarter's name in files. */
  static String quarterId(Quarter quarter) {
    return quarter.way() + "-" + quarter.underTest();
  }

  static String grade(AlertGrade grade) {
    return switch (grade) {
      case FITTING -> "fitting alert";
      case OTHER_CERTIFICATE_ALERT -> "another certificate alert";
      case OTHER_ALERT -> "another alert";
      case SILENT_CLOSE -> "closed without an alert";
      case HTTP_STATUS -> "refused by HTTP status";
      case NONE -> "nothing refused";
    };
  }

  /** The alert and how it is graded, as a result of its own; empty where neither says anything. */
  static String alert(Result result) {
    if (result.alertGrade() == AlertGrade.NONE) {
      return result.alert().orElse("");
    }
    String grade = grade(result.alertGrade());
    return result.alert().map(alert -> alert + " (" + grade + ")").orElse(grade);
  }

  static String ending(Ending ending) {
    if (ending instanceof Ending.Alert alert) {
      return "the peer sent the "
          + (alert.fatal() ? "fatal" : "warning")
          + " alert "
          + alert.description();
    } else if (ending instanceof Ending.CloseNotify) {
      return "the peer closed with close_notify";
    } else if (ending instanceof Ending.Fin) {
      return "the peer ended the stream without an alert (FIN)";
    } else if (ending instanceof Ending.Reset) {
      return "the peer reset the connection (RST)";
    } else if (ending instanceof Ending.Silence) {
      return "silence: nothing came before the deadline";
    } else if (ending instanceof Ending.Broken broken) {
      return "what the peer sent could not be taken: %s; we answered %s"
          .formatted(broken.reason(), broken.answered());
    }
    return "closed in good order by us";
  }

  /** Milliseconds with one decimal, as every message of a report has: a Formatter takes long. */
  static String tenths(Duration duration) {
    long tenths = (duration.toNanos() + NANOS_OF_A_TENTH / 2) / NANOS_OF_A_TENTH;
    return tenths / 10 + "." + tenths % 10;
  }

  /** {@code 3.2 ms}, {@code 1.45 s}. */
  static String duration(Duration duration) {
    double millis = duration.toNanos() / 1e6;
    if (millis < 10) {
      return String.format(Locale.ROOT, "%.1f ms", millis);
    }
    return millis < 1000
        ? String.format(Locale.ROOT, "%.0f ms", millis)
        : String.format(Locale.ROOT, "%.2f s", millis / 1000);
  }
}
