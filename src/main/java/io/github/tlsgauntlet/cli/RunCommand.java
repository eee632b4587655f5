package io.github.tlsgauntlet.cli;

import io.github.tlsgauntlet.suite.Setting;
import io.github.tlsgauntlet.suite.SettingsException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.TagFilter;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The suites, as {@code mvn verify} runs them. */
@Command(
    name = "run",
    description =
        "Runs the suites against a target; with none, against the servers and clients in the JVM.",
    mixinStandardHelpOptions = true,
    versionProvider = VersionText.class,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:nothing at or above the threshold",
      "1:findings",
      "2:the input cannot be used",
      "3:the target could not be reached or does not speak TLS",
      "4:a fault of the harness"
    })
final class RunCommand implements Callable<Integer> {
  private static final String SUITES = "io.github.tlsgauntlet.suites";

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
  private CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "TARGET",
      description =
          "jvm, jvm:NAME[?jdk=25], HOST[:PORT], https://HOST/,"
              + " container:NAME[?clientAuth=required]")
  private Optional<String> target = Optional.empty();

  /** Adds an option for each setting, so that no name is written down twice. */
  static CommandLine withSettings(CommandLine command) {
    for (Setting setting : Setting.values()) {
      if (setting != Setting.TARGET) {
        command
            .getCommandSpec()
            .addOption(
                OptionSpec.builder(optionName(setting))
                    .paramLabel(setting.secret() ? "PASSWORD" : "VALUE")
                    .type(String.class)
                    .description(setting.meaning())
                    .build());
        if (setting.secret()) {
          command
              .getCommandSpec()
              .addOption(
                  OptionSpec.builder(optionName(setting) + "-file")
                      .paramLabel("FILE")
                      .type(String.class)
                      .description("The same, from a file")
                      .build());
        }
      }
    }
    return command;
  }

  /** As the user of the command line writes it. */
  static String optionName(Setting setting) {
    String words = setting.key().replace('.', '-').replaceAll("([a-z])([A-Z])", "$1-$2");
    return "--" + words.toLowerCase(Locale.ROOT);
  }

  @Override
  public Integer call() throws SettingsException {
    KeyLogOption.requireWritable();
    CommandLine.ParseResult parsed = spec.commandLine().getParseResult();
    Map<String, String> parameters = new LinkedHashMap<>();
    target.ifPresent(words -> parameters.put(Setting.TARGET.key(), words));
    for (Setting setting : Setting.values()) {
      String option = optionName(setting);
      if (setting != Setting.TARGET && parsed.hasMatchedOption(option)) {
        parameters.put(setting.key(), parsed.matchedOptionValue(option, ""));
      }
      if (setting.secret() && parsed.hasMatchedOption(option + "-file")) {
        parameters.put(setting.key() + ".file", parsed.matchedOptionValue(option + "-file", ""));
      }
    }
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(DiscoverySelectors.selectPackage(SUITES))
            .filters(TagFilter.includeTags("gauntlet"))
            .configurationParameters(parameters)
            .configurationParameters(Parallelism.PARAMETERS)
            .build();
    LauncherConfig config =
        LauncherConfig.builder()
            .enableTestExecutionListenerAutoRegistration(false)
            .enablePostDiscoveryFilterAutoRegistration(false)
            .build();
    try (LauncherSession session = LauncherFactory.openSession(config)) {
      Outcome outcome = new Outcome();
      session
          .getLauncher()
          .execute(request, outcome, new ProgressListener(Progress.watched("Tests")));
      return outcome.exitCode(spec.commandLine().getErr());
    }
  }
}
