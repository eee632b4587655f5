package io.github.tlsgauntlet.cli;

import io.github.tlsgauntlet.report.Comparison;
import io.github.tlsgauntlet.report.ComparisonText;
import io.github.tlsgauntlet.report.Report;
import io.github.tlsgauntlet.report.ReportException;
import io.github.tlsgauntlet.report.ReportJson;
import io.github.tlsgauntlet.suite.Baseline;
import io.github.tlsgauntlet.suite.BaselineException;
import io.github.tlsgauntlet.suite.BaselineFile;
import io.github.tlsgauntlet.suite.SettingsException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What changed between two runs. */
@Command(
    name = "compare",
    description = "Tells what regressed, what improved and what is new between two runs.",
    mixinStandardHelpOptions = true,
    versionProvider = VersionText.class,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:nothing regressed, or what fails was accepted",
      "1:something regressed",
      "2:the input cannot be used"
    })
final class CompareCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
  private CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "BASE",
      description = "The older run: a report.json or its folder")
  @SuppressWarnings("NullAway.Init") // picocli requires it
  private Path base;

  @Parameters(index = "1", paramLabel = "NEW", description = "The newer run")
  @SuppressWarnings("NullAway.Init") // picocli requires it
  private Path newer;

  @Option(
      names = "--accept",
      paramLabel = "FILE",
      description =
          "Write a baseline that accepts what fails or warns in NEW; what the file accepts already"
              + " stays, with its own reasons")
  private Optional<Path> accept = Optional.empty();

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      description = "Why it is accepted; needed with --accept")
  private Optional<String> reason = Optional.empty();

  @Option(
      names = "--until",
      paramLabel = "DATE",
      description = "The last day on which it is accepted, such as 2027-01-31")
  private Optional<LocalDate> until = Optional.empty();

  @Override
  public Integer call() throws SettingsException {
    if (accept.isPresent() != reason.isPresent() || until.isPresent() && accept.isEmpty()) {
      throw new SettingsException(
          accept.isPresent()
              ? "accept: needs --reason, for whoever reads the baseline next"
              : "reason and until: are of use with --accept alone");
    }
    if (reason.isPresent() && reason.get().isBlank()) {
      throw new SettingsException("reason: is empty");
    }
    Report before = read(base);
    Report after = read(newer);
    Comparison comparison = Comparison.of(before, after);
    PrintWriter out = spec.commandLine().getOut();
    out.print(new ComparisonText().render(comparison));
    out.flush();
    if (accept.isPresent()) {
      out.println(accepted(after, accept.get()));
      out.flush();
      return ExitCode.OK;
    }
    return comparison.hasRegressions() ? ExitCode.FINDINGS : ExitCode.OK;
  }

  private static Report read(Path given) throws SettingsException {
    Path file = Files.isDirectory(given) ? given.resolve("report.json") : given;
    if (!Files.exists(file)) {
      throw new SettingsException("compare: there is no report " + file);
    }
    try {
      return new ReportJson().read(file);
    } catch (ReportException e) {
      throw new SettingsException("compare: " + e.getMessage(), e);
    }
  }

  private String accepted(Report report, Path file) throws SettingsException {
    try {
      Baseline old = Files.exists(file) ? new BaselineFile().read(file) : Baseline.none();
      LocalDate today = LocalDate.now(ZoneId.systemDefault());
      List<Baseline.Entry> entries = new ArrayList<>(old.entries());
      entries.addAll(
          Baseline.accepting(old.apply(report.results(), today).results(), reason.orElse(""), until)
              .entries());
      new BaselineFile().write(new Baseline(entries), file);
      int added = entries.size() - old.entries().size();
      return added + (added == 1 ? " deviation" : " deviations") + " accepted in " + file;
    } catch (BaselineException e) {
      throw new SettingsException("accept: " + e.getMessage(), e);
    }
  }
}
