package io.github.tlsgauntlet.report;

import io.github.tlsgauntlet.pki.TimestampFinding;
import io.github.tlsgauntlet.probe.ChainFacts;
import io.github.tlsgauntlet.probe.Fact;
import io.github.tlsgauntlet.probe.RevocationFacts;
import io.github.tlsgauntlet.probe.ServerFacts;
import io.github.tlsgauntlet.probe.SuiteFacts;
import io.github.tlsgauntlet.probe.TrustFacts;
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
    facts.chains().forEach(chain -> chain(out, target, chain));
    facts
        .host()
        .caa()
        .ifPresent(
            caa -> {
              row(out, target, "host", caa.domain(), "caa", word(caa.found()), caa.detail());
              caa.records()
                  .forEach(
                      one -> row(out, target, "caa", caa.domain(), one.tag(), "yes", one.value()));
            });
    facts
        .host()
        .plainHttp()
        .ifPresent(
            plain ->
                row(
                    out,
                    target,
                    "host",
                    plain.location(),
                    "plain-http",
                    word(plain.leads()),
                    plain.detail()));
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
    scanned.cutShort().ifPresent(why -> row(out, target, "error", "", "cut-short", "untold", why));
    return out.toString();
  }

  /** The row of a server that could not be scanned, and why. */
  public static String failure(String target, String reason) {
    StringBuilder out = new StringBuilder();
    row(out, target, "error", "", "not-scanned", "untold", reason);
    return out.toString();
  }

  private static void chain(StringBuilder out, String target, ChainFacts chain) {
    String own = chain.certificates().isEmpty() ? "" : chain.certificates().get(0).sha256();
    row(out, target, "chain", own, "trusted", word(chain.trusted()), chain.trustDetail());
    for (TrustFacts one : chain.details().trust()) {
      row(
          out,
          target,
          "chain",
          own,
          "trusted by " + one.store(),
          word(one.trusted()),
          one.detail());
    }
    chain
        .details()
        .staple()
        .ifPresent(
            one -> row(out, target, "chain", own, "staple", word(one.status()), one.reason()));
    chain
        .details()
        .mustStaple()
        .ifPresent(answer -> row(out, target, "chain", own, "must-staple", word(answer), ""));
    for (RevocationFacts one : chain.details().revocation()) {
      row(
          out,
          target,
          "revocation",
          one.certificate(),
          one.source() + " " + one.from(),
          word(one.finding().status()),
          one.finding().reason());
    }
    for (TimestampFinding one : chain.details().timestamps()) {
      row(
          out,
          target,
          "timestamp",
          own,
          one.logName().isEmpty() ? one.logId() : one.logName(),
          word(one.validity()),
          one.reason());
    }
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
