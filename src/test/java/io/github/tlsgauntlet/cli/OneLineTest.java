package io.github.tlsgauntlet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsgauntlet.report.ReportException;
import io.github.tlsgauntlet.suite.SettingsException;
import io.github.tlsgauntlet.suite.TargetLost;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.commons.JUnitException;

/** What ends a run is told by its own words, whatever it is wrapped in. */
class OneLineTest {
  static Stream<Arguments> endings() {
    return Stream.of(
        Arguments.of(new SettingsException("seed: none"), "--seed: none", 2),
        Arguments.of(new TargetLost("The target went away"), "The target went away", 3),
        Arguments.of(
            new ReportNotWritten(new ReportException("reports: the disk is full")),
            "reports: the disk is full",
            4),
        Arguments.of(
            new IllegalStateException("odd"),
            "A fault of the harness: java.lang.IllegalStateException: odd",
            4));
  }

  @ParameterizedTest
  @MethodSource("endings")
  void each_is_told_by_its_own_words(Exception e, String words, int code) {
    assertThat(OneLine.words(e)).isEqualTo(words);
    assertThat(OneLine.code(e)).isEqualTo(code);
  }

  @ParameterizedTest
  @MethodSource("endings")
  void and_when_junit_wraps_it(Exception e, String words, int code) {
    JUnitException wrapped = new JUnitException("Failed to close extension context", e);

    assertThat(OneLine.code(wrapped)).isEqualTo(code);
    assertThat(OneLine.words(wrapped))
        .isEqualTo("odd".equals(e.getMessage()) ? "A fault of the harness: " + wrapped : words);
  }
}
