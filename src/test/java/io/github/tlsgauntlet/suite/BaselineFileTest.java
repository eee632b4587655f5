package io.github.tlsgauntlet.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BaselineFileTest {
  private final BaselineFile files = new BaselineFile();

  @Test
  void what_was_written_is_read_back(@TempDir Path folder) throws BaselineException {
    Baseline baseline =
        new Baseline(
            List.of(
                new Baseline.Entry(
                    "leaf-expired",
                    Optional.of(Quarter.TWO_WAY_SERVER),
                    "jvm:*",
                    Optional.of("TLS 1.2"),
                    "ends with the \"old\" gateway",
                    Optional.of(LocalDate.of(2027, 1, 31))),
                new Baseline.Entry(
                    "name-wrong", Optional.empty(), "h", Optional.empty(), "r", Optional.empty())));
    Path file = folder.resolve("b.json");
    files.write(baseline, file);
    assertThat(files.read(file)).isEqualTo(baseline);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "{; line 1, is not JSON",
        "[]; field accepted must be a list",
        "{}; field accepted must be a list",
        "{\"accepted\":[], \"accept\":[]}; unknown field accept",
        "{\"accepted\":[7]}; accepted[0] must be an object",
        "{\"accepted\":[{\"check\":\"c\",\"target\":\"t\"}]}; accepted[0]: reason is missing",
        "{\"accepted\":[{\"check\":\"c\",\"reason\":\"r\"}]}; accepted[0]: target is missing",
        "{\"accepted\":[{\"target\":\"c\",\"reason\":\"r\"}]}; accepted[0]: check is missing",
        "{\"accepted\":[{\"check\":\"c\",\"target\":\"t\",\"reason\":\" \"}]}; reason must be text",
        "{\"accepted\":[{\"check\":\"c\",\"target\":\"t\",\"reason\":1}]}; reason must be text",
        "{\"accepted\":[{\"check\":\"c\",\"target\":\"t\",\"reason\":\"r\",\"untill\":\"x\"}]};"
            + " unknown field untill",
        "{\"accepted\":[{\"check\":\"c\",\"target\":\"t\",\"reason\":\"r\",\"until\":\"soon\"}]};"
            + " until must be a date",
        "{\"accepted\":[{\"check\":\"c\",\"target\":\"t\",\"reason\":\"r\",\"quarter\":\"x\"}]};"
            + " quarter must be one of one-way-server",
        "{\"accepted\":[],\"accepted\":[]}; is not JSON",
      })
  void a_malformed_file_is_refused_with_its_name_and_field(String json, String expected) {
    assertThatThrownBy(() -> files.parse("b.json", json))
        .isInstanceOf(BaselineException.class)
        .hasMessageStartingWith("Baseline b.json")
        .hasMessageContaining(expected)
        .message()
        .doesNotContain("\n");
  }

  @Test
  void a_missing_file_is_named(@TempDir Path folder) {
    assertThatThrownBy(() -> files.read(folder.resolve("none.json")))
        .isInstanceOf(BaselineException.class)
        .hasMessageContaining("none.json does not exist");
  }
}
