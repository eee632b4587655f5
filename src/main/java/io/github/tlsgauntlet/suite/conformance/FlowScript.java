package io.github.tlsgauntlet.suite.conformance;

import io.github.tlsgauntlet.peer.Script;
import io.github.tlsgauntlet.peer.Sending;
import io.github.tlsgauntlet.protocol.AlertDescription;
import io.github.tlsgauntlet.protocol.ContentType;
import io.github.tlsgauntlet.protocol.HandshakeMessage;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Says the messages of one handshake in the order of a {@link Flow}: holds back what comes later,
 * and what comes earlier goes out as soon as it is made. For one connection.
 */
final class FlowScript implements Script {
  private static final int FATAL = 2;

  private final ClientFlight flight;
  private final Flow flow;
  private final boolean lateIsLast;
  private final Map<Integer, Sending> made = new HashMap<>();
  private final Set<Integer> said = new HashSet<>();
  private int next;
  private int changes;
  private boolean keysChanged;

  FlowScript(ClientFlight flight, Flow flow) {
    this.flight = flight;
    this.flow = flow;
    this.lateIsLast = flight.isTls13() || flight.isLegalUntilFinished(flow.plan());
  }

  @Override
  public List<Sending> message(HandshakeMessage message, int ordinal) {
    int step = flight.step(message.type().toString(), ordinal);
    return step < 0 ? List.of(Sending.of(message)) : due(step, Sending.of(message));
  }

  @Override
  public List<Sending> changeCipherSpec() {
    int step = flight.step(ClientFlight.CHANGE_CIPHER_SPEC, changes++);
    return step < 0 ? List.of(Sending.changeCipherSpec()) : due(step, Sending.changeCipherSpec());
  }

  private List<Sending> due(int step, Sending sending) {
    made.put(step, sending);
    boolean last = step == flight.finished();
    List<Sending> now = new ArrayList<>();
    boolean waits = false;
    while (!waits && next < flow.plan().size() && made.containsKey(flow.plan().get(next))) {
      int saying = flow.plan().get(next++);
      now.add(said(saying, last));
      boolean change = flight.label(saying).equals(ClientFlight.CHANGE_CIPHER_SPEC);
      keysChanged |= change;
      waits = (change && flow.keyed() && !last) || (saying == flight.finished() && lateIsLast);
    }
    if (last && !lateIsLast) {
      now.addAll(lastWords());
    }
    return now;
  }

  /** In TLS 1.2 what comes before ChangeCipherSpec is in the clear, though there are keys. */
  private Sending said(int step, boolean sealed) {
    Sending sending = Optional.ofNullable(made.get(step)).orElseThrow();
    boolean plain = sealed && !keysChanged && !flight.isTls13();
    boolean again = !said.add(step);
    if (sending instanceof Sending.Message message) {
      boolean secondHello = again && flight.label(step).equals(ClientFlight.CLIENT_HELLO);
      return plain
          ? plain(ContentType.HANDSHAKE, message.encoded())
          : new Sending.Message(message.encoded(), !secondHello);
    }
    return plain ? plain(ContentType.CHANGE_CIPHER_SPEC, new byte[] {1}) : sending;
  }

  /** What is left for after the handshake, under the keys of then. */
  List<Sending> rest() {
    List<Sending> rest = new ArrayList<>();
    while (next < flow.plan().size() && made.containsKey(flow.plan().get(next))) {
      rest.add(said(flow.plan().get(next++), false));
    }
    return rest;
  }

  /** Nobody waits for more after these: data that do not belong there, and an alert that ends. */
  static List<Sending> lastWords() {
    return List.of(
        plain(ContentType.APPLICATION_DATA, new byte[] {'\r', '\n'}),
        plain(
            ContentType.ALERT, new byte[] {FATAL, (byte) AlertDescription.INTERNAL_ERROR.code()}));
  }

  static Sending plain(ContentType type, byte[] fragment) {
    return new Sending.Plain(type.code(), ProtocolVersion.TLS12.code(), fragment);
  }
}
