package io.github.tlsgauntlet.cli;

import io.github.tlsgauntlet.report.ScanCsv;
import io.github.tlsgauntlet.report.ScanJson;
import io.github.tlsgauntlet.report.ScanText;
import io.github.tlsgauntlet.report.Scanned;
import io.github.tlsgauntlet.suite.SettingsException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Prints facts as they are found, each at once, so that what is done is kept whenever the scan
 * ends. Safe for use by several threads.
 */
final class ScanOutput implements AutoCloseable {
  private final ScanCommand.Format format;
  private final Optional<Path> file;
  private final Set<String> done;
  private final boolean colour;
  private final String product;
  private final PrintWriter out;
  // Whoever interrupts a scan gets a whole list all the same.
  private final Thread hook = new Thread(this::finish, "tls-gauntlet-scan-interrupted");
  private boolean any;
  private boolean finished;

  private ScanOutput(
      ScanCommand.Format format,
      Optional<Path> file,
      Set<String> done,
      boolean colour,
      String product,
      PrintWriter out) {
    this.product = product;
    this.format = format;
    this.file = file;
    this.done = Set.copyOf(done);
    this.colour = colour;
    this.out = out;
  }

  /**
   * An output.
   *
   * @param resume a file of JSON Lines to go on with
   * @param product whose directives mend a broken rule
   * @throws SettingsException if that file cannot be read or written
   */
  static ScanOutput of(
      ScanCommand.Format format,
      Optional<Path> resume,
      boolean colour,
      String product,
      PrintWriter out)
      throws SettingsException {
    Set<String> done = new HashSet<>();
    if (resume.isPresent()) {
      done.addAll(read(resume.get()));
    }
    ScanOutput output = new ScanOutput(format, resume, done, colour, product, out);
    output.begin();
    Runtime.getRuntime().addShutdownHook(output.hook);
    return output;
  }

  private static Set<String> read(Path file) throws SettingsException {
    Set<String> done = new HashSet<>();
    try {
      if (!Files.exists(file)) {
        Files.createFile(file);
        return done;
      }
      String text = Files.readString(file);
      int complete = text.lastIndexOf('\n') + 1;
      JsonMapper mapper = JsonMapper.builder().build();
      for (String line : text.substring(0, complete).lines().toList()) {
        if (!line.isBlank()) {
          done.add(mapper.readTree(line).path("target").asString(""));
        }
      }
      if (complete < text.length()) {
        // The last line was cut short with the scan that wrote it.
        Files.writeString(file, text.substring(0, complete));
      }
      return done;
    } catch (IOException e) {
      throw new SettingsException("resume: " + file + " cannot be used: " + e.getMessage(), e);
    } catch (JacksonException e) {
      throw new SettingsException("resume: " + file + " holds something else than JSON Lines", e);
    }
  }

  private void begin() {
    if (format == ScanCommand.Format.json) {
      out.println("[");
    } else if (format == ScanCommand.Format.csv) {
      out.println(ScanCsv.HEAD);
    }
  }

  /** Whether an earlier scan has this host. */
  boolean hasAlready(String target) {
    return done.contains(target);
  }

  synchronized void found(Scanned facts) {
    if (finished) {
      return;
    }
    switch (format) {
      case table -> {
        if (any) {
          out.println();
        }
        out.print(new ScanText(colour, product).render(facts));
      }
      case json -> element(new ScanJson(true).render(facts));
      case jsonl -> out.println(new ScanJson(false).render(facts));
      case csv -> out.print(ScanCsv.rows(facts));
    }
    any = true;
    out.flush();
    if (file.isPresent()) {
      append(file.get(), new ScanJson(false).render(facts));
    }
  }

  synchronized void failed(String target, String reason) {
    if (finished) {
      return;
    }
    switch (format) {
      case table -> {
        // Standard error says it.
      }
      case json -> {
        element(new ScanJson(true).failure(target, reason));
        any = true;
      }
      case jsonl -> out.println(new ScanJson(false).failure(target, reason));
      case csv -> out.print(ScanCsv.failure(target, reason));
    }
    out.flush();
  }

  private void element(String text) {
    out.print(any ? ",\n" + text : text);
  }

  private static void append(Path file, String line) {
    try {
      Files.write(file, (line + "\n").getBytes(StandardCharsets.UTF_8), StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be written", e);
    }
  }

  @Override
  public void close() {
    if (finish()) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException e) {
        // The JVM ends at this very moment: the hook runs, and finds nothing left to do.
        return;
      }
    }
  }

  /** Whether it was this call that did it. */
  private synchronized boolean finish() {
    if (finished) {
      return false;
    }
    finished = true;
    if (format == ScanCommand.Format.json) {
      out.println(any ? "\n]" : "]");
    }
    out.flush();
    return true;
  }
}
