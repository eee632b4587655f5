package io.github.tlsgauntlet.suites.conformance;

import io.github.tlsgauntlet.peer.Deviation;
import io.github.tlsgauntlet.peer.Script;
import io.github.tlsgauntlet.peer.Sending;
import io.github.tlsgauntlet.protocol.AlertDescription;
import io.github.tlsgauntlet.protocol.HandshakeMessage;
import io.github.tlsgauntlet.protocol.HandshakeMessage.ClientHello;
import io.github.tlsgauntlet.protocol.HandshakeMessage.ServerHello;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Faults of servers that have to do with hellos. */
final class Misreading {
  private Misreading() {}

  /** It goes by another ClientHello than the one that came. */
  static ServerContract.Fault hello(UnaryOperator<ClientHello> reading) {
    return settings -> settings.deviations(new Deviation.MisreadHello(reading));
  }

  /** It refuses what it ought to take. */
  static ServerContract.Fault refusal(Predicate<ClientHello> which, AlertDescription alert) {
    return settings -> settings.deviations(new Deviation.RefuseHello(which, alert));
  }

  /** It refuses what it ought to take, by handshake_failure. */
  static ServerContract.Fault refusal(Predicate<ClientHello> which) {
    return refusal(which, AlertDescription.HANDSHAKE_FAILURE);
  }

  /** It sends other ServerHellos, and HelloRetryRequests, than are due. */
  static ServerContract.Fault answer(UnaryOperator<ServerHello> edit) {
    return settings -> settings.script(answering(edit));
  }

  /** It sends another message than is due, to such a ClientHello alone. */
  static ServerContract.Fault answerTo(
      Predicate<ClientHello> which, UnaryOperator<HandshakeMessage> edit) {
    AtomicBoolean asked = new AtomicBoolean();
    Script script =
        new Script() {
          @Override
          public List<Sending> message(HandshakeMessage message, int ordinal) {
            return List.of(Sending.of(asked.get() ? edit.apply(message) : message));
          }
        };
    return settings ->
        settings
            .deviations(
                new Deviation.MisreadHello(
                    hello -> {
                      asked.set(which.test(hello));
                      return hello;
                    }))
            .script(script);
  }

  private static Script answering(UnaryOperator<ServerHello> edit) {
    return new Script() {
      @Override
      public List<Sending> message(HandshakeMessage message, int ordinal) {
        return List.of(
            Sending.of(message instanceof ServerHello hello ? edit.apply(hello) : message));
      }
    };
  }
}
