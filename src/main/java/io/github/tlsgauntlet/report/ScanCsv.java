package io.github.tlsgauntlet.report;

import io.github.tlsgauntlet.probe.Fact;
import io.github.tlsgauntlet.probe.ServerFacts;
import io.github.tlsgauntlet.probe.SuiteFacts;
import io.github.tlsgauntlet.probe.VersionFacts;
import io.github.tlsgauntlet.probe.Weakness;
import java.util.Locale;

/** The facts of one server as rows of a table (RFC 4180): one fact a row. */
public final class ScanCsv {
  /** The first line. */
  public static final String HEAD = "target,kind,subject,id,answer,detail";

  private ScanCsv() {}

  /** The rows of one server; each ends with a line feed. */
  public static String rows(Scanned scanned) {
    StringBuilder out = new StringBuilder();
    ServerFacts facts = scanned.facts();
    String target = facts.target();
    for (VersionFacts version : facts.versions()) {
      row(out, target, "version", "", version.version(), word(version.offered()), version.detail());
      for (SuiteFacts suite : version.suites()) {
        row(
            out,
            target,
            "suite",
            version.version(),
            suite.suite().toString(),
            "yes",
            suite.keyExchange());
      }
    }
    facts
        .groups()
        .forEach(
            groups ->
                groups
                    .groups()
                    .forEach(
                        group ->
                            row(
                                out,
                                target,
                                "group",
                                groups.version(),
                                group.toString(),
                                "yes",
                                "")));
    facts
        .chains()
        .forEach(
            chain ->
                row(
                    out,
                    target,
                    "chain",
                    chain.certificates().isEmpty() ? "" : chain.certificates().get(0).sha256(),
                    "trusted",
                    word(chain.trusted()),
                    chain.trustDetail()));
    row(
        out,
        target,
        "client-authentication",
        "",
        "asks",
        word(facts.clientAuthentication().asks()),
        facts.clientAuthentication().detail());
    for (Fact fact : facts.features()) {
      row(out, target, "feature", "", fact.id(), word(fact.answer()), fact.detail());
    }
    for (Weakness weakness : facts.weaknesses()) {
      row(out, target, "weakness", "", weakness.id(), word(weakness.exposure()), weakness.detail());
    }
    scanned
        .judged()
        .forEach(
            judged ->
                judged
                    .findings()
                    .forEach(
                        finding ->
                            row(
                                out,
                                target,
                                "policy",
                                judged.policy().name(),
                                finding.rule(),
                                word(finding.verdict()),
                                finding.seen())));
    return out.toString();
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static void row(StringBuilder out, String... cells) {
    for (int i = 0; i < cells.length; i++) {
      out.append(i == 0 ? "" : ",").append(cell(cells[i]));
    }
    out.append('\n');
  }

  /** A spreadsheet takes a cell that begins like a formula for one, whoever wrote it. */
  private static String cell(String text) {
    String line = Text.oneLine(text);
    String safe = line.matches("[=+@\\-].*") ? "'" + line : line;
    return safe.matches("[^\",]*") ? safe : "\"" + safe.replace("\"", "\"\"") + "\"";
  }
}
