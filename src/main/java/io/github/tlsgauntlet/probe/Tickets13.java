package io.github.tlsgauntlet.probe;

import io.github.tlsgauntlet.peer.ClientSettings;
import io.github.tlsgauntlet.peer.Session;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * The tickets of TLS 1.3 that a server has issued, and more where they run out: a server may take
 * each only once (RFC 9846, Section 8.1).
 */
final class Tickets13 {
  private static final int MOST_FETCHED = 3;

  private final Line line;
  private final ClientSettings settings;
  private final Deque<Session> left = new ArrayDeque<>();
  private boolean reusable;
  private int fetched;

  Tickets13(Line line, ClientSettings settings) {
    this.line = line;
    this.settings = settings;
  }

  /** From now on one ticket does for all. */
  void areReusable() {
    reusable = true;
  }

  void add(Visit visit) {
    left.addAll(visit.sessions());
  }

  /**
   * One that has not been used, unless that does not matter; empty where there is none.
   *
   * @param errand of the connection that fetches more, where there are none left
   */
  Optional<Session> take(Visit.Errand errand) {
    if (reusable) {
      return Optional.ofNullable(left.peek());
    }
    if (left.isEmpty() && fetched < MOST_FETCHED) {
      fetched++;
      add(Visit.make(line, settings, errand));
    }
    return Optional.ofNullable(left.poll());
  }
}
