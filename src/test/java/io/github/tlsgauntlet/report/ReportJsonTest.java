package io.github.tlsgauntlet.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.github.tlsgauntlet.peer.TranscriptEntry;
import io.github.tlsgauntlet.suite.AlertGrade;
import io.github.tlsgauntlet.suite.Result;
import io.github.tlsgauntlet.suite.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReportJsonTest {
  private final ReportJson json = new ReportJson();
  private final Report report = ReportDemo.run("demo " + ReportDemo.HOSTILE, 700, true);

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void write_a_report() throws IOException {
    file = folder.resolve("report.json");
    json.write(report, file);
  }

  @Test
  void a_real_report_follows_the_published_schema() throws IOException {
    assertThat(faults(Files.readString(file))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "\"schemaVersion\":\"1\"; \"schemaVersion\":\"2\"",
        "\"complete\":true; \"complete\":\"yes\"",
        "\"verdict\":\"FAIL\"; \"verdict\":\"BAD\"",
        "\"quarter\":\"one-way-server\"; \"quarter\":\"three-way\"",
        "\"direction\":\"SENT\"; \"direction\":\"UP\"",
        "\"kind\":\"ALERT\"; \"kind\":\"BROKEN\"",
        "\"tookMicros\":; \"took\":",
        "\"seed\":\"-; \"seed\":\"x",
      })
  void a_broken_report_is_refused_by_the_schema(String good, String bad) throws IOException {
    String text = Files.readString(file);
    assertThat(text).contains(good);
    assertThat(faults(text.replace(good, bad))).isNotEmpty();
  }

  @Test
  void what_was_written_is_read_back() throws ReportException {
    Report read = json.read(file);
    assertThat(read.totals()).isEqualTo(report.totals());
    assertThat(read.complete()).isTrue();
    assertThat(read.notes()).isEqualTo(report.notes());
    assertThat(read.run().seed()).isEqualTo(report.run().seed());
    assertThat(read.run().settings()).isEqualTo(report.run().settings());
    assertThat(read.results()).hasSameSizeAs(report.results());
    Result before = failure(report);
    Result after = failure(read);
    assertThat(after.id()).isEqualTo(before.id());
    assertThat(after.mend()).isEqualTo(before.mend());
    assertThat(after.control()).isEqualTo(before.control());
    assertThat(after.evidence().get(0).ending()).isEqualTo(before.evidence().get(0).ending());
    assertThat(labels(after)).isEqualTo(labels(before));
  }

  @Test
  void a_verdict_stands_beside_how_a_refusal_was_told() throws ReportException {
    assertThat(report.results())
        .anySatisfy(
            result -> {
              assertThat(result.alertGrade()).isNotEqualTo(AlertGrade.NONE);
              assertThat(result.alert()).isPresent();
            });
    assertThat(told(json.read(file))).isEqualTo(told(report));
  }

  private static List<String> told(Report report) {
    return report.results().stream()
        .map(result -> result.verdict() + " " + result.alertGrade() + " " + result.alert())
        .toList();
  }

  @Test
  void a_message_is_cut_and_says_by_how_much() throws IOException, ReportException {
    assertThat(Files.readString(file)).contains("\"length\":1722", "\"bytesCut\":698");
    assertThat(failure(json.read(file)).evidence().get(0).entries())
        .allSatisfy(
            entry -> assertThat(entry.bytes()).hasSizeLessThanOrEqualTo(ReportJson.BYTES_KEPT));
  }

  @Test
  void a_pass_keeps_the_labels_of_its_messages_only() throws ReportException {
    Result pass =
        json.read(file).results().stream()
            .filter(r -> r.verdict() == Verdict.PASS && !r.evidence().isEmpty())
            .findFirst()
            .orElseThrow();
    assertThat(labels(pass)).contains("ClientHello");
    assertThat(pass.evidence().get(0).entries())
        .allSatisfy(entry -> assertThat(entry.details()).isEmpty());
  }

  @Test
  void hostile_text_is_valid_utf_8_and_survives() throws Exception {
    Report hostile = ReportDemo.hostile();
    json.write(hostile, file);
    String text = Files.readString(file, StandardCharsets.UTF_8);
    assertThat(faults(text)).isEmpty();
    assertThat(json.read(file).results().get(0).reason())
        .isEqualTo(hostile.results().get(0).reason().replace('\ud800', '\ufffd'));
  }

  @Test
  void a_text_without_end_is_cut() throws Exception {
    Report unended = Report.of(report.run(), report.ended(), true, List.of());
    json.write(unended.withNotes(List.of("x".repeat(1_000_000))), file);
    assertThat(Files.size(file)).isLessThan(10_000);
  }

  @Test
  void three_thousand_results_stay_below_ten_megabytes() throws IOException {
    json.write(ReportDemo.run("demo", 3000, true), file);
    assertThat(Files.size(file)).isLessThan(10_000_000);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "null",
        "{\"schemaVersion\":\"9\"}",
        "{\"schemaVersion\":\"1\",\"run\":7}",
        "{\"schemaVersion\":\"1\",\"run\":{\"target\":\"\",\"started\":\"x\"},\"results\":[]}"
      })
  void a_file_that_is_no_report_is_named_in_one_line(String text) throws IOException {
    Files.writeString(file, text);
    assertThatThrownBy(() -> json.read(file))
        .isInstanceOf(ReportException.class)
        .hasMessageContaining("report.json")
        .message()
        .doesNotContain("\n");
  }

  @Test
  void results_stand_in_the_same_order_whatever_order_they_came_in() {
    List<Result> shuffled = new ArrayList<>(report.results());
    Collections.reverse(shuffled);
    Report again = Report.of(report.run(), report.ended(), true, shuffled);
    assertThat(again.results().stream().map(Result::id))
        .containsExactlyElementsOf(report.results().stream().map(Result::id).toList());
  }

  private static List<String> labels(Result result) {
    return result.evidence().get(0).entries().stream().map(TranscriptEntry::label).toList();
  }

  private static Result failure(Report report) {
    return report.results().stream()
        .filter(result -> result.verdict() == Verdict.FAIL)
        .findFirst()
        .orElseThrow();
  }

  static List<Error> faults(String text) throws IOException {
    Schema schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(
                new String(
                    Resources.open("report.schema.json").readAllBytes(), StandardCharsets.UTF_8));
    return schema.validate(text, InputFormat.JSON);
  }
}
