package io.github.tlsgauntlet.suites.conformance;

import io.github.tlsgauntlet.peer.Script;
import io.github.tlsgauntlet.peer.Sending;
import io.github.tlsgauntlet.peer.TranscriptEntry;
import io.github.tlsgauntlet.peer.TranscriptEntry.Direction;
import io.github.tlsgauntlet.protocol.AlertDescription;
import io.github.tlsgauntlet.protocol.ContentType;
import io.github.tlsgauntlet.protocol.HandshakeMessage;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import io.github.tlsgauntlet.suite.conformance.Exchange;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * What a server of ours says in an ordinary handshake with a client, in order, and the ways of
 * saying it otherwise.
 *
 * @param steps the labels of its messages, ChangeCipherSpec included
 * @param tls13 whether ChangeCipherSpec means nothing
 */
record ServerFlow(List<String> steps, boolean tls13) {
  private static final String CHANGE = "ChangeCipherSpec";
  private static final String REQUEST = "CertificateRequest";
  private static final String HELLO = "ServerHello";
  private static final String RETRY = "HelloRetryRequest";
  private static final String DONE = "ServerHelloDone";
  private static final String FINISHED = "Finished";

  static ServerFlow of(Exchange ordinary, boolean tls13) {
    List<String> steps = new ArrayList<>();
    for (TranscriptEntry entry : ordinary.transcript().entries()) {
      if (entry.direction() == Direction.SENT && !steps.contains(FINISHED)) {
        steps.add(entry.label());
      }
    }
    return new ServerFlow(List.copyOf(steps), tls13);
  }

  /**
   * Where nothing else follows that a client would have to object to, something does.
   *
   * @param due the label of what is left out
   */
  private static List<Sending> inPlaceOf(String due) {
    Sending goodbye = new Sending.Alert(1, AlertDescription.CLOSE_NOTIFY);
    if (due.equals(DONE)) {
      return List.of(Sending.changeCipherSpec(), goodbye);
    }
    byte[] data = "HTTP/1.1 200 OK\r\n".getBytes(StandardCharsets.ISO_8859_1);
    return due.equals(FINISHED)
        ? List.of(new Sending.Record(ContentType.APPLICATION_DATA.code(), data), goodbye)
        : List.of();
  }

  /** Says the steps otherwise; one for each connection. */
  private abstract static class Otherwise implements Script {
    private int step;

    /** What goes out at a step. */
    abstract List<Sending> at(int position, Sending due);

    @Override
    public List<Sending> message(HandshakeMessage message, int ordinal) {
      return at(step++, Sending.of(message));
    }

    @Override
    public List<Sending> changeCipherSpec() {
      return at(step++, Sending.changeCipherSpec());
    }
  }

  private boolean meansNothing(int step) {
    return tls13 && steps.get(step).equals(CHANGE);
  }

  /** Each run of steps left out, as far as what remains is no lawful handshake. */
  Map<String, Supplier<Script>> withGaps() {
    Map<String, Supplier<Script>> flows = new LinkedHashMap<>();
    for (int from = begin(); from < steps.size(); from++) {
      for (int to = from;
          to < steps.size() && (to == from || !steps.get(from).equals(HELLO));
          to++) {
        boolean lawful =
            steps.subList(from, to + 1).stream()
                .allMatch(label -> label.equals(REQUEST) || (tls13 && label.equals(CHANGE)));
        if (!lawful && sameFlight(from, to)) {
          String name = "without " + steps.get(from) + (to > from ? " to " + steps.get(to) : "");
          int first = from;
          int last = to;
          flows.put(name, () -> gap(first, last));
        }
      }
    }
    return flows;
  }

  /** The client speaks after ServerHelloDone, and after HelloRetryRequest. */
  private boolean sameFlight(int from, int to) {
    int done = Math.max(steps.indexOf(DONE), steps.indexOf(RETRY));
    return done < 0 || from > done || to <= done;
  }

  /** What goes before has to be said for anything else to come. */
  private int begin() {
    return steps.indexOf(RETRY) + 1;
  }

  private Script gap(int from, int to) {
    return new Otherwise() {
      @Override
      List<Sending> at(int position, Sending due) {
        if (position < from || position > to) {
          boolean unchanged = position > to && steps.subList(from, to + 1).contains(CHANGE);
          return List.of(unchanged ? inTheClear(position, due) : due);
        }
        return position == to ? inPlaceOf(steps.get(to)) : List.of();
      }
    };
  }

  /** Each step again, at once and after each later one. */
  Map<String, Supplier<Script>> withRepetitions() {
    Map<String, Supplier<Script>> flows = new LinkedHashMap<>();
    for (int step = 0; step < steps.size(); step++) {
      for (int after = step; after < steps.size(); after++) {
        if (!meansNothing(step) && !meansNothing(after) && !comesLate(step, after)) {
          List<Integer> plan = due();
          plan.add(after + 1, step);
          String name =
              step == after
                  ? steps.get(step) + " twice"
                  : steps.get(step) + " again after " + steps.get(after);
          flows.put(name, () -> new InOrder(plan));
        }
      }
    }
    return flows;
  }

  /** Each step too late and too early: behind and before each other one of its flight. */
  Map<String, Supplier<Script>> withMoves() {
    Map<List<Integer>, String> plans = new LinkedHashMap<>();
    for (int from = begin(); from < steps.size(); from++) {
      for (int to = begin(); to < steps.size(); to++) {
        boolean inFlight = sameFlight(Math.min(from, to), Math.max(from, to));
        boolean late = comesLate(Math.min(from, to), Math.max(from, to));
        if (from != to && inFlight && !late && !meansNothing(from) && !meansNothing(to)) {
          List<Integer> plan = due();
          plan.remove(from);
          plan.add(to, from);
          plans.putIfAbsent(
              plan, steps.get(from) + (to > from ? " behind " : " before ") + steps.get(to));
        }
      }
    }
    Map<String, Supplier<Script>> flows = new LinkedHashMap<>();
    plans.forEach((plan, name) -> flows.put(name, () -> new InOrder(plan)));
    return flows;
  }

  private List<Integer> due() {
    return new ArrayList<>(IntStream.range(0, steps.size()).boxed().toList());
  }

  /** A request behind the flight comes too late for our server to be understood. */
  private boolean comesLate(int step, int after) {
    return isEnd(after) && step < after && steps.subList(step, after).contains(REQUEST);
  }

  /** Says the steps in the order of a plan: what is to come later is held back. */
  private final class InOrder extends Otherwise {
    private final List<Integer> plan;
    private final Map<Integer, Sending> made = new HashMap<>();
    private int next;

    InOrder(List<Integer> plan) {
      this.plan = plan;
    }

    @Override
    List<Sending> at(int position, Sending due) {
      made.put(position, due);
      List<Sending> now = new ArrayList<>();
      while (next < plan.size() && made.containsKey(plan.get(next))) {
        int step = plan.get(next);
        Sending sending = Optional.ofNullable(made.get(step)).orElseThrow();
        if (plan.subList(0, next).stream().noneMatch(e -> steps.get(e).equals(CHANGE))) {
          sending = inTheClear(step, sending);
        }
        now.add(
            plan.subList(0, next).stream().anyMatch(e -> closes(e, step))
                ? uncounted(sending)
                : sending);
        next++;
      }
      return now;
    }
  }

  /**
   * What comes behind the end of a flight is read only after the client's own flight, and what
   * comes behind the ServerHello only after its keys are made; our server is to understand both, so
   * that it does not count.
   */
  private boolean closes(int said, int step) {
    boolean keys = tls13 && steps.get(said).equals(HELLO);
    return said >= step && (isEnd(said) || keys);
  }

  /**
   * A Finished without a ChangeCipherSpec before it: under keys it would be noise to a client,
   * which refuses that for nothing.
   */
  private Sending inTheClear(int step, Sending due) {
    return !tls13 && steps.get(step).equals(FINISHED) && due instanceof Sending.Message message
        ? new Sending.InRecordOf(ProtocolVersion.TLS12.code(), message.encoded())
        : due;
  }

  private static Sending uncounted(Sending sending) {
    return sending instanceof Sending.Message message
        ? new Sending.Message(message.encoded(), false)
        : sending;
  }

  private boolean isEnd(int step) {
    return steps.get(step).equals(DONE) || steps.get(step).equals(FINISHED);
  }

  /**
   * Something more before each step.
   *
   * @param name what
   * @param more said before a step
   */
  Map<String, Supplier<Script>> with(String name, Sending more) {
    Map<String, Supplier<Script>> flows = new LinkedHashMap<>();
    for (int step = 0; step < steps.size(); step++) {
      if (!meansNothing(step) && !(name.equals(CHANGE) && steps.get(step).equals(CHANGE))) {
        int before = step;
        flows.put(
            name + " before " + steps.get(step),
            () ->
                new Otherwise() {
                  @Override
                  List<Sending> at(int position, Sending due) {
                    return position == before ? List.of(more, due) : List.of(due);
                  }
                });
      }
    }
    return flows;
  }
}
