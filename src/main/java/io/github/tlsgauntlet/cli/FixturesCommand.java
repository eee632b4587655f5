package io.github.tlsgauntlet.cli;

import io.github.tlsgauntlet.pki.Catalogue;
import io.github.tlsgauntlet.pki.Fixture;
import io.github.tlsgauntlet.pki.Mint;
import io.github.tlsgauntlet.pki.RecipeException;
import io.github.tlsgauntlet.pki.Scenario;
import io.github.tlsgauntlet.report.FixturesWriter;
import io.github.tlsgauntlet.report.ReportException;
import io.github.tlsgauntlet.suite.ClockOption;
import io.github.tlsgauntlet.suite.SettingsException;
import io.github.tlsgauntlet.target.Suggestion;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes the certificates out, for other tools. */
@Command(
    name = "fixtures",
    description =
        "Writes the certificate fixtures as PEM, PKCS#12 and JKS, with a page that says what each"
            + " is and the openssl and keytool commands that make the like.",
    mixinStandardHelpOptions = true,
    versionProvider = VersionText.class)
final class FixturesCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
  private CommandSpec spec;

  @Parameters(paramLabel = "DIR", description = "Empty, not there yet, or written by this command")
  @SuppressWarnings("NullAway.Init") // picocli requires it
  private Path folder;

  @Option(
      names = "--only",
      paramLabel = "ID",
      split = ",",
      description = "These scenarios alone; with commas, or given several times")
  private List<String> only = new ArrayList<>();

  @Option(
      names = "--seed",
      paramLabel = "NUMBER",
      description = "What keys and serial numbers are drawn from; default ${DEFAULT-VALUE}")
  private long seed = 1;

  @Option(
      names = "--clock",
      paramLabel = "TIME",
      description = "When they are made, such as 2026-11-26T12:00:00Z; now when left out")
  private Optional<String> clock = Optional.empty();

  @Option(
      names = "--fixtures",
      paramLabel = "PATH",
      description = "A file or folder with certificate recipes of your own")
  private List<Path> recipes = new ArrayList<>();

  @Override
  public Integer call() throws SettingsException {
    Instant now =
        clock.isPresent()
            ? ClockOption.read(clock.get())
            : Instant.now().truncatedTo(ChronoUnit.SECONDS);
    Catalogue catalogue;
    Mint mint;
    try {
      catalogue = Catalogue.load(recipes);
      mint = new Mint(catalogue, seed, now);
      mint.requireMakeable();
    } catch (RecipeException e) {
      throw new SettingsException(e.getMessage(), e);
    }
    List<Fixture> fixtures = mint.fixtures(chosen(catalogue));
    Path page;
    try (Progress progress = Progress.watched("Fixtures")) {
      progress.more(fixtures.size());
      page = new FixturesWriter().write(fixtures, mint, now, folder, progress::oneDone);
    } catch (ReportException e) {
      throw new SettingsException(String.valueOf(e.getMessage()), e);
    }
    spec.commandLine().getOut().println(fixtures.size() + " fixtures: " + page);
    return ExitCode.OK;
  }

  private List<Scenario> chosen(Catalogue catalogue) throws SettingsException {
    if (only.isEmpty()) {
      return catalogue.scenarios();
    }
    List<Scenario> chosen = new ArrayList<>();
    for (String id : only.stream().distinct().toList()) {
      Optional<Scenario> found = catalogue.find(id);
      chosen.add(found.orElseThrow(() -> unknown(id, catalogue)));
    }
    return chosen;
  }

  private static SettingsException unknown(String id, Catalogue catalogue) {
    String meant = Suggestion.clause(id, catalogue.scenarios().stream().map(Scenario::id).toList());
    return new SettingsException(
        "only: there is no scenario \""
            + id
            + "\""
            + (meant.isEmpty() ? "." : meant)
            + " See tls-gauntlet list scenarios.");
  }
}
