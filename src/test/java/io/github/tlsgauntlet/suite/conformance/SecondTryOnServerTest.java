package io.github.tlsgauntlet.suite.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsgauntlet.peer.Script;
import io.github.tlsgauntlet.peer.Scripts;
import io.github.tlsgauntlet.peer.ServerSettings;
import io.github.tlsgauntlet.protocol.HandshakeType;
import io.github.tlsgauntlet.suite.GauntletSuite;
import io.github.tlsgauntlet.suite.Must;
import io.github.tlsgauntlet.suite.Quarter;
import io.github.tlsgauntlet.suite.Result;
import io.github.tlsgauntlet.suite.Verdict;
import io.github.tlsgauntlet.target.ServerSetup;
import io.github.tlsgauntlet.target.TargetException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/** One bad connection decides nothing, wherever in a requirement's trial it falls. */
class SecondTryOnServerTest {
  /** What is required, told by the stimulus. */
  @GauntletSuite(name = "Test", quarter = Quarter.ONE_WAY_SERVER)
  static class Stimulated {
    @OnServer(versions = "1.3")
    @Must(rfc = 9846, section = "4", group = "Test", says = "It goes on.")
    void goes_on(ServerCase server) throws TargetException {
      server.asItIs().expecting(Expectations.goesOn());
    }
  }

  /** The same, told by the test itself. */
  @GauntletSuite(name = "Test", quarter = Quarter.ONE_WAY_SERVER)
  static class Concluded {
    @OnServer(versions = "1.3")
    @Must(rfc = 9846, section = "4", group = "Test", says = "It goes on.")
    void goes_on(ServerCase server) throws TargetException {
      server.concludes(
          Expectations.goesOn()
              .judge(server.meets(server.settings().build(), AfterHandshake.NOTHING)));
    }
  }

  /** The same, of the ordinary connection that is kept. */
  @GauntletSuite(name = "Test", quarter = Quarter.ONE_WAY_SERVER)
  static class Kept {
    @OnServer
    @Must(rfc = 9846, section = "4", group = "Test", says = "It goes on.")
    void goes_on(ServerCase server) throws TargetException {
      server.concludes(Expectations.goesOn().judge(server.ordinary()));
    }
  }

  @Test
  void a_server_that_is_silent_the_first_time_is_asked_again() {
    assertThat(silent(Set.of(1)).verdict()).isEqualTo(Verdict.PASS);
  }

  @Test
  void a_server_that_is_silent_twice_is_not_said_to_lack_the_version() {
    Result result = silent(Set.of(1, 2));

    assertThat(result.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(result.reason())
        .startsWith("Whether the server speaks this version could not be told.");
  }

  @Test
  void what_a_stimulus_could_not_tell_is_tried_once_more() {
    // The ordinary connection is the first; what is tried comes after it.
    assertThat(mumbling(Stimulated.class, Set.of(2)).verdict()).isEqualTo(Verdict.PASS);
    assertThat(mumbling(Stimulated.class, Set.of(2, 3)).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
  }

  @Test
  void what_a_test_could_not_tell_by_itself_is_tried_once_more() {
    assertThat(mumbling(Concluded.class, Set.of(2)).verdict()).isEqualTo(Verdict.PASS);
    assertThat(mumbling(Concluded.class, Set.of(2, 3)).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
  }

  @Test
  void the_second_time_a_test_does_not_see_what_was_kept_from_the_first() {
    assertThat(mumbling(Kept.class, Set.of(1, 2)).verdict()).isEqualTo(Verdict.PASS);
    assertThat(mumbling(Kept.class, Set.of(1, 2, 3, 4)).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
  }

  /** Says nothing on the connections of these numbers, the first being 1. */
  private static Result silent(Set<Integer> which) {
    Script silence = Script.NONE;
    for (HandshakeType type :
        List.of(
            HandshakeType.SERVER_HELLO,
            HandshakeType.ENCRYPTED_EXTENSIONS,
            HandshakeType.CERTIFICATE,
            HandshakeType.CERTIFICATE_VERIFY,
            HandshakeType.FINISHED)) {
      silence = silence.then(Scripts.replace(type, message -> List.of()));
    }
    return Judged.by(Stimulated.class, onSome(which, silence), Map.of("timeout", "5"));
  }

  /** Says nothing that can be understood on them, so that nobody has to wait. */
  private static Result mumbling(Class<?> suite, Set<Integer> which) {
    byte[] nothing = {(byte) HandshakeType.SERVER_HELLO.code(), 0, 0, 0};
    return Judged.by(
        suite,
        onSome(which, Scripts.edit(HandshakeType.SERVER_HELLO, hello -> nothing)),
        Map.of("timeout", "60"));
  }

  private static BiFunction<ServerSetup, ServerSettings.Builder, ServerSettings.Builder> onSome(
      Set<Integer> which, Script script) {
    AtomicInteger connections = new AtomicInteger();
    return (setup, settings) ->
        which.contains(connections.incrementAndGet()) ? settings.script(script) : settings;
  }
}
