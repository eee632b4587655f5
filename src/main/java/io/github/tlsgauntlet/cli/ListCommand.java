package io.github.tlsgauntlet.cli;

import io.github.tlsgauntlet.pki.Catalogue;
import io.github.tlsgauntlet.pki.Expectation;
import io.github.tlsgauntlet.pki.Profile;
import io.github.tlsgauntlet.pki.RecipeException;
import io.github.tlsgauntlet.pki.Role;
import io.github.tlsgauntlet.pki.Scenario;
import io.github.tlsgauntlet.policy.Policies;
import io.github.tlsgauntlet.policy.Policy;
import io.github.tlsgauntlet.policy.PolicyException;
import io.github.tlsgauntlet.suite.Feature;
import io.github.tlsgauntlet.suite.Requirement;
import io.github.tlsgauntlet.suite.Requirements;
import io.github.tlsgauntlet.suite.SettingsException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** What there is, as a table or as JSON. */
@Command(
    name = "list",
    description = "Lists what there is: scenarios, requirements, policies or targets.",
    mixinStandardHelpOptions = true,
    versionProvider = VersionText.class)
final class ListCommand implements Callable<Integer> {
  /** What can be listed. */
  enum What {
    scenarios,
    requirements,
    policies,
    targets
  }

  /** How it is printed. */
  enum Format {
    table,
    json
  }

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
  private CommandSpec spec;

  @Parameters(paramLabel = "WHAT", description = "One of ${COMPLETION-CANDIDATES}")
  @SuppressWarnings("NullAway.Init") // picocli requires it
  private What what;

  @Option(
      names = "--format",
      description = "One of ${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}")
  private Format format = Format.table;

  @Override
  public Integer call() throws SettingsException {
    PrintWriter out = spec.commandLine().getOut();
    if (format == Format.json) {
      Object rows = what == What.requirements ? requirementsInFull() : rows();
      out.println(
          JsonMapper.builder().build().writerWithDefaultPrettyPrinter().writeValueAsString(rows));
    } else {
      out.println(Columns.of(rows()));
    }
    out.flush();
    return ExitCode.OK;
  }

  private List<Map<String, String>> rows() throws SettingsException {
    return switch (what) {
      case scenarios -> scenarios();
      case requirements -> requirements();
      case policies -> policies();
      case targets -> targets();
    };
  }

  private static List<Map<String, String>> scenarios() throws SettingsException {
    try {
      List<Map<String, String>> rows = new ArrayList<>();
      for (Scenario scenario : Catalogue.load().scenarios()) {
        Map<String, String> row = new LinkedHashMap<>();
        row.put("id", scenario.id());
        row.put("presented by", roles(scenario));
        row.put("expected", expected(scenario));
        row.put("intrusive", scenario.intrusive() ? "yes" : "");
        row.put("reference", scenario.reference());
        row.put("title", scenario.title());
        rows.add(row);
      }
      return rows;
    } catch (RecipeException e) {
      throw new SettingsException(e.getMessage(), e);
    }
  }

  private static List<Map<String, String>> policies() throws SettingsException {
    List<Map<String, String>> rows = new ArrayList<>();
    for (String name : Policies.names()) {
      try {
        Policy policy = Policies.load(name);
        Map<String, String> row = new LinkedHashMap<>();
        row.put("name", name);
        row.put("version", policy.source().version());
        row.put("date", policy.source().date());
        row.put("rules", Integer.toString(policy.rules().size()));
        row.put("title", policy.title());
        rows.add(row);
      } catch (PolicyException e) {
        throw new SettingsException(e.getMessage(), e);
      }
    }
    return rows;
  }

  private static String roles(Scenario scenario) {
    return scenario.roles().stream()
        .sorted()
        .map(Role::name)
        .map(name -> name.toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(", "));
  }

  private static String expected(Scenario scenario) {
    Expectation plain = scenario.expectation(Profile.RFC5280);
    boolean same =
        List.of(Profile.values()).stream().allMatch(p -> scenario.expectation(p) == plain);
    return same ? plain.name().toLowerCase(Locale.ROOT) : "per profile";
  }

  private static List<Map<String, String>> requirements() {
    return Requirements.all().stream()
        .map(
            listed -> {
              Map<String, String> row = new LinkedHashMap<>();
              row.put("id", listed.requirement().id());
              row.put("side", side(listed));
              row.put("level", listed.requirement().level().name());
              row.put("reference", listed.requirement().reference());
              row.put("says", listed.requirement().says());
              return row;
            })
        .toList();
  }

  private static String side(Requirements.Listed listed) {
    return listed.quarter().way() + " " + listed.quarter().underTest();
  }

  /** A table has no room for what explain tells; JSON has. */
  private static List<Map<String, Object>> requirementsInFull() {
    return Requirements.all().stream().map(ListCommand::inFull).toList();
  }

  private static Map<String, Object> inFull(Requirements.Listed listed) {
    Requirement requirement = listed.requirement();
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("id", requirement.id());
    row.put("side", side(listed));
    row.put("level", requirement.level().name());
    row.put("reference", requirement.reference());
    requirement
        .source()
        .ifPresent(
            source -> {
              row.put("rfc", source.rfc());
              row.put("section", source.section());
              row.put("in8446", source.in8446());
            });
    row.put("says", requirement.says());
    row.put("suite", listed.suite());
    row.put("group", requirement.group());
    row.put("tags", requirement.tags());
    row.put("intrusive", listed.intrusive());
    requirement
        .explanation()
        .ifPresent(
            more -> {
              row.put("also", more.also());
              row.put("sends", more.sends());
              row.put("expects", more.expects());
              row.put("breach", more.breach().name().toLowerCase(Locale.ROOT));
              row.put("needs", more.needs().stream().map(ListCommand::word).toList());
            });
    return row;
  }

  private static String word(Feature need) {
    return need.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static List<Map<String, String>> targets() {
    return TargetForms.ALL.entrySet().stream()
        .map(
            form -> {
              Map<String, String> row = new LinkedHashMap<>();
              row.put("form", form.getKey());
              row.put("is", form.getValue());
              return row;
            })
        .toList();
  }
}
