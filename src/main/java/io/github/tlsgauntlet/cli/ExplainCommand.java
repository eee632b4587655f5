package io.github.tlsgauntlet.cli;

import io.github.tlsgauntlet.pki.Catalogue;
import io.github.tlsgauntlet.pki.Profile;
import io.github.tlsgauntlet.pki.RecipeException;
import io.github.tlsgauntlet.pki.Scenario;
import io.github.tlsgauntlet.suite.Feature;
import io.github.tlsgauntlet.suite.Requirement;
import io.github.tlsgauntlet.suite.Requirements;
import io.github.tlsgauntlet.suite.SettingsException;
import io.github.tlsgauntlet.target.Suggestion;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A requirement, a scenario, an alert or an error message in plain words. */
@Command(
    name = "explain",
    description =
        "Explains a requirement or a certificate scenario by its id, an alert by its name or number,"
            + " or an error message.",
    mixinStandardHelpOptions = true,
    versionProvider = VersionText.class)
final class ExplainCommand implements Callable<Integer> {
  private static final int WIDTH = 78;
  private static final int LABEL = 11;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
  private CommandSpec spec;

  @Parameters(
      arity = "1..*",
      paramLabel = "WORDS",
      description =
          "An id of list requirements or list scenarios, bad_certificate, 42,"
              + " PKIX path building failed")
  private List<String> words = new ArrayList<>();

  @Override
  public Integer call() throws SettingsException {
    String text = String.join(" ", words).strip();
    Map<String, Supplier<Map<String, List<String>>>> byId = byId();
    List<Map<String, List<String>>> found = new ArrayList<>();
    Optional.ofNullable(byId.get(text)).ifPresent(lines -> found.add(lines.get()));
    if (found.isEmpty()) {
      new Troubles().find(text).forEach(trouble -> found.add(trouble.lines()));
    }
    if (found.isEmpty()) {
      beginning(text, byId).ifPresent(lines -> found.add(lines.get()));
    }
    if (found.isEmpty()) {
      throw unknown(text, byId.keySet());
    }
    PrintWriter out = spec.commandLine().getOut();
    String between = "";
    for (Map<String, List<String>> one : found) {
      out.print(between);
      one.forEach((label, lines) -> out.println(wrapped(label, lines)));
      between = System.lineSeparator();
    }
    out.flush();
    return ExitCode.OK;
  }

  private static Map<String, Supplier<Map<String, List<String>>>> byId() throws SettingsException {
    Map<String, Supplier<Map<String, List<String>>>> byId = new LinkedHashMap<>();
    for (Requirements.Listed listed : Requirements.all()) {
      byId.putIfAbsent(listed.requirement().id(), () -> each(ofRequirement(listed)));
    }
    for (Scenario scenario : scenarios()) {
      byId.putIfAbsent(scenario.id(), () -> each(ofScenario(scenario)));
    }
    return byId;
  }

  private static Map<String, List<String>> each(Map<String, String> lines) {
    Map<String, List<String>> each = new LinkedHashMap<>();
    lines.forEach((label, line) -> each.put(label, List.of(line)));
    return each;
  }

  /** A table cuts a long id: what it leaves is enough where one id alone begins so. */
  private static <T> Optional<T> beginning(String text, Map<String, T> byId) {
    String start = text.replaceFirst("(…|\\.\\.\\.)$", "");
    List<T> fitting =
        byId.entrySet().stream()
            .filter(entry -> entry.getKey().startsWith(start))
            .map(Map.Entry::getValue)
            .toList();
    return !start.equals(text) && fitting.size() == 1
        ? Optional.of(fitting.get(0))
        : Optional.empty();
  }

  private static SettingsException unknown(String text, Collection<String> ids) {
    List<String> known = new ArrayList<>(ids);
    new Troubles().alerts().values().forEach(alert -> known.add(alert.title().split(" ", 2)[0]));
    String shown = text.length() > WIDTH ? text.substring(0, WIDTH) + "…" : text;
    return new SettingsException(
        "explain: no requirement, scenario, alert or message is known as \""
            + shown
            + "\""
            + Suggestion.clause(text, known)
            + " See tls-gauntlet list requirements.");
  }

  private static List<Scenario> scenarios() throws SettingsException {
    try {
      return Catalogue.load().scenarios();
    } catch (RecipeException e) {
      throw new SettingsException(e.getMessage(), e);
    }
  }

  private static Map<String, String> ofRequirement(Requirements.Listed listed) {
    Requirement requirement = listed.requirement();
    Map<String, String> lines = new LinkedHashMap<>();
    lines.put(requirement.id(), requirement.says());
    lines.put("level", requirement.level() + ", for a " + listed.quarter().underTest());
    List<String> sources = new ArrayList<>(List.of(requirement.reference()));
    requirement.explanation().ifPresent(more -> sources.addAll(more.also()));
    lines.put("source", String.join("; ", sources));
    if (listed.intrusive()) {
      lines.put("intrusive", "a live server is sent it only with intrusive=true");
    }
    requirement
        .explanation()
        .ifPresent(
            more -> {
              lines.put("sent", more.sends());
              lines.put("conforms", more.expects());
              lines.put("if broken", words(more.breach()) + ": " + more.breach().meaning());
              if (!more.needs().isEmpty()) {
                lines.put(
                    "tried where",
                    more.needs().stream().map(Feature::sentence).collect(Collectors.joining("; ")));
              }
            });
    return lines;
  }

  private static Map<String, String> ofScenario(Scenario scenario) {
    Map<String, String> lines = new LinkedHashMap<>();
    lines.put(scenario.id(), scenario.title());
    lines.put("why", scenario.why());
    lines.put("expected", expected(scenario));
    if (!scenario.alerts().isEmpty()) {
      lines.put("alerts", String.join(" or ", scenario.alerts()));
    }
    lines.put("source", scenario.reference());
    scenario.control().ifPresent(control -> lines.put("good twin", control));
    return lines;
  }

  private static String expected(Scenario scenario) {
    Map<String, List<String>> profiles = new TreeMap<>();
    for (Profile profile : Profile.values()) {
      profiles
          .computeIfAbsent(words(scenario.expectation(profile)), verdict -> new ArrayList<>())
          .add(words(profile));
    }
    return profiles.size() == 1
        ? profiles.keySet().iterator().next()
        : profiles.entrySet().stream()
            .map(entry -> entry.getKey() + " under " + String.join(" and ", entry.getValue()))
            .collect(Collectors.joining("; "));
  }

  private static String words(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The first line of a title stands alone; the others hang behind their labels. */
  private static String wrapped(String label, List<String> texts) {
    boolean head = label.length() > LABEL || label.contains("(");
    List<String> lines = new ArrayList<>();
    if (head) {
      lines.add(label);
    }
    String first = head ? " ".repeat(LABEL + 2) : "  " + label + " ".repeat(LABEL - label.length());
    for (String text : texts) {
      lines.addAll(wrapped(first, texts.size() > 1 ? "- " : "", text));
      first = " ".repeat(LABEL + 2);
    }
    return String.join(System.lineSeparator(), lines);
  }

  private static List<String> wrapped(String first, String bullet, String text) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder(first).append(bullet);
    int start = line.length();
    for (String word : text.split(" ", -1)) {
      if (line.length() + word.length() + 1 > WIDTH && line.length() > start) {
        lines.add(line.toString().stripTrailing());
        line = new StringBuilder(" ".repeat(start));
      }
      line.append(line.length() == start ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }
}
