package io.github.tlsgauntlet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** A bar that goes back tells nothing: what is to be done is known before anything is. */
class ProgressListenerTest {
  private final List<String> told = new CopyOnWriteArrayList<>();
  private final Progress progress =
      new Progress() {
        @Override
        public void more(int count) {
          told.add("more " + count);
        }

        @Override
        public void oneDone() {
          told.add("done");
        }

        @Override
        public void says(String words) {
          told.add(words);
        }

        @Override
        public void close() {
          told.add("close");
        }
      };

  static class Two {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void three_checks(int number) {}

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void two_checks(int number) {
      throw new IllegalStateException();
    }

    @Test
    @Disabled("to be skipped")
    void none() {}
  }

  @Test
  void all_methods_are_known_at_the_start_and_each_is_done_once() {
    LauncherFactory.create()
        .execute(
            LauncherDiscoveryRequestBuilder.request()
                .selectors(DiscoverySelectors.selectClass(Two.class))
                .build(),
            new ProgressListener(progress));

    assertThat(told).first().isEqualTo("more 3");
    assertThat(told).filteredOn(one -> one.startsWith("more")).hasSize(1);
    assertThat(told).filteredOn("done"::equals).hasSize(3);
    assertThat(told).contains("5 checks").doesNotContain("6 checks");
    assertThat(told.subList(told.indexOf("close"), told.size())).containsOnly("close");
  }
}
