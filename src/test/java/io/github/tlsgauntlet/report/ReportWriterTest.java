package io.github.tlsgauntlet.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReportWriterTest {
  @TempDir Path reports;

  @Test
  void a_run_leaves_every_form_and_an_index_and_nothing_else() throws Exception {
    Path page = new ReportWriter().write(ReportDemo.run("jvm:SunJSSE", 60, true), reports);
    assertThat(page).isEqualTo(reports.resolve("jvm-SunJSSE/index.html")).isRegularFile();
    assertThat(names(reports.resolve("jvm-SunJSSE")))
        .containsExactly(
            "allure-results",
            "index.html",
            "junit.xml",
            "report.json",
            "report.sarif",
            "report.schema.json",
            "summary.md");
    assertThat(names(reports)).containsExactly("index.html", "jvm-SunJSSE");
  }

  @Test
  void a_second_run_replaces_the_first_and_leaves_what_is_not_ours() throws Exception {
    ReportWriter writer = new ReportWriter();
    writer.write(ReportDemo.run("t", 300, true), reports);
    Path folder = reports.resolve("t");
    int before = names(folder.resolve("allure-results")).size();
    Files.createDirectory(folder.resolve("transcripts"));
    writer.write(ReportDemo.run("t", 60, false), reports);
    assertThat(folder.resolve("transcripts")).isDirectory();
    assertThat(names(folder.resolve("allure-results"))).hasSizeLessThan(before);
    assertThat(new ReportJson().read(folder.resolve("report.json")).complete()).isFalse();
  }

  @Test
  void a_fault_while_writing_leaves_the_previous_report_as_it_was() throws Exception {
    Path folder = reports.resolve("t");
    ReportFolder.replace(folder, staging -> Files.writeString(staging.resolve("a"), "old"));
    assertThatThrownBy(
            () ->
                ReportFolder.replace(
                    folder,
                    staging -> {
                      Files.writeString(staging.resolve("a"), "new");
                      throw new IOException("No space left on device");
                    }))
        .isInstanceOf(ReportException.class)
        .hasMessage("Nothing can be written to " + folder + ": No space left on device");
    assertThat(folder.resolve("a")).hasContent("old");
    assertThat(names(folder)).containsExactly("a");
  }

  @Test
  void a_folder_that_was_made_for_nothing_is_taken_away() {
    Path folder = reports.resolve("new");
    assertThatThrownBy(
            () ->
                ReportFolder.replace(
                    folder,
                    staging -> {
                      throw new IOException("No space left on device");
                    }))
        .isInstanceOf(ReportException.class);
    assertThat(folder).doesNotExist();
  }

  @Test
  void a_full_disk_is_an_io_exception_in_every_form_that_writes_as_it_goes() {
    Report report = ReportDemo.run("t", 10, true);
    assertThatThrownBy(() -> new HtmlReport().write(report, new FullDisk()))
        .isInstanceOf(IOException.class)
        .hasMessage("No space left on device");
    assertThatThrownBy(() -> new JunitXml().write(report, new FullDisk()))
        .isInstanceOf(IOException.class)
        .hasMessage("No space left on device");
    assertThatThrownBy(() -> new RunsIndex().write(reports, new FullDisk()))
        .isInstanceOf(IOException.class)
        .hasMessage("No space left on device");
  }

  private static final class FullDisk extends Writer {
    @Override
    public void write(char[] text, int offset, int length) throws IOException {
      throw new IOException("No space left on device");
    }

    @Override
    public void flush() throws IOException {
      throw new IOException("No space left on device");
    }

    @Override
    public void close() {}
  }

  @Test
  void a_folder_is_known_to_be_writable_before_the_run() throws Exception {
    Path folder = reports.resolve("new/reports");
    ReportWriter.requireWritable(folder);
    assertThat(folder).isEmptyDirectory();
    Path file = Files.writeString(reports.resolve("file"), "");
    assertThatThrownBy(() -> ReportWriter.requireWritable(file))
        .isInstanceOf(ReportException.class)
        .hasMessageContaining("a file stands where a folder should be");
  }

  @Test
  void a_file_in_the_folder_s_place_is_named_in_one_line() throws Exception {
    Path file = Files.writeString(reports.resolve("file"), "");
    assertThatThrownBy(() -> new ReportWriter().write(ReportDemo.run("t", 10, true), file))
        .isInstanceOf(ReportException.class)
        .hasMessageContaining("can be written to " + file)
        .message()
        .doesNotContain("\n");
  }

  @ParameterizedTest
  @CsvSource({
    "jvm:SunJSSE, jvm-SunJSSE",
    "example.com:8443, example.com-8443",
    "example.com, example.com",
    "jvm, jvm"
  })
  void a_plain_target_keeps_its_name(String target, String slug) {
    assertThat(Slug.of(target)).isEqualTo(slug);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "..",
        "../../etc/passwd",
        "/",
        "C:\\Windows",
        "CON",
        "baselines",
        "index.html",
        "a\u0000b",
        "\u202e",
        "-rf",
        ".hidden",
        "trailing.",
        "[::1]:443",
        "client:curl -s {url}"
      })
  void a_hostile_target_gets_a_safe_folder(String target) {
    assertThat(Slug.of(target)).matches("[A-Za-z0-9][A-Za-z0-9._-]*-[0-9a-f]{8}");
    assertThat(Slug.of(target.repeat(500))).hasSizeLessThan(80);
  }

  @Test
  void targets_that_differ_only_in_odd_characters_do_not_share_a_folder() {
    assertThat(Stream.of("a b", "a/b", "a  b", "a?b").map(Slug::of)).doesNotHaveDuplicates();
  }

  @Test
  void the_index_lists_the_newest_first_and_survives_broken_files() throws Exception {
    ReportWriter writer = new ReportWriter();
    writer.write(ReportDemo.run("one <b>", 20, true), reports);
    writer.write(ReportDemo.run("two", 20, false), reports);
    Path broken = Files.createDirectory(reports.resolve("javascript:alert(1)"));
    Files.writeString(broken.resolve("report.json"), "{\"run\": {");
    Path other = Files.createDirectory(reports.resolve("other"));
    Files.writeString(other.resolve("report.json"), "[1, 2]");
    StringWriter out = new StringWriter();
    new RunsIndex().write(reports, out);
    assertThat(out.toString())
        .contains("one &lt;b&gt;", "two", "Cut short", "Not readable", "other/report.json")
        .doesNotContain("<b>");
  }

  @Test
  void the_index_reads_no_further_than_the_head() throws Exception {
    new ReportWriter().write(ReportDemo.run("t", 20, true), reports);
    Path folder = reports.resolve("t");
    Path json = folder.resolve("report.json");
    String text = Files.readString(json);
    Files.writeString(json, text.substring(0, text.indexOf("\"results\"") + 12));
    StringWriter out = new StringWriter();
    new RunsIndex().write(reports, out);
    assertThat(out.toString()).contains("./t/index.html").doesNotContain("Not readable");
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> children = Files.list(folder)) {
      return children.map(child -> child.getFileName().toString()).sorted().toList();
    }
  }
}
