package io.github.tlsgauntlet.suite;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RfcAliasTest {
  @ParameterizedTest
  @CsvSource({
    "4.1, 4.4.1",
    "4.2.2, 4.1.2",
    "4.3.3, 4.2.3",
    "4.4.2, 4.3.2",
    "4.5.1, 4.4.2",
    "4.5.1.1, 4.4.2.1",
    "4.5.1.3, 4.4.2.4",
    "4.5.2, 4.4.3",
    "4.5.3, 4.4.4",
    "4.6, 4.5",
    "4.7.3, 4.6.3",
    "5.1, 5.1",
    "6.2, 6.2"
  })
  void a_section_of_rfc_9846_is_found_in_rfc_8446(String section, String old) {
    assertThat(RfcAlias.in8446(9846, section)).containsExactly(old);
  }

  @Test
  void what_two_sections_said_one_says_now() {
    assertThat(RfcAlias.in8446(9846, "4.5.1.2")).containsExactly("4.4.2.2", "4.4.2.3");
    assertThat(Requirement.Source.of(9846, "4.5.1.2").cite())
        .isEqualTo("RFC 9846 §4.5.1.2 (RFC 8446 §4.4.2.2 and §4.4.2.3)");
  }

  @Test
  void other_rfcs_have_no_alias() {
    assertThat(RfcAlias.in8446(5246, "7.2")).isEmpty();
    assertThat(Requirement.Source.of(5246, "7.2").cite()).isEqualTo("RFC 5246 §7.2");
  }
}
