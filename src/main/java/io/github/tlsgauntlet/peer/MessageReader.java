package io.github.tlsgauntlet.peer;

import io.github.tlsgauntlet.crypto.RecordOpener;
import io.github.tlsgauntlet.peer.TranscriptEntry.Direction;
import io.github.tlsgauntlet.protocol.AlertDescription;
import io.github.tlsgauntlet.protocol.ContentType;
import io.github.tlsgauntlet.protocol.HandshakeDecoder;
import io.github.tlsgauntlet.protocol.HandshakeMessage;
import io.github.tlsgauntlet.protocol.HandshakeType;
import io.github.tlsgauntlet.protocol.MessageText;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import io.github.tlsgauntlet.wire.WireException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Messages out of records: whole ones, decoded, each recorded. */
final class MessageReader {
  private static final int MOST_EMPTY_RECORDS = 64;
  private static final int FATAL = 2;

  private final RecordReader records;
  private final Recorder recorder;
  private final Faults faults;
  private final Objections objections;
  private final Reassembly messages = new Reassembly();
  private ProtocolVersion version = ProtocolVersion.TLS12;
  private int emptyRecords;
  private boolean messageSpansKeys;
  private boolean heedsWarnings;

  MessageReader(RecordReader records, Recorder recorder, Faults faults, Objections objections) {
    this.records = records;
    this.recorder = recorder;
    this.faults = faults;
    this.objections = objections;
  }

  void speaks(ProtocolVersion negotiated) {
    version = negotiated;
    records.speaks(negotiated);
  }

  /** No message goes on across a change of keys (RFC 9846, Section 5.1): the next read says so. */
  void openWith(RecordOpener next) {
    messageSpansKeys |= messages.isPending();
    records.openWith(next);
  }

  /** Whether warnings are told, by {@link Incoming.Warning}, or passed over. */
  void heedWarnings(boolean heeded) {
    heedsWarnings = heeded;
  }

  /**
   * The next message.
   *
   * @param ours the version of our own records
   */
  Incoming next(Deadline until, int ours) throws Aborted {
    if (messageSpansKeys) {
      objections.object(
          AlertDescription.UNEXPECTED_MESSAGE, "Handshake messages go on across a change of keys");
    }
    while (true) {
      Optional<Incoming.Handshake> complete = reassembled();
      if (complete.isPresent()) {
        return complete.get();
      }
      if (messages.isPending() && faults.refusesFragments()) {
        throw objections.fail(AlertDescription.DECODE_ERROR, "A message goes on in another record");
      }
      Optional<RecordReader.Content> content = records.next(until, ours);
      Optional<Incoming> incoming =
          content.isPresent()
              ? take(content.get().opened(), content.get().encrypted())
              : Optional.empty();
      if (incoming.isPresent()) {
        return incoming.get();
      }
    }
  }

  /** Of all alerts of TLS 1.3 user_canceled alone lets the connection go on. */
  private static boolean endsConnection(RecordOpener.Opened opened) {
    byte[] alert = opened.plaintext();
    return opened.contentType() == ContentType.ALERT.code()
        && !(alert.length == 2 && (alert[1] & 0xff) == AlertDescription.USER_CANCELED.code());
  }

  private Optional<Incoming> take(RecordOpener.Opened opened, boolean encrypted) throws Aborted {
    byte[] content = opened.plaintext();
    emptyRecords = content.length == 0 ? emptyRecords + 1 : 0;
    if (emptyRecords > MOST_EMPTY_RECORDS) {
      throw objections.fail(AlertDescription.UNEXPECTED_MESSAGE, "Nothing but empty records comes");
    }
    boolean interleaved =
        messages.isPending()
            && version.equals(ProtocolVersion.TLS13)
            && opened.contentType() != ContentType.HANDSHAKE.code()
            && !endsConnection(opened);
    if (interleaved) {
      objections.object(
          AlertDescription.UNEXPECTED_MESSAGE,
          new ContentType(opened.contentType()) + " came in the middle of a handshake message");
    }
    insistOnContent(opened);
    if (faults.refuses(opened, version)) {
      throw objections.fail(AlertDescription.UNEXPECTED_MESSAGE, "A record is not as most are");
    }
    return switch (opened.contentType()) {
      case 20 -> {
        recorder.add(Direction.RECEIVED, "ChangeCipherSpec", List::of, encrypted, content);
        if (content.length != 1 || content[0] != 1) {
          objections.object(AlertDescription.UNEXPECTED_MESSAGE, "A ChangeCipherSpec is malformed");
        }
        if (encrypted && version.equals(ProtocolVersion.TLS13)) {
          objections.object(AlertDescription.UNEXPECTED_MESSAGE, "A ChangeCipherSpec is protected");
        }
        yield Optional.of(new Incoming.ChangeCipherSpec());
      }
      case 21 -> {
        Optional<AlertDescription> warning = takeAlert(content, encrypted);
        yield warning.filter(one -> heedsWarnings).map(Incoming.Warning::new);
      }
      case 22 -> {
        messages.add(content);
        yield Optional.empty();
      }
      case 23 -> {
        recorder.add(
            Direction.RECEIVED,
            "ApplicationData",
            () -> List.of(content.length + " bytes"),
            encrypted,
            content);
        yield Optional.of(new Incoming.Data(content));
      }
      default -> {
        objections.object(
            AlertDescription.UNEXPECTED_MESSAGE,
            "A record has the content type " + opened.contentType());
        yield Optional.empty();
      }
    };
  }

  /** Only application data may be empty in TLS 1.3 (RFC 9846, Section 5.4). */
  private void insistOnContent(RecordOpener.Opened opened) throws Aborted {
    boolean empty =
        opened.plaintext().length == 0
            && (opened.contentType() == ContentType.HANDSHAKE.code()
                || opened.contentType() == ContentType.ALERT.code());
    if (empty && version.equals(ProtocolVersion.TLS13)) {
      objections.object(
          AlertDescription.UNEXPECTED_MESSAGE,
          "A record of type " + new ContentType(opened.contentType()) + " is empty");
    }
  }

  /** What a warning says; any other alert ends the connection. */
  private Optional<AlertDescription> takeAlert(byte[] content, boolean encrypted) throws Aborted {
    if (content.length != 2) {
      boolean passedOver = content.length == 0 && version.equals(ProtocolVersion.TLS13);
      if (!passedOver) {
        objections.object(
            AlertDescription.DECODE_ERROR, "An alert has " + content.length + " bytes");
      }
      return Optional.empty();
    }
    boolean fatal = content[0] == FATAL;
    AlertDescription description = new AlertDescription(content[1] & 0xff);
    recorder.add(
        Direction.RECEIVED,
        "Alert",
        () -> List.of((fatal ? "fatal " : "warning ") + description),
        encrypted,
        content);
    if (description.equals(AlertDescription.CLOSE_NOTIFY)) {
      throw objections.end(new Ending.CloseNotify());
    }
    boolean harmless =
        !fatal
            && (!version.equals(ProtocolVersion.TLS13)
                || faults.commit(Deviation.TakeWarnings.class)
                || description.equals(AlertDescription.USER_CANCELED));
    if (!harmless && !faults.passesOverAlerts()) {
      throw objections.end(new Ending.Alert(description, fatal));
    }
    return Optional.of(description);
  }

  private Optional<Incoming.Handshake> reassembled() throws Aborted {
    if (messages.isTooLong()) {
      throw objections.fail(
          AlertDescription.ILLEGAL_PARAMETER, "A handshake message is too long for anybody");
    }
    Optional<byte[]> complete = messages.next();
    if (complete.isEmpty()) {
      return Optional.empty();
    }
    byte[] encoded = complete.get();
    HandshakeType type = new HandshakeType(encoded[0] & 0xff);
    byte[] body = Arrays.copyOfRange(encoded, Reassembly.HEADER, encoded.length);
    try {
      HandshakeMessage message =
          faults.overlooks(AlertDescription.DECODE_ERROR)
              ? HandshakeDecoder.decodeLeniently(type, body, version)
              : HandshakeDecoder.decode(type, body, version);
      recorder.add(
          Direction.RECEIVED,
          SentText.label(message),
          () -> MessageText.of(message),
          records.opens(),
          encoded);
      return Optional.of(new Incoming.Handshake(message, encoded));
    } catch (WireException e) {
      recorder.add(
          Direction.RECEIVED,
          type.toString(),
          () -> List.of("does not decode: " + e.getMessage()),
          records.opens(),
          encoded);
      throw objections.fail(AlertDescription.DECODE_ERROR, type + ": " + e.getMessage());
    }
  }
}
