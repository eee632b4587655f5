package io.github.tlsgauntlet.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsgauntlet.suite.AlertGrade;
import io.github.tlsgauntlet.suite.Quarter;
import io.github.tlsgauntlet.suite.Result;
import io.github.tlsgauntlet.suite.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A cell never lets what was not tried look like what did not pass. */
class CellsTest {
  @ParameterizedTest
  @CsvSource({
    "PPP,    P 3,     pass: 3 of 3",
    "PNN,    P 1 N 2, pass: 1 of 1; 2 not applicable",
    "FPPN,   F 1/3 N 1, fail: 1 of 3; 1 not applicable",
    "NN,     N 2,     not applicable: 2 of 2",
    "WK,     W 1/2,   warn: 1 of 2"
  })
  void it_counts_what_was_tried_apart(String verdicts, String text, String words) {
    List<Result> results = verdicts.chars().mapToObj(letter -> result((char) letter)).toList();

    assertThat(Cells.text(results)).isEqualTo(text);
    assertThat(Cells.words(Cells.worst(results).orElseThrow(), results)).isEqualTo(words);
  }

  private static Result result(char letter) {
    Verdict verdict =
        Stream.of(Verdict.values())
            .filter(one -> Words.letter(one) == letter)
            .findFirst()
            .orElseThrow();
    return new Result(
        "check",
        Quarter.TWO_WAY_SERVER,
        "TwoWay",
        "server",
        "check",
        "Time",
        Optional.empty(),
        "It is refused",
        Optional.empty(),
        "It proves nothing.",
        verdict,
        "Seen.",
        AlertGrade.NONE,
        Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of(),
        Duration.ofMillis(1));
  }
}
