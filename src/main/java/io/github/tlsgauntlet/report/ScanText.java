package io.github.tlsgauntlet.report;

import io.github.tlsgauntlet.policy.LetterGrade;
import io.github.tlsgauntlet.policy.Level;
import io.github.tlsgauntlet.policy.PolicyFinding;
import io.github.tlsgauntlet.probe.Answer;
import io.github.tlsgauntlet.probe.CertificateFacts;
import io.github.tlsgauntlet.probe.ChainFacts;
import io.github.tlsgauntlet.probe.ClientAuthenticationFacts;
import io.github.tlsgauntlet.probe.DhFacts;
import io.github.tlsgauntlet.probe.Fact;
import io.github.tlsgauntlet.probe.GroupFacts;
import io.github.tlsgauntlet.probe.Part;
import io.github.tlsgauntlet.probe.Preference;
import io.github.tlsgauntlet.probe.SchemeFacts;
import io.github.tlsgauntlet.probe.ServerFacts;
import io.github.tlsgauntlet.probe.SuiteFacts;
import io.github.tlsgauntlet.probe.VersionFacts;
import io.github.tlsgauntlet.probe.Weakness;
import io.github.tlsgauntlet.protocol.SuiteTraits;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The facts of one server for a terminal of 80 columns. Returns text; prints nothing. */
public final class ScanText {
  private static final int WIDTH = 80;
  private static final int NAMES_SHOWN = 4;
  private static final int RED = 31;
  private static final int GREEN = 32;
  private static final int YELLOW = 33;
  private static final int MAGENTA = 35;
  private static final int BOLD = 1;

  private final boolean colour;
  private final String product;

  /**
   * A renderer.
   *
   * @param colour whether to mark what is good and bad with ANSI colours
   * @param product whose directives mend a broken rule, such as nginx
   */
  public ScanText(boolean colour, String product) {
    this.colour = colour;
    this.product = product;
  }

  /** The whole of it; lines end with a line feed. */
  public String render(Scanned scanned) {
    ServerFacts facts = scanned.facts();
    StringBuilder out = new StringBuilder();
    out.append(paint(BOLD, Text.oneLine(facts.target())))
        .append("  ")
        .append(Text.oneLine(facts.address()))
        .append(
            String.format(
                Locale.ROOT,
                "  %.2f s, %d connections%n",
                facts.took().toMillis() / 1000.0,
                facts.connections()));
    scanned.cutShort().ifPresent(why -> line(out, "  ", "", 0, "Not the whole: " + why + "."));
    versions(out, facts);
    facts.versions().stream()
        .filter(version -> !version.suites().isEmpty())
        .sorted(Comparator.comparing(VersionFacts::version).reversed())
        .forEach(version -> suites(out, version));
    groups(out, facts);
    int number = 0;
    for (ChainFacts chain : facts.chains()) {
      chain(out, chain, ++number, facts.chains().size());
    }
    if (scanned.parts().contains(Part.CLIENT)) {
      clientAuthentication(out, facts.clientAuthentication());
    }
    http(out, facts);
    if (scanned.parts().contains(Part.FEATURES)) {
      features(out, facts.features());
    }
    if (scanned.parts().contains(Part.WEAKNESSES)) {
      weaknesses(out, facts.weaknesses());
    }
    if (scanned.isWhole()) {
      grade(out, scanned.grade());
    }
    scanned.judged().forEach(judged -> policy(out, judged));
    return out.toString();
  }

  private void heading(StringBuilder out, String text) {
    out.append('\n').append(paint(BOLD, text)).append('\n');
  }

  private void versions(StringBuilder out, ServerFacts facts) {
    heading(out, "Versions");
    for (VersionFacts version : facts.versions()) {
      boolean old = version.version().compareTo("TLS 1.2") < 0;
      boolean offered = version.offered() == Answer.YES;
      int color = version.offered() == Answer.UNTOLD ? MAGENTA : offered == old ? RED : GREEN;
      String said =
          offered
              ? version.suites().size()
                  + (version.suites().size() == 1 ? " suite" : " suites")
                  + order(version.preference())
                  + (version.prefersChaCha() ? ", ChaCha20 first where the client asks so" : "")
              : "";
      line(
          out,
          "  " + version.version() + "  ",
          paint(color, String.format(Locale.ROOT, "%-8s", word(version.offered()))),
          8,
          said.isEmpty() ? version.detail() : (said + ". " + version.detail()).strip());
    }
  }

  private static String order(Preference preference) {
    return switch (preference) {
      case SERVER -> ", in the server's order";
      case CLIENT -> ", in the client's order";
      case UNTOLD -> "";
    };
  }

  private static String word(Answer answer) {
    return switch (answer) {
      case YES -> "yes";
      case NO -> "no";
      case UNTOLD -> "untold";
    };
  }

  private void suites(StringBuilder out, VersionFacts version) {
    heading(out, "Cipher suites, " + version.version());
    for (SuiteFacts one : version.suites()) {
      SuiteTraits traits =
          SuiteTraits.of(one.suite())
              .orElse(new SuiteTraits("?", "?", "?", 0, SuiteTraits.Mode.CBC, false));
      boolean broken =
          traits.mode() == SuiteTraits.Mode.NULL
              || traits.anonymous()
              || traits.export()
              || traits.rc4()
              || traits.bits() < 112;
      boolean weak =
          traits.smallBlocks() || !traits.forwardSecret() || traits.mode() != SuiteTraits.Mode.AEAD;
      String name = String.format(Locale.ROOT, "%-45s", one.suite());
      out.append("  ")
          .append(paint(broken ? RED : weak ? YELLOW : GREEN, name))
          .append(
              String.format(Locale.ROOT, " %3d  %s", traits.bits(), one.keyExchange())
                  .stripTrailing())
          .append('\n');
    }
  }

  private void groups(StringBuilder out, ServerFacts facts) {
    if (!facts.groups().isEmpty() || !facts.dh().isEmpty() || !facts.schemes().isEmpty()) {
      heading(out, "Key exchange and signatures");
    }
    for (GroupFacts groups : facts.groups()) {
      line(
          out,
          "  " + groups.version() + " groups: ",
          "",
          0,
          joined(groups.groups())
              + order(groups.preference())
              + (groups.untold().isEmpty()
                  ? ""
                  : "; could not be told: " + joined(groups.untold())));
    }
    for (DhFacts dh : facts.dh()) {
      line(
          out,
          "  Diffie-Hellman: ",
          "",
          0,
          dh.bits()
              + " bits"
              + (dh.known().isEmpty() ? ", a prime of its own" : ", " + dh.known())
              + (dh.safe() == Answer.NO ? ", not a safe prime" : "")
              + (dh.reused() == Answer.YES ? ", the key is used again" : ""));
    }
    for (SchemeFacts schemes : facts.schemes()) {
      line(out, "  " + schemes.version() + " signs with: ", "", 0, joined(schemes.schemes()));
    }
  }

  private static String joined(List<?> values) {
    return values.stream().map(Object::toString).collect(Collectors.joining(", "));
  }

  private void chain(StringBuilder out, ChainFacts chain, int number, int of) {
    heading(out, of == 1 ? "Certificate chain" : "Certificate chain " + number + " of " + of);
    for (CertificateFacts one : chain.certificates()) {
      line(out, "  ", "", 0, one.subject().isEmpty() ? "(no subject)" : one.subject());
      line(
          out,
          "    ",
          "",
          0,
          one.keyAlgorithm()
              + (one.keyBits() > 0 ? " " + one.keyBits() : "")
              + (one.curve().isEmpty() ? "" : " " + one.curve())
              + ", "
              + one.signatureAlgorithm()
              + ", until "
              + one.notAfter().toString().substring(0, 10)
              + (one.mustStaple() ? ", must staple" : "")
              + (one.timestamps() > 0 ? ", " + one.timestamps() + " timestamps" : ""));
      if (!one.names().isEmpty()) {
        line(out, "    for ", "", 0, names(one.names()));
      }
      String constraints = ChainText.constraints(one.constraints());
      if (!constraints.isEmpty()) {
        line(out, "    ", "", 0, constraints);
      }
    }
    if (of > 1 && !chain.details().versions().isEmpty()) {
      line(
          out,
          "  sent in ",
          "",
          0,
          chain.details().versions().stream()
              .map(Object::toString)
              .collect(Collectors.joining(", ")));
    }
    verdict(out, "trusted", chain.trusted(), chain.trustDetail());
    verdict(out, "name", chain.matchesName(), chain.nameDetail());
    if (!chain.inOrder()) {
      verdict(out, "order", Answer.NO, "The certificates are not in order.");
    }
    if (chain.complete() == Answer.NO) {
      verdict(out, "complete", Answer.NO, "A certificate between it and an anchor is missing.");
    }
    ChainText.details(chain.details(), chain.staple(), lines(out));
    if (chain.onlyWithoutServerName()) {
      line(out, "  ", "", 0, "Only a client that names no server gets this chain.");
    }
  }

  private ChainText.Lines lines(StringBuilder out) {
    return new ChainText.Lines() {
      @Override
      public void verdict(String what, Answer answer, String detail) {
        ScanText.this.verdict(out, what, answer, detail);
      }

      @Override
      public void line(String what, String text) {
        ScanText.this.line(out, "  ", "", 0, what + text);
      }
    };
  }

  private static String names(List<String> names) {
    return String.join(", ", names.subList(0, Math.min(NAMES_SHOWN, names.size())))
        + (names.size() > NAMES_SHOWN ? " and " + (names.size() - NAMES_SHOWN) + " more" : "");
  }

  private void verdict(StringBuilder out, String what, Answer answer, String detail) {
    int color = answer == Answer.YES ? GREEN : answer == Answer.NO ? RED : MAGENTA;
    line(
        out,
        "  " + String.format(Locale.ROOT, "%-9s", what),
        paint(color, String.format(Locale.ROOT, "%-7s", word(answer))),
        7,
        detail);
  }

  private void clientAuthentication(StringBuilder out, ClientAuthenticationFacts facts) {
    heading(out, "Client certificate");
    String word =
        switch (facts.asks()) {
          case NONE -> "not asked for";
          case OPTIONAL -> "asked for, optional";
          case REQUIRED -> "required";
          case UNTOLD -> "could not be told";
        };
    line(out, "  ", "", 0, (word + ". " + facts.detail()).strip());
    if (!facts.authorities().isEmpty()) {
      line(out, "  authorities: ", "", 0, String.join("; ", facts.authorities()));
    }
    if (!facts.schemes().isEmpty()) {
      line(out, "  schemes: ", "", 0, String.join(", ", facts.schemes()));
    }
  }

  private void http(StringBuilder out, ServerFacts facts) {
    if (facts.http().isPresent() || facts.host().plainHttp().isPresent()) {
      heading(out, "HTTP");
    }
    facts.http().ifPresent(http -> HttpText.answer(http, lines(out)));
    facts.host().plainHttp().ifPresent(plain -> HttpText.plain(plain, lines(out)));
    facts
        .host()
        .caa()
        .ifPresent(
            caa -> {
              heading(out, "Who may issue for it (RFC 8659)");
              HttpText.caa(caa, lines(out));
            });
  }

  private void features(StringBuilder out, List<Fact> features) {
    heading(out, "Features");
    features.stream()
        .sorted(Comparator.comparing(Fact::answer))
        .forEach(
            fact ->
                line(
                    out,
                    "  ",
                    paint(
                        fact.answer() == Answer.UNTOLD ? MAGENTA : 0,
                        String.format(Locale.ROOT, "%-8s", word(fact.answer()))),
                    8,
                    fact.title() + said(fact)));
  }

  /** Facts whose detail says more than their answer. */
  private static final List<String> TELLING =
      List.of(
          "alpn",
          "early-data",
          "ticket-lifetime",
          "ocsp-stapling",
          "server-random",
          "clock-skew",
          "ticket-count",
          "ech-handshake");

  /** Facts whose detail says more than a yes does. */
  private static final List<String> TELLING_IF_SO =
      List.of(
          "session-ids",
          "session-tickets",
          "ticket-lifetime-hint",
          "record-size-limit-tls13",
          "groups-in-encrypted-extensions",
          "certificate-compression",
          "delegated-credentials",
          "ech",
          "early-data-http",
          "early-data-replay",
          "ec-point-formats",
          "key-share-reuse");

  /** What the answer alone doesn't say. */
  private static String said(Fact fact) {
    boolean telling =
        fact.answer() == Answer.UNTOLD
            || TELLING.contains(fact.id())
            || fact.answer() == Answer.YES && TELLING_IF_SO.contains(fact.id());
    return telling && !fact.detail().isEmpty() ? ": " + fact.detail() : "";
  }

  private void weaknesses(StringBuilder out, List<Weakness> weaknesses) {
    heading(out, "Weaknesses");
    List<String> safe = new ArrayList<>();
    for (Weakness one : weaknesses) {
      if (one.exposure() == Weakness.Exposure.SAFE) {
        safe.add(one.title());
      }
    }
    weaknesses.stream()
        .filter(one -> one.exposure() != Weakness.Exposure.SAFE)
        .sorted(Comparator.comparing(Weakness::exposure))
        .forEach(
            one ->
                line(
                    out,
                    "  ",
                    paint(
                        switch (one.exposure()) {
                          case VULNERABLE -> RED;
                          case EXPOSED -> YELLOW;
                          default -> MAGENTA;
                        },
                        String.format(
                            Locale.ROOT, "%-12s", one.exposure().name().toLowerCase(Locale.ROOT))),
                    12,
                    one.title() + " (" + one.reference() + "): " + one.detail()));
    if (!safe.isEmpty()) {
      line(out, "  none of: ", "", 0, String.join(", ", safe));
    }
  }

  private void grade(StringBuilder out, LetterGrade grade) {
    heading(out, LetterGrade.TITLE);
    line(
        out,
        "  ",
        paint(BOLD, grade.letter().orElse("none")),
        grade.letter().orElse("none").length(),
        grade.letter().isPresent()
            ? " "
                + LetterGrade.RULES.substring(0, 1).toLowerCase(Locale.ROOT)
                + LetterGrade.RULES.substring(1)
                + "."
            : " " + grade.reason());
    for (LetterGrade.Cap cap : grade.caps()) {
      line(out, "    at most " + cap.most() + ": ", "", 0, cap.reason());
    }
    if (!grade.inconclusive().isEmpty()) {
      line(out, "    not judged: ", "", 0, String.join("; ", grade.inconclusive()));
    }
  }

  private void policy(StringBuilder out, Scanned.Judged judged) {
    heading(out, "Policy " + judged.policy().name() + ": " + judged.summary());
    for (PolicyFinding finding : judged.findings()) {
      boolean must = judged.level(finding) == Level.MUST;
      if (finding.verdict() == PolicyFinding.Verdict.FAIL) {
        line(
            out,
            "  ",
            paint(must ? RED : YELLOW, must ? "broken  " : "advised "),
            8,
            finding.title() + " (" + finding.reference() + ")");
        line(out, "          seen: ", "", 0, finding.seen());
        line(out, "          wants: ", "", 0, finding.wants());
        String mend = finding.mends().getOrDefault(product, "");
        if (!mend.isEmpty()) {
          out.append("          ").append(product).append(":\n");
          mend.lines()
              .forEach(one -> out.append("            ").append(Text.oneLine(one)).append('\n'));
        }
      } else if (finding.verdict() == PolicyFinding.Verdict.INCONCLUSIVE) {
        line(out, "  ", paint(MAGENTA, "untold  "), 8, finding.title() + ": " + finding.seen());
      }
    }
  }

  /** Wraps at spaces, under the first word of the text. */
  private void line(
      StringBuilder out, String prefix, String painted, int paintedWidth, String text) {
    int indent = prefix.length() + paintedWidth;
    out.append(prefix).append(painted);
    int at = indent;
    boolean first = true;
    for (String word : Text.oneLine(Text.bounded(text, 20 * WIDTH)).split(" +", -1)) {
      String fitting = Text.bounded(word, WIDTH - Math.min(indent, WIDTH / 2));
      if (!first && at + 1 + fitting.length() > WIDTH) {
        out.append('\n').append(" ".repeat(Math.min(indent, WIDTH / 2)));
        at = Math.min(indent, WIDTH / 2);
      } else if (!first) {
        out.append(' ');
        at++;
      }
      out.append(fitting);
      at += fitting.length();
      first = false;
    }
    while (out.charAt(out.length() - 1) == ' ') {
      out.setLength(out.length() - 1);
    }
    out.append('\n');
  }

  private String paint(int code, String text) {
    return colour && code > 0 ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }
}
