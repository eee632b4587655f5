package io.github.tlsgauntlet.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsgauntlet.peer.Ending;
import io.github.tlsgauntlet.peer.FirstFlight;
import io.github.tlsgauntlet.protocol.AlertDescription;
import io.github.tlsgauntlet.protocol.CipherSuite;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** All that a server takes is found, and the search always ends. */
class EliminationTest {
  private static final List<Integer> CANDIDATES = List.of(1, 2, 3, 4, 5);

  private final List<List<Integer>> asked = new ArrayList<>();

  private static FirstFlight flight(Optional<Integer> choice, Ending ending) {
    return new FirstFlight(
        choice.map(one -> FlightServer.serverHello(ProtocolVersion.TLS12, new CipherSuite(one))),
        choice.map(one -> ProtocolVersion.TLS12),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        true,
        ending,
        Optional.empty());
  }

  private static Optional<Integer> choice(FirstFlight flight) {
    return flight.hello().map(hello -> hello.cipherSuite().code());
  }

  /** Takes the first of its order that is offered, or else refuses. */
  private static Function<List<Integer>, FirstFlight> server(Ending refusal, Integer... order) {
    return offered -> {
      Optional<Integer> taken = List.of(order).stream().filter(offered::contains).findFirst();
      return flight(taken, taken.isPresent() ? new Ending.Open() : refusal);
    };
  }

  private Elimination<Integer> run(Function<List<Integer>, FirstFlight> server) {
    return Elimination.run(
        CANDIDATES,
        offered -> {
          asked.add(List.copyOf(offered));
          return server.apply(offered);
        },
        EliminationTest::choice);
  }

  private static Ending refusal() {
    return new Ending.Alert(AlertDescription.HANDSHAKE_FAILURE, true);
  }

  @Test
  void as_many_questions_as_values_and_one_find_all_in_their_order() {
    Elimination<Integer> found = run(server(refusal(), 4, 2));

    assertThat(found.values()).containsExactly(4, 2);
    assertThat(found.isExhausted()).isTrue();
    assertThat(asked).containsExactly(CANDIDATES, List.of(1, 2, 3, 5), List.of(1, 3, 5));
  }

  private Elimination<Integer> runKnowing(int answer) {
    return Elimination.run(
        CANDIDATES,
        Optional.of(flight(Optional.of(answer), new Ending.Open())),
        offered -> {
          asked.add(List.copyOf(offered));
          return server(refusal(), 4, 2).apply(offered);
        },
        EliminationTest::choice);
  }

  @Test
  void what_is_known_to_be_answered_to_all_is_not_asked() {
    assertThat(runKnowing(4).values()).containsExactly(4, 2);
    assertThat(asked).containsExactly(List.of(1, 2, 3, 5), List.of(1, 3, 5));
  }

  @Test
  void a_known_answer_that_chose_no_candidate_is_asked_for() {
    assertThat(runKnowing(9).values()).containsExactly(4, 2);
    assertThat(asked).startsWith(CANDIDATES).hasSize(3);
  }

  @Test
  void a_server_that_takes_all_is_asked_no_more_than_there_are() {
    Elimination<Integer> found = run(server(refusal(), 5, 4, 3, 2, 1));

    assertThat(found.values()).containsExactly(5, 4, 3, 2, 1);
    assertThat(found.isExhausted()).isTrue();
    assertThat(asked).hasSize(5);
  }

  @Test
  void silence_at_the_end_leaves_open_whether_there_is_more() {
    Elimination<Integer> found = run(server(new Ending.Silence(), 4));

    assertThat(found.values()).containsExactly(4);
    assertThat(found.isExhausted()).isFalse();
  }

  @Test
  void a_server_that_chooses_what_was_not_offered_is_not_asked_for_ever() {
    Elimination<Integer> found = run(offered -> flight(Optional.of(3), new Ending.Open()));

    assertThat(found.values()).containsExactly(3);
    assertThat(asked).hasSize(2);
  }

  private static Preference preference(Function<List<Integer>, FirstFlight> server) {
    return Elimination.preference(List.of(4, 2, 1), any -> true, server, EliminationTest::choice);
  }

  @Test
  void whose_order_decides_is_told_by_asking_with_a_later_choice_first() {
    assertThat(preference(server(refusal(), 4, 2, 1))).isEqualTo(Preference.SERVER);
    assertThat(preference(offered -> flight(Optional.of(offered.get(0)), new Ending.Open())))
        .isEqualTo(Preference.CLIENT);
    assertThat(preference(offered -> flight(Optional.empty(), new Ending.Silence())))
        .isEqualTo(Preference.UNTOLD);
    assertThat(preference(offered -> flight(Optional.of(2), new Ending.Open())))
        .isEqualTo(Preference.UNTOLD);
  }
}
