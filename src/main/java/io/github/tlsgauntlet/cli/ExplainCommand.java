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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What a requirement or a scenario is about, in plain words. */
@Command(
    name = "explain",
    description = "Explains a requirement or a certificate scenario, by its id.",
    mixinStandardHelpOptions = true,
    versionProvider = VersionText.class)
final class ExplainCommand implements Callable<Integer> {
  private static final int WIDTH = 78;
  private static final int LABEL = 11;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
  private CommandSpec spec;

  @Parameters(paramLabel = "ID", description = "As list requirements and list scenarios show it")
  @SuppressWarnings("NullAway.Init") // picocli requires it
  private String id;

  @Override
  public Integer call() throws SettingsException {
    List<Requirements.Listed> requirements = Requirements.all();
    List<Scenario> scenarios = scenarios();
    Optional<Map<String, String>> found =
        requirements.stream()
            .filter(one -> one.requirement().id().equals(id))
            .findFirst()
            .map(ExplainCommand::ofRequirement)
            .or(
                () ->
                    scenarios.stream()
                        .filter(one -> one.id().equals(id))
                        .findFirst()
                        .map(ExplainCommand::ofScenario));
    if (found.isEmpty()) {
      List<String> known =
          Stream.concat(
                  requirements.stream().map(one -> one.requirement().id()),
                  scenarios.stream().map(Scenario::id))
              .toList();
      throw new SettingsException(
          "explain: there is no requirement and no scenario \""
              + id
              + "\""
              + Suggestion.clause(id, known)
              + " See tls-gauntlet list requirements.");
    }
    PrintWriter out = spec.commandLine().getOut();
    found.get().forEach((label, text) -> out.println(wrapped(label, text)));
    out.flush();
    return ExitCode.OK;
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
    requirement
        .explanation()
        .ifPresent(
            more -> {
              lines.put("sent", more.sends());
              lines.put("conforms", more.expects());
              lines.put(
                  "if broken",
                  words(more.breach()) + ": " + more.breach().meaning());
              if (!more.needs().isEmpty()) {
                lines.put(
                    "tried where",
                    more.needs().stream()
                        .map(Feature::sentence)
                        .collect(Collectors.joining("; ")));
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

  /** The first line of an id stands alone; the others hang behind their labels. */
  private static String wrapped(String label, String text) {
    boolean head = label.length() > LABEL;
    String indent = " ".repeat(LABEL + 2);
    StringBuilder lines = new StringBuilder(head ? label + System.lineSeparator() : "");
    StringBuilder line =
        new StringBuilder(head ? indent : "  " + label + " ".repeat(LABEL - label.length()));
    for (String word : text.split(" ", -1)) {
      if (line.length() + word.length() + 1 > WIDTH && line.length() > indent.length()) {
        lines.append(line.toString().stripTrailing()).append(System.lineSeparator());
        line = new StringBuilder(indent);
      }
      line.append(line.toString().isBlank() || line.toString().endsWith("  ") ? "" : " ").append(word);
    }
    return lines.append(line).toString();
  }
}
