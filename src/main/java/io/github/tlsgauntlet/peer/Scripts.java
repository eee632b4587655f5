package io.github.tlsgauntlet.peer;

import io.github.tlsgauntlet.protocol.HandshakeMessage;
import io.github.tlsgauntlet.protocol.HandshakeMessage.ClientHello;
import io.github.tlsgauntlet.protocol.HandshakeType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** The usual scripts; {@link Script#then} puts them together. */
public final class Scripts {
  private Scripts() {}

  /**
   * Another first ClientHello; the second one stays what it answers with.
   *
   * @param edit makes it of the one that is due
   */
  public static Script hello(UnaryOperator<ClientHello> edit) {
    return helloAt(0, edit);
  }

  /**
   * Another second ClientHello, the answer to a HelloRetryRequest.
   *
   * @param edit makes it of the one that is due
   */
  public static Script secondHello(UnaryOperator<ClientHello> edit) {
    return helloAt(1, edit);
  }

  /**
   * The first ClientHello in one record that says another version.
   *
   * @param version on the record's header
   */
  public static Script helloInRecordOf(int version) {
    return replace(
        HandshakeType.CLIENT_HELLO,
        message -> List.of(new Sending.InRecordOf(version, message.encoded())));
  }

  private static Script helloAt(int which, UnaryOperator<ClientHello> edit) {
    return new Script() {
      @Override
      public ClientHello hello(ClientHello hello, int ordinal) {
        return ordinal == which ? edit.apply(hello) : hello;
      }
    };
  }

  /**
   * Other things in the place of a message.
   *
   * @param type of the message; its first of the handshake
   * @param instead makes them of the one that is due
   */
  public static Script replace(
      HandshakeType type, Function<HandshakeMessage, List<Sending>> instead) {
    return new Script() {
      @Override
      public List<Sending> message(HandshakeMessage message, int ordinal) {
        return message.type().equals(type) && ordinal == 0
            ? instead.apply(message)
            : List.of(Sending.of(message));
      }
    };
  }

  /**
   * Other bytes in the place of a message, counted in the transcript hash.
   *
   * @param type of the message
   * @param edit makes them of the encoded message, header included
   */
  public static Script edit(HandshakeType type, UnaryOperator<byte[]> edit) {
    return replace(
        type, message -> List.of(new Sending.Message(edit.apply(message.encoded()), true)));
  }

  /**
   * Leaves a message out.
   *
   * @param type of the message
   */
  public static Script skip(HandshakeType type) {
    return replace(type, message -> List.of());
  }

  /**
   * Says a message twice.
   *
   * @param type of the message
   */
  public static Script repeat(HandshakeType type) {
    return replace(type, message -> List.of(Sending.of(message), Sending.of(message)));
  }

  /**
   * Says something before a message.
   *
   * @param type of the message
   * @param more what
   */
  public static Script before(HandshakeType type, Sending... more) {
    return replace(
        type,
        message -> {
          List<Sending> all = new ArrayList<>(List.of(more));
          all.add(Sending.of(message));
          return all;
        });
  }

  /**
   * Says something after a message, under the keys that it is under.
   *
   * @param type of the message
   * @param more what
   */
  public static Script after(HandshakeType type, Sending... more) {
    return replace(
        type,
        message -> {
          List<Sending> all = new ArrayList<>(List.of(Sending.of(message)));
          all.addAll(List.of(more));
          return all;
        });
  }

  /**
   * Other things in the place of each ChangeCipherSpec.
   *
   * @param instead what; nothing leaves it out
   */
  public static Script changeCipherSpec(Sending... instead) {
    return new Script() {
      @Override
      public List<Sending> changeCipherSpec() {
        return List.of(instead);
      }
    };
  }

  /**
   * A key share of a client's in TLS 1.2 that leads to one secret whatever is private, and that
   * secret.
   *
   * @param share in the place of the client's own
   */
  public static Script careless(byte[] share) {
    return new Script() {
      @Override
      public Optional<byte[]> careless() {
        return Optional.of(share.clone());
      }
    };
  }

  /**
   * Handshake messages in small records.
   *
   * @param bytes at most in each; 1 to 16,384
   */
  public static Script smallRecords(int bytes) {
    return new Script() {
      @Override
      public int mostInRecord() {
        return bytes;
      }
    };
  }

  /** All messages of a flight in one record, as far as they are under the same keys. */
  public static Script sharedRecords() {
    return new Script() {
      @Override
      public boolean coalesces() {
        return true;
      }
    };
  }

  /**
   * Padding in each record of TLS 1.3.
   *
   * @param bytes how many zeros
   */
  public static Script padded(int bytes) {
    return new Script() {
      @Override
      public int padding() {
        return bytes;
      }
    };
  }

  /**
   * Signs something else than what is due.
   *
   * @param edit makes it of what is due
   */
  public static Script proven(UnaryOperator<byte[]> edit) {
    return new Script() {
      @Override
      public byte[] proven(byte[] content) {
        return edit.apply(content);
      }
    };
  }
}
