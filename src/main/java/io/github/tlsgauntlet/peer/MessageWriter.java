package io.github.tlsgauntlet.peer;

import io.github.tlsgauntlet.crypto.RecordSealer;
import io.github.tlsgauntlet.peer.TranscriptEntry.Direction;
import io.github.tlsgauntlet.protocol.AlertDescription;
import io.github.tlsgauntlet.protocol.ContentType;
import io.github.tlsgauntlet.protocol.HandshakeMessage;
import io.github.tlsgauntlet.protocol.HandshakeType;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import java.io.ByteArrayOutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Messages into records: as due, or what the script has in their place; each is recorded. */
final class MessageWriter {
  private static final int FATAL = 2;
  private static final int WARNING = 1;

  private final Transport transport;
  private final RecordWriter records;
  private final Recorder recorder;
  private final Script script;
  private ProtocolVersion version = ProtocolVersion.TLS12;
  private Optional<Supplier<RecordSealer>> nextSealer = Optional.empty();
  private boolean sentChangeCipherSpec;
  private final Map<HandshakeType, Integer> due = new HashMap<>();
  private final ByteArrayOutputStream waiting = new ByteArrayOutputStream();

  MessageWriter(Transport transport, RecordWriter records, Recorder recorder, Script script) {
    this.transport = transport;
    this.records = records;
    this.recorder = recorder;
    this.script = script;
  }

  void speaks(ProtocolVersion negotiated) {
    version = negotiated;
    records.speaks(negotiated);
  }

  void sealWith(RecordSealer next) {
    addWaiting();
    records.sealWith(next);
  }

  void sealWithFormer() {
    addWaiting();
    records.sealWithFormer();
  }

  void sealNothing() {
    addWaiting();
    records.sealNothing();
  }

  /**
   * Where each of our KeyUpdates leads.
   *
   * @param next draws the next key
   */
  void updatesWith(Supplier<RecordSealer> next) {
    nextSealer = Optional.of(next);
  }

  /**
   * Sends a message, or what the script has in its place.
   *
   * @return what counts in the transcript hash
   */
  byte[] send(HandshakeMessage message) {
    int ordinal = due.merge(message.type(), 1, Integer::sum) - 1;
    ByteArrayOutputStream counted = new ByteArrayOutputStream();
    for (Sending sending : script.message(message, ordinal)) {
      say(sending);
      if (sending instanceof Sending.Message said && said.counted()) {
        counted.writeBytes(said.encoded());
      } else if (sending instanceof Sending.InRecordOf said) {
        counted.writeBytes(said.encoded());
      }
    }
    return counted.toByteArray();
  }

  void sendChangeCipherSpec() {
    sentChangeCipherSpec = true;
    script.changeCipherSpec().forEach(this::say);
  }

  /** TLS 1.3's, for middleboxes: sent once, before what follows (RFC 9846, Appendix E.4). */
  void sendCompatibilityChangeCipherSpec() {
    if (!sentChangeCipherSpec) {
      sendChangeCipherSpec();
    }
  }

  /** Sends one thing now, whatever is due; not flushed. */
  void say(Sending sending) {
    if (sending instanceof Sending.Message message) {
      byte[] encoded = message.encoded();
      recorder.add(
          Direction.SENT,
          SentText.label(encoded, version),
          () -> SentText.of(encoded, version),
          records.seals(),
          encoded);
      if (script.coalesces()) {
        waiting.writeBytes(encoded);
      } else {
        records.add(ContentType.HANDSHAKE.code(), encoded);
      }
      return;
    }
    addWaiting();
    if (sending instanceof Sending.KeyUpdate update) {
      say(Sending.of(new HandshakeMessage.KeyUpdate(update.requestUpdate())));
      nextSealer.ifPresent(next -> sealWith(next.get()));
    } else if (sending instanceof Sending.InRecordOf said) {
      recorder.add(
          Direction.SENT,
          SentText.label(said.encoded(), version),
          () -> SentText.of(said.encoded(), version),
          false,
          said.encoded());
      records.addPlain(ContentType.HANDSHAKE.code(), said.version(), said.encoded());
    } else if (sending instanceof Sending.ChangeCipherSpec change) {
      // A second handshake's is protected by the keys of the first; TLS 1.3's never is.
      boolean sealed = records.seals() && !version.equals(ProtocolVersion.TLS13);
      recorder.add(Direction.SENT, "ChangeCipherSpec", List::of, sealed, change.body());
      if (!sealed) {
        records.addPlain(ContentType.CHANGE_CIPHER_SPEC.code(), change.body());
      } else {
        records.add(ContentType.CHANGE_CIPHER_SPEC.code(), change.body());
      }
    } else if (sending instanceof Sending.Alert alert) {
      addAlert(alert.level(), alert.description());
    } else if (sending instanceof Sending.Record record) {
      told(record.contentType(), record.content(), "as a record of its own");
      records.addOne(record.contentType(), record.content(), 0);
    } else if (sending instanceof Sending.Padded padded) {
      told(padded.contentType(), padded.content(), "and " + padded.padding() + " of padding");
      records.addOne(padded.contentType(), padded.content(), padded.padding());
    } else if (sending instanceof Sending.Tampered tampered) {
      told(tampered.contentType(), tampered.content(), "tampered with");
      records.addEdited(tampered.contentType(), tampered.content(), MessageWriter::lastBitFlipped);
    } else if (sending instanceof Sending.LaidOut laidOut) {
      told(laidOut.contentType(), laidOut.content(), "laid out otherwise");
      records.addLaidOut(laidOut.contentType(), laidOut.content(), laidOut.contents());
    } else if (sending instanceof Sending.Edited edited) {
      told(edited.contentType(), edited.content(), "changed after it was protected");
      records.addEdited(edited.contentType(), edited.content(), edited.edit());
    } else if (sending instanceof Sending.Twice twice) {
      told(twice.contentType(), twice.content(), "twice the same record");
      records.addTwice(twice.contentType(), twice.content());
    } else if (sending instanceof Sending.Plain plain) {
      recorder.add(
          Direction.SENT,
          new ContentType(plain.contentType()).toString(),
          () ->
              List.of(
                  plain.fragment().length
                      + " bytes in the clear, as a record of version "
                      + new ProtocolVersion(plain.version())),
          false,
          plain.fragment());
      records.addPlain(plain.contentType(), plain.version(), plain.fragment());
    } else if (sending instanceof Sending.Raw raw) {
      recorder.add(
          Direction.SENT,
          "Bytes",
          () -> List.of(raw.bytes().length + " bytes without a record"),
          false,
          raw.bytes());
      transport.add(raw.bytes());
    }
  }

  private static byte[] lastBitFlipped(byte[] fragment) {
    fragment[fragment.length - 1] ^= 1;
    return fragment;
  }

  private void told(int contentType, byte[] content, String how) {
    recorder.add(
        Direction.SENT,
        new ContentType(contentType).toString(),
        () -> List.of(content.length + " bytes, " + how),
        records.seals(),
        content);
  }

  private void addWaiting() {
    if (waiting.size() > 0) {
      byte[] messages = waiting.toByteArray();
      waiting.reset();
      records.add(ContentType.HANDSHAKE.code(), messages);
    }
  }

  void sendData(byte[] bytes) {
    addWaiting();
    recorder.add(
        Direction.SENT,
        "ApplicationData",
        () -> List.of(bytes.length + " bytes"),
        records.seals(),
        bytes);
    records.add(ContentType.APPLICATION_DATA.code(), bytes);
    transport.flush();
  }

  void sendRecord(int contentType, byte[] fragment) {
    say(new Sending.Record(contentType, fragment));
    transport.flush();
  }

  void sendAlert(AlertDescription description, boolean fatal) {
    addWaiting();
    addAlert(fatal ? FATAL : WARNING, description);
    transport.flush();
  }

  private void addAlert(int level, AlertDescription description) {
    byte[] body = {(byte) level, (byte) description.code()};
    recorder.add(
        Direction.SENT,
        "Alert",
        () -> List.of(levelInWords(level) + " " + description),
        records.seals(),
        body);
    records.add(ContentType.ALERT.code(), body);
  }

  private static String levelInWords(int level) {
    return switch (level) {
      case WARNING -> "warning";
      case FATAL -> "fatal";
      default -> "level " + level;
    };
  }

  void flush() {
    addWaiting();
    transport.flush();
  }
}
