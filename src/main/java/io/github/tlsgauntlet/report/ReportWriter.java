package io.github.tlsgauntlet.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes everything that a run leaves behind: {@code report.json} with its schema, {@code
 * index.html}, {@code report.sarif}, {@code summary.md}, {@code junit.xml} and {@code
 * allure-results/} in the target's folder, and the index of all runs above it. Safe to call from a
 * shutdown hook with what is there.
 */
public final class ReportWriter {
  /**
   * Writes a report.
   *
   * @param report the run, complete or not
   * @param reportsDirectory the folder of all reports, made where it is missing
   * @return the run's {@code index.html}
   * @throws ReportException one line for the user if the folder cannot be written
   */
  public Path write(Report report, Path reportsDirectory) throws ReportException {
    Path folder = folder(report, reportsDirectory);
    ReportFolder.replace(folder, staging -> writeRun(report, staging));
    ReportFolder.replace(
        reportsDirectory,
        staging -> {
          try (Writer out = utf8(staging.resolve("index.html"))) {
            new RunsIndex().write(reportsDirectory, out);
          }
        });
    return folder.resolve("index.html");
  }

  /**
   * Makes sure, before a long run, that its reports can be written.
   *
   * @param reportsDirectory the folder of all reports, made where it is missing
   * @throws ReportException one line for the user if it cannot be written
   */
  public static void requireWritable(Path reportsDirectory) throws ReportException {
    ReportFolder.replace(reportsDirectory, staging -> {});
  }

  /** The folder that a run's report goes to: the target's name made safe. */
  public static Path folder(Report report, Path reportsDirectory) {
    return reportsDirectory.resolve(Slug.of(report.run().target()));
  }

  private static void writeRun(Report report, Path staging) throws IOException {
    new ReportJson().write(report, staging.resolve("report.json"));
    try (InputStream schema = Resources.open("report.schema.json")) {
      Files.copy(schema, staging.resolve("report.schema.json"));
    }
    try (Writer out = utf8(staging.resolve("index.html"))) {
      new HtmlReport().write(report, out);
    }
    new SarifReport().write(report, staging.resolve("report.sarif"));
    Files.writeString(staging.resolve("summary.md"), new SummaryMarkdown().render(report));
    try (Writer out = utf8(staging.resolve("junit.xml"))) {
      new JunitXml().write(report, out);
    }
    new AllureResults().write(report, Files.createDirectory(staging.resolve("allure-results")));
  }

  private static Writer utf8(Path file) throws IOException {
    return Files.newBufferedWriter(file, StandardCharsets.UTF_8);
  }
}
