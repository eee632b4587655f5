package io.github.tlsgauntlet.report;

import io.github.tlsgauntlet.pki.TimestampFinding;
import io.github.tlsgauntlet.probe.Answer;
import io.github.tlsgauntlet.probe.ChainDetails;
import io.github.tlsgauntlet.probe.ConstraintFacts;
import io.github.tlsgauntlet.probe.ListFacts;
import io.github.tlsgauntlet.probe.RevocationFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What is known of a chain beyond its certificates, line by line, for a terminal. */
final class ChainText {
  private static final int LOGS_SHOWN = 8;

  /** A line: what it is about, an answer if it is one, and more. */
  interface Lines {
    void verdict(String what, Answer answer, String detail);

    void line(String what, String text);
  }

  private ChainText() {}

  static void details(ChainDetails details, String staple, Lines lines) {
    if (!details.trust().isEmpty()) {
      lines.line(
          "by store: ",
          details.trust().stream()
              .map(one -> one.store() + " " + one.trusted().name().toLowerCase(Locale.ROOT))
              .collect(Collectors.joining(", ")));
    }
    list(details.list(), lines);
    if (!staple.isEmpty()) {
      lines.line("stapled response: ", staple);
    }
    details
        .mustStaple()
        .filter(answer -> answer != Answer.YES)
        .ifPresent(
            answer ->
                lines.verdict(
                    "staples", answer, "Its certificate demands a stapled response (RFC 7633)."));
    for (RevocationFacts one : details.revocation()) {
      lines.line(
          one.source() + " for " + one.certificate() + ": ",
          one.finding().inWords() + " (" + one.from() + ")");
    }
    timestamps(details.timestamps(), lines);
  }

  /** What a certificate says of those below it; empty where it says nothing. */
  static String constraints(ConstraintFacts facts) {
    List<String> said = new ArrayList<>();
    facts
        .pathLength()
        .ifPresent(
            length ->
                said.add(
                    length == 0 ? "no authority below it" : "authorities below it: " + length));
    add(said, "for names in ", facts.permitted());
    add(said, "for no name in ", facts.excluded());
    add(said, "policies ", facts.policies());
    return String.join("; ", said);
  }

  private static void add(List<String> said, String what, List<String> values) {
    if (!values.isEmpty()) {
      said.add(what + String.join(", ", values));
    }
  }

  private static void list(ListFacts list, Lines lines) {
    List<String> besides = new ArrayList<>();
    add(besides, list.duplicates(), "is there twice", "are there twice");
    add(besides, list.unneeded(), "is not needed", "are not needed");
    add(besides, list.roots(), "is a root, which nobody needs", "are roots, which nobody needs");
    if (!besides.isEmpty()) {
      lines.line("besides: ", String.join("; ", besides));
    }
  }

  private static void add(List<String> to, List<Integer> places, String one, String more) {
    if (!places.isEmpty()) {
      to.add(
          "certificate "
              + places.stream().map(String::valueOf).collect(Collectors.joining(", "))
              + " "
              + (places.size() == 1 ? one : more));
    }
  }

  private static void timestamps(List<TimestampFinding> timestamps, Lines lines) {
    boolean silent =
        timestamps.stream()
                .map(TimestampFinding::validity)
                .allMatch(one -> one == TimestampFinding.Validity.UNTOLD)
            && timestamps.stream().map(TimestampFinding::reason).distinct().count() == 1;
    if (silent) {
      lines.line(
          "timestamps: ", timestamps.size() + ", not checked. " + timestamps.get(0).reason());
      return;
    }
    for (TimestampFinding one : timestamps.subList(0, Math.min(LOGS_SHOWN, timestamps.size()))) {
      String log =
          one.logName().isEmpty()
              ? one.logId().isEmpty() ? "" : " by log " + one.logId().substring(0, 16)
              : " by " + one.logName();
      lines.line(
          "timestamp in the " + source(one.source()) + ": ",
          one.validity().name().toLowerCase(Locale.ROOT)
              + log
              + one.time().map(time -> ", " + time).orElse("")
              + (one.reason().isEmpty() ? "" : ". " + one.reason()));
    }
    if (timestamps.size() > LOGS_SHOWN) {
      lines.line("timestamps: ", (timestamps.size() - LOGS_SHOWN) + " more");
    }
  }

  private static String source(TimestampFinding.Source source) {
    return switch (source) {
      case CERTIFICATE -> "certificate";
      case OCSP_RESPONSE -> "OCSP response";
      case TLS_EXTENSION -> "TLS extension";
    };
  }
}
