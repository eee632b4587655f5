package io.github.tlsgauntlet.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsgauntlet.probe.Weakness.Exposure;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One answer to a farewell is right; an answer to what came before it is not. */
class InjectionProbeTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'250 2.0.0 Ok\n221 Bye\n'                                   | VULNERABLE",
        "'221 Bye\n'                                                  | SAFE",
        "'a3 OK NOOP\n* BYE\na4 OK\n'                                | VULNERABLE",
        "'* BYE Logging out\na4 OK Logout\n'                          | SAFE",
        "'+OK\nUIDL\n.\n+OK bye\n'                                   | VULNERABLE",
        "'+OK bye\n'                                                  | SAFE",
        "'OK\nOK\n'                                                  | VULNERABLE",
        "'OK \"Logout\"\n'                                            | SAFE",
        "'200 NOOP command successful\n221 Goodbye.\n'                | VULNERABLE",
        "'111 20261123000000\n205 Bye\n'                              | VULNERABLE",
        "''                                                           | UNTOLD",
      })
  void what_is_said_inside_tls_tells(String said, Exposure exposure) {
    assertThat(InjectionProbe.judge(said).exposure()).isEqualTo(exposure);
  }
}
