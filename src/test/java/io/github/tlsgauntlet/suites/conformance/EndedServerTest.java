package io.github.tlsgauntlet.suites.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tlsgauntlet.peer.Deviation;
import io.github.tlsgauntlet.suite.GauntletRun;
import io.github.tlsgauntlet.suite.Verdict;
import io.github.tlsgauntlet.suite.conformance.OnServerArguments;
import io.github.tlsgauntlet.suite.conformance.ServerCase;
import io.github.tlsgauntlet.suites.Runs;
import io.github.tlsgauntlet.suites.ScriptedServer;
import io.github.tlsgauntlet.target.RunningServer;
import io.github.tlsgauntlet.target.ServerSetup;
import io.github.tlsgauntlet.target.ServerTarget;
import io.github.tlsgauntlet.target.TargetException;
import java.lang.reflect.Method;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A server whose process has ended closes its connections, and refuses nothing by that. */
class EndedServerTest {
  /** Closes on the version of a record, without an alert. */
  private static final ServerTarget CLOSING =
      new ScriptedServer(
          (setup, settings) ->
              settings.deviations(
                  new Deviation.InsistOnRecordVersion(), new Deviation.EndWithoutAlert()));

  /** The same, whose process has ended meanwhile. */
  private static final class Ended implements ServerTarget {
    @Override
    public String name() {
      return "ended server";
    }

    @Override
    public boolean takesSetup() {
      return true;
    }

    @Override
    public RunningServer start(ServerSetup setup, Duration timeout) throws TargetException {
      RunningServer running = CLOSING.start(setup, timeout);
      return new RunningServer() {
        @Override
        public InetSocketAddress address() {
          return running.address();
        }

        @Override
        public Optional<String> serverName() {
          return running.serverName();
        }

        @Override
        public Optional<String> lastComplaint() {
          return Optional.empty();
        }

        @Override
        public boolean hasEnded() {
          return true;
        }

        @Override
        public void close() {
          running.close();
        }
      };
    }
  }

  private static ServerCase versions(ServerTarget target, Verdicts listener) throws Exception {
    GauntletRun run =
        Runs.open(List.of(target), List.of(), Map.of("timeout", "60"), List.of(listener));
    return OnServerArguments.cases(run, method()).findFirst().orElseThrow();
  }

  private static Method method() throws NoSuchMethodException {
    return RecordContentServerTest.class.getDeclaredMethod(
        "the_version_of_a_record_means_nothing", ServerCase.class);
  }

  @Test
  void a_server_that_closes_fails() throws Exception {
    Verdicts listener = new Verdicts();

    listener.of(RecordContentServerTest.class, method(), versions(CLOSING, listener));

    assertThat(listener.all())
        .singleElement()
        .satisfies(result -> assertThat(result.verdict()).isEqualTo(Verdict.FAIL));
  }

  @Test
  void of_a_server_that_has_ended_nothing_is_told() throws Exception {
    Verdicts listener = new Verdicts();
    ServerCase one = versions(new Ended(), listener);

    assertThatThrownBy(() -> listener.of(RecordContentServerTest.class, method(), one))
        .hasStackTraceContaining("ended server has ended by itself");
    assertThat(listener.all()).isEmpty();
  }
}
