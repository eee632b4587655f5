package io.github.tlsgauntlet.peer;

import io.github.tlsgauntlet.protocol.HandshakeMessage;
import io.github.tlsgauntlet.protocol.HandshakeMessage.ClientHello;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** One script after the other: the second sees what the first leaves as it was due. */
record ScriptChain(Script first, Script second) implements Script {
  @Override
  public ClientHello hello(ClientHello hello, int ordinal) {
    return second.hello(first.hello(hello, ordinal), ordinal);
  }

  @Override
  public List<Sending> message(HandshakeMessage message, int ordinal) {
    byte[] due = message.encoded();
    List<Sending> sendings = new ArrayList<>();
    for (Sending sending : first.message(message, ordinal)) {
      if (sending instanceof Sending.Message same && Arrays.equals(same.encoded(), due)) {
        sendings.addAll(second.message(message, ordinal));
      } else {
        sendings.add(sending);
      }
    }
    return sendings;
  }

  @Override
  public List<Sending> changeCipherSpec() {
    List<Sending> sendings = first.changeCipherSpec();
    return sendings.size() == 1 ? second.changeCipherSpec() : sendings;
  }

  @Override
  public byte[] proven(byte[] content) {
    return second.proven(first.proven(content));
  }

  @Override
  public int mostInRecord() {
    return Math.min(first.mostInRecord(), second.mostInRecord());
  }

  @Override
  public boolean coalesces() {
    return first.coalesces() || second.coalesces();
  }

  @Override
  public int padding() {
    return Math.max(first.padding(), second.padding());
  }

  @Override
  public Optional<byte[]> careless() {
    return second.careless().or(first::careless);
  }
}
