package io.github.tlsgauntlet.pki;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StrictDerTest {
  @ParameterizedTest
  @CsvSource({
    "'', cut short",
    "30, cut short",
    "308000, indefinite",
    "3081020500, not minimal",
    "30820002 0500, not minimal",
    "30050500, longer than what holds it",
    "05000500, follow its end",
    "010101, neither 00 nor FF",
    "0100, neither 00 nor FF",
    "0200, is empty",
    "02020001, not minimal",
    "0202ffff, not minimal",
    "0300, counts its bits wrong",
    "030108, counts its bits wrong",
    "03020801, counts its bits wrong",
    "03020101, unused bits that are set",
    "050100, is not empty",
    "0600, not minimal or cut short",
    "060180, not minimal or cut short",
    "06032a8001, not minimal or cut short",
    "1000, not constructed",
    "24040402 0000, in pieces",
    "1f1f00, form that certificates do not use",
    "3106020102020101, not in order",
    "30847fffffff, out of range"
  })
  void what_is_not_der_is_told(String hex, String problem) {
    assertThat(StrictDer.problem(bytes(hex)))
        .hasValueSatisfying(said -> assertThat(said).contains(problem));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0500",
        "0101ff",
        "010100",
        "020100",
        "02020080",
        "0201ff",
        "030100",
        "03020780",
        "06032a8648",
        "3000",
        "3100",
        "3106020101020102",
        "30050101ff0500"
      })
  void what_is_der_passes(String hex) {
    assertThat(StrictDer.problem(bytes(hex))).isEmpty();
  }

  @Test
  void a_deep_nest_is_told_and_not_walked() {
    StringBuilder hex = new StringBuilder();
    for (int i = 50; i >= 0; i--) {
      hex.append("30").append(HexFormat.of().toHexDigits((byte) (2 * i)));
    }
    assertThat(StrictDer.problem(bytes(hex.toString()))).hasValue("its values nest too deeply");
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }
}
