package io.github.tlsgauntlet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which host comes when. */
class HostListTest {
  private static HostList list(String input, String... words) {
    return new HostList(
        List.of(words), new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
  }

  private static List<String> all(HostList list) {
    List<String> hosts = new ArrayList<>();
    for (Optional<HostList.Turn> turn = list.next(); turn.isPresent(); turn = list.next()) {
      hosts.add(turn.get().host());
    }
    return hosts;
  }

  @Test
  void hosts_come_in_the_order_in_which_they_are_named() {
    assertThat(all(list("unread\n", "b", "a", "c"))).containsExactly("b", "a", "c");
  }

  @Test
  void a_dash_stands_for_the_lines_of_standard_input() {
    assertThat(all(list("x\ny\n", "a", "-", "b"))).containsExactly("a", "x", "y", "b");
  }

  @Test
  void empty_lines_comments_and_spaces_are_passed_over() {
    assertThat(all(list("\n# old ones\n  x:8443  \n\r\n\t\ny", "-")))
        .containsExactly("x:8443", "y");
  }

  @Test
  void an_empty_input_has_no_host() {
    assertThat(all(list("", "-"))).isEmpty();
  }

  @Test
  void one_name_is_a_single_host_and_a_dash_is_not() {
    assertThat(list("", "a").isSingle()).isTrue();
    assertThat(list("a\n", "-").isSingle()).isFalse();
    assertThat(list("", "a", "b").isSingle()).isFalse();
  }

  @Test
  void what_is_put_off_comes_after_all_others_and_says_so() {
    HostList list = list("x\n", "a", "-");

    assertThat(list.next()).contains(new HostList.Turn("a", false));
    list.later("a");
    assertThat(list.next()).contains(new HostList.Turn("x", false));
    assertThat(list.next()).contains(new HostList.Turn("a", true));
    assertThat(list.next()).isEmpty();
  }

  @Test
  void what_is_put_off_does_not_pile_up_without_end() {
    HostList list = list("fresh\n".repeat(20_000), "-");
    int held = 0;
    Optional<HostList.Turn> turn = list.next();
    while (turn.isPresent() && !turn.get().again()) {
      list.later("old");
      held++;
      turn = list.next();
    }

    assertThat(turn).contains(new HostList.Turn("old", true));
    assertThat(held).isLessThan(20_000);
  }
}
