package io.github.tlsgauntlet.peer;

import io.github.tlsgauntlet.crypto.BlockContents;
import io.github.tlsgauntlet.crypto.CryptoException;
import io.github.tlsgauntlet.crypto.RecordOpener;
import io.github.tlsgauntlet.crypto.RecordSealer;
import io.github.tlsgauntlet.crypto.Tls13Records;
import io.github.tlsgauntlet.peer.TranscriptEntry.Direction;
import io.github.tlsgauntlet.protocol.AlertDescription;
import io.github.tlsgauntlet.protocol.ContentType;
import io.github.tlsgauntlet.protocol.HandshakeDecoder;
import io.github.tlsgauntlet.protocol.HandshakeMessage;
import io.github.tlsgauntlet.protocol.HandshakeType;
import io.github.tlsgauntlet.protocol.MessageText;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import io.github.tlsgauntlet.wire.WireException;
import io.github.tlsgauntlet.wire.WireWriter;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Messages over records: fragments and reassembles them, protects and opens records, writes the
 * transcript down. It holds no opinion on the order of messages. For one thread.
 */
final class Connection {
  private static final int MOST_PLAINTEXT = 1 << 14;
  private static final int MOST_EXPANSION_13 = 256;
  private static final int RECORD_HEADER = 5;
  private static final int MOST_EMPTY_RECORDS = 64;
  private static final int FATAL = 2;
  private static final int WARNING = 1;

  private final Transport transport;
  private final Recorder recorder = new Recorder();
  private Optional<RecordSealer> sealer = Optional.empty();
  private Optional<RecordSealer> formerSealer = Optional.empty();
  private Optional<Supplier<RecordSealer>> nextSealer = Optional.empty();
  private Optional<RecordOpener> opener = Optional.empty();
  private BlockContents nextContents = BlockContents.RIGHT;
  private int recordVersion = ProtocolVersion.TLS10.code();
  private ProtocolVersion version = ProtocolVersion.TLS12;
  private final Reassembly messages = new Reassembly();
  private int fragmentLimit = MOST_PLAINTEXT;
  private int emptyRecords;
  private boolean sentChangeCipherSpec;
  private boolean messageSpansKeys;
  private int mostPassedOver;
  private boolean heedsWarnings;
  private boolean passedOver;
  private int largestInTheClear;
  private int largestProtected;
  private long protectedInAll;
  private boolean closed;
  private Ending ending = new Ending.Open();
  private Optional<Incoming> pushedBack = Optional.empty();
  private final Script script;
  private final Faults faults;
  private final Map<HandshakeType, Integer> due = new HashMap<>();
  private final ByteArrayOutputStream waiting = new ByteArrayOutputStream();

  Connection(Transport transport, Script script, List<Deviation> deviations) {
    this.transport = transport;
    this.script = script;
    this.faults = new Faults(deviations);
    if (faults.overlooks(AlertDescription.RECORD_OVERFLOW)) {
      transport.takeLongRecords();
    }
  }

  Script script() {
    return script;
  }

  Faults faults() {
    return faults;
  }

  void speaks(ProtocolVersion negotiated) {
    version = negotiated;
    recordVersion = Math.min(negotiated.code(), ProtocolVersion.TLS12.code());
  }

  /** Whether data may come as one byte, and then the rest. */
  boolean splitsData() {
    return version.code() < ProtocolVersion.TLS11.code();
  }

  /** The version of records until one is negotiated: SSL 3.0 where nothing else is offered. */
  void beginsWith(ProtocolVersion first) {
    recordVersion = first.code();
  }

  void sealWith(RecordSealer next) {
    addWaiting();
    formerSealer = sealer;
    sealer = Optional.of(next);
  }

  /** Under the keys before the last change again; once more, and it is back. */
  void sealWithFormer() {
    formerSealer.ifPresent(this::sealWith);
  }

  /**
   * Where each of our KeyUpdates leads.
   *
   * @param next draws the next key
   */
  void updatesWith(Supplier<RecordSealer> next) {
    nextSealer = Optional.of(next);
  }

  /** Lays out the next record that is sealed, and no other. */
  void nextRecordHolds(BlockContents contents) {
    nextContents = contents;
  }

  /** No message goes on across a change of keys (RFC 9846, Section 5.1): the next read says so. */
  void openWith(RecordOpener next) {
    messageSpansKeys |= messages.isPending();
    opener = Optional.of(next);
  }

  /** A message in the framing of SSL 2.0, before anything else was read; empty where none comes. */
  Optional<byte[]> ssl2Message() throws Aborted {
    return transport.readSsl2();
  }

  /** How large the records were that came. */
  RecordSizes recordSizes() {
    return new RecordSizes(largestInTheClear, largestProtected, protectedInAll);
  }

  /** From here on in the clear again, until a key is set. */
  void sealNothing() {
    addWaiting();
    sealer = Optional.empty();
  }

  /**
   * Passes over early data that is not taken: records that do not open, or that are protected where
   * none should be yet (RFC 9846, Section 4.3.10). Ends with the first record that does.
   *
   * @param bytes how many of them
   */
  void passOverEarlyData(int bytes) {
    mostPassedOver = bytes;
  }

  private boolean passesOver(Transport.WireRecord record) {
    boolean can =
        record.contentType() == ContentType.APPLICATION_DATA.code()
            && record.fragment().length <= mostPassedOver;
    if (can) {
      mostPassedOver -= record.fragment().length;
    }
    return can;
  }

  /** Whether warnings are told, by {@link Incoming.Warning}, or passed over. */
  void heedWarnings(boolean heeded) {
    heedsWarnings = heeded;
  }

  void limitFragments(int bytes) {
    fragmentLimit = Math.max(1, Math.min(MOST_PLAINTEXT, bytes));
  }

  Ending ending() {
    return ending;
  }

  Transcript transcript() {
    return recording().transcript();
  }

  Recording recording() {
    return recorder.recording(ending);
  }

  Recorder recorder() {
    return recorder;
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

  /** Sends one thing now, whatever is due; not flushed. */
  void say(Sending sending) {
    if (sending instanceof Sending.Message message) {
      byte[] encoded = message.encoded();
      recorder.add(
          Direction.SENT,
          SentText.label(encoded, version),
          () -> SentText.of(encoded, version),
          sealer.isPresent(),
          encoded);
      if (script.coalesces()) {
        waiting.writeBytes(encoded);
      } else {
        addRecords(ContentType.HANDSHAKE.code(), encoded);
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
      transport.add(record(ContentType.HANDSHAKE.code(), said.version(), said.encoded()));
    } else if (sending instanceof Sending.ChangeCipherSpec change) {
      // A second handshake's is protected by the keys of the first; TLS 1.3's never is.
      boolean sealed = sealer.isPresent() && !version.equals(ProtocolVersion.TLS13);
      recorder.add(Direction.SENT, "ChangeCipherSpec", List::of, sealed, change.body());
      if (!sealed) {
        addPlain(ContentType.CHANGE_CIPHER_SPEC.code(), change.body());
      } else {
        addRecords(ContentType.CHANGE_CIPHER_SPEC.code(), change.body());
      }
    } else if (sending instanceof Sending.Alert alert) {
      addAlert(alert.level(), alert.description());
    } else if (sending instanceof Sending.Record record) {
      told(record.contentType(), record.content(), "as a record of its own");
      addRecord(record.contentType(), record.content(), 0);
    } else if (sending instanceof Sending.Padded padded) {
      told(padded.contentType(), padded.content(), "and " + padded.padding() + " of padding");
      addRecord(padded.contentType(), padded.content(), padded.padding());
    } else if (sending instanceof Sending.Tampered tampered) {
      told(tampered.contentType(), tampered.content(), "tampered with");
      byte[] record = sealed(tampered.contentType(), tampered.content(), 0);
      record[record.length - 1] ^= 1;
      transport.add(record);
    } else if (sending instanceof Sending.LaidOut laidOut) {
      told(laidOut.contentType(), laidOut.content(), "laid out otherwise");
      nextContents = laidOut.contents();
      transport.add(sealed(laidOut.contentType(), laidOut.content(), 0));
    } else if (sending instanceof Sending.Edited edited) {
      told(edited.contentType(), edited.content(), "changed after it was protected");
      transport.add(edited(sealed(edited.contentType(), edited.content(), 0), edited.edit()));
    } else if (sending instanceof Sending.Twice twice) {
      told(twice.contentType(), twice.content(), "twice the same record");
      byte[] record = sealed(twice.contentType(), twice.content(), 0);
      transport.add(record);
      transport.add(record);
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
      transport.add(record(plain.contentType(), plain.version(), plain.fragment()));
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

  private static byte[] edited(byte[] record, UnaryOperator<byte[]> edit) {
    byte[] fragment = edit.apply(Arrays.copyOfRange(record, RECORD_HEADER, record.length));
    return WireWriter.write(
        w -> w.bytes(Arrays.copyOf(record, RECORD_HEADER - 2)).vector16(v -> v.bytes(fragment)));
  }

  private void told(int contentType, byte[] content, String how) {
    recorder.add(
        Direction.SENT,
        new ContentType(contentType).toString(),
        () -> List.of(content.length + " bytes, " + how),
        sealer.isPresent(),
        content);
  }

  private void addWaiting() {
    if (waiting.size() > 0) {
      byte[] messages = waiting.toByteArray();
      waiting.reset();
      addRecords(ContentType.HANDSHAKE.code(), messages);
    }
  }

  private void addRecord(int contentType, byte[] content, int padding) {
    if (sealer.isPresent()) {
      transport.add(sealed(contentType, content, padding));
    } else {
      addPlain(contentType, content);
    }
  }

  private byte[] sealed(int contentType, byte[] content, int padding) {
    if (sealer.isPresent() && sealer.get() instanceof Tls13Records records) {
      return records.seal(contentType, content, padding + script.padding());
    }
    BlockContents contents = nextContents;
    nextContents = BlockContents.RIGHT;
    return sealer
        .map(one -> one.seal(contentType, content, contents))
        .orElseGet(() -> plain(contentType, content));
  }

  /** TLS 1.3's, for middleboxes: sent once, before what follows (RFC 9846, Appendix E.4). */
  void sendCompatibilityChangeCipherSpec() {
    if (!sentChangeCipherSpec) {
      sendChangeCipherSpec();
    }
  }

  void sendData(byte[] bytes) {
    addWaiting();
    recorder.add(
        Direction.SENT,
        "ApplicationData",
        () -> List.of(bytes.length + " bytes"),
        sealer.isPresent(),
        bytes);
    addRecords(ContentType.APPLICATION_DATA.code(), bytes);
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
        sealer.isPresent(),
        body);
    addRecords(ContentType.ALERT.code(), body);
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

  /** Answers what our endpoint cannot take, and ends the connection. */
  Aborted fail(AlertDescription description, String reason) {
    recorder.local("Broken", reason);
    Optional<AlertDescription> told = faults.told(description);
    told.ifPresent(alert -> sendAlert(alert, true));
    return end(new Ending.Broken(reason, told.orElse(description)));
  }

  /** Objects to what the peer did, unless our endpoint was told to overlook such a fault. */
  void object(AlertDescription description, String reason) throws Aborted {
    if (!faults.overlooks(description)) {
      throw fail(description, reason);
    }
    recorder.local("Overlooked", reason);
  }

  Aborted end(Ending how) {
    if (ending instanceof Ending.Open) {
      ending = how;
      recorder.ended(how);
    }
    return new Aborted(how);
  }

  Incoming next() throws Aborted {
    return next(transport.deadline());
  }

  /** The connection's own deadline, or an earlier one. */
  Deadline atMost(Duration patience) {
    return transport.deadline().atMost(patience);
  }

  Deadline deadline() {
    return transport.deadline();
  }

  /** Gives a message back, to be the next one again. */
  void pushBack(Incoming incoming) {
    pushedBack = Optional.of(incoming);
  }

  Incoming next(Deadline until) throws Aborted {
    if (pushedBack.isPresent()) {
      Incoming again = pushedBack.get();
      pushedBack = Optional.empty();
      return again;
    }
    if (!(ending instanceof Ending.Open)) {
      throw new Aborted(ending);
    }
    if (messageSpansKeys) {
      object(
          AlertDescription.UNEXPECTED_MESSAGE, "Handshake messages go on across a change of keys");
    }
    while (true) {
      Optional<Incoming.Handshake> complete = reassembled();
      if (complete.isPresent()) {
        return complete.get();
      }
      if (messages.isPending() && faults.refusesFragments()) {
        throw fail(AlertDescription.DECODE_ERROR, "A message goes on in another record");
      }
      Transport.WireRecord record = readRecord(until);
      if (opener.isEmpty()
          && record.contentType() == ContentType.HANDSHAKE.code()
          && record.version() < ProtocolVersion.SSL30.code()) {
        object(
            AlertDescription.PROTOCOL_VERSION,
            "A record says " + new ProtocolVersion(record.version()));
      }
      if (opener.isEmpty() && faults.insistsOnRecordVersion(record.version(), recordVersion)) {
        throw fail(
            AlertDescription.PROTOCOL_VERSION,
            "A record says " + new ProtocolVersion(record.version()));
      }
      if (opener.isEmpty() && passesOver(record)) {
        continue;
      }
      boolean plain = opener.isEmpty() || isPlainInTls13(record);
      if (faults.refusesVersion(record.version(), version)) {
        throw fail(AlertDescription.PROTOCOL_VERSION, "A record has another version");
      }
      limit(record.fragment().length, plain ? 0 : expansion(), "A record");
      Optional<RecordOpener.Opened> opened =
          plain
              ? Optional.of(new RecordOpener.Opened(record.contentType(), record.fragment()))
              : open(record);
      opened.ifPresent(one -> measure(one, plain));
      Optional<Incoming> incoming =
          opened.isPresent() ? take(opened.get(), !plain) : Optional.empty();
      if (incoming.isPresent()) {
        return incoming.get();
      }
    }
  }

  private void measure(RecordOpener.Opened opened, boolean plain) {
    int length = opened.plaintext().length;
    if (plain) {
      largestInTheClear = Math.max(largestInTheClear, length);
    } else {
      // In TLS 1.3 the content type counts (RFC 8449, Section 4).
      protectedInAll += length;
      largestProtected =
          Math.max(largestProtected, length + (version.equals(ProtocolVersion.TLS13) ? 1 : 0));
    }
  }

  /** The next record, opened where it can be, whether the connection has ended or not. */
  HelloCaller.Received nextRecord(Deadline until) {
    try {
      Transport.WireRecord record = transport.read(until);
      byte[] content = record.fragment();
      int type = record.contentType();
      boolean encrypted = false;
      try {
        if (opener.isPresent()) {
          RecordOpener.Opened opened =
              opener.get().open(record.contentType(), record.version(), content);
          content = opened.plaintext();
          type = opened.contentType();
          encrypted = true;
        }
      } catch (CryptoException e) {
        recorder.local("Sealed", "A record does not open: " + e.getMessage());
      }
      int length = content.length;
      recorder.add(
          Direction.RECEIVED,
          new ContentType(type).toString(),
          () -> List.of(length + " bytes"),
          encrypted,
          content);
      return new HelloCaller.Received(
          Optional.of(new HelloCaller.Fragment(type, content)), new Ending.Open());
    } catch (Aborted e) {
      return new HelloCaller.Received(Optional.empty(), e.ending());
    }
  }

  private Transport.WireRecord readRecord(Deadline until) throws Aborted {
    try {
      return transport.read(until);
    } catch (Aborted e) {
      if (e.ending() instanceof Ending.Broken broken) {
        throw fail(broken.answered(), broken.reason());
      }
      if (e.ending() instanceof Ending.Silence && until.nanos() != transport.deadline().nanos()) {
        // The caller's own, shorter patience ran out: the connection itself goes on.
        throw e;
      }
      boolean goodbye =
          e.ending() instanceof Ending.Fin && faults.commit(Deviation.TakeBrokenStreams.class);
      throw end(goodbye ? new Ending.CloseNotify() : e.ending());
    }
  }

  /** How many bytes protection may add; the transport holds to TLS 1.2's by itself. */
  private int expansion() {
    return version.equals(ProtocolVersion.TLS13) ? MOST_EXPANSION_13 : MOST_PLAINTEXT;
  }

  private void limit(int length, int more, String what) throws Aborted {
    if (length > MOST_PLAINTEXT + more) {
      object(AlertDescription.RECORD_OVERFLOW, what + " has " + length + " bytes");
    }
  }

  /** ChangeCipherSpec is never protected in TLS 1.3, and some stacks' early alerts are not. */
  private boolean isPlainInTls13(Transport.WireRecord record) {
    return version.equals(ProtocolVersion.TLS13)
        && (record.contentType() == ContentType.CHANGE_CIPHER_SPEC.code()
            || (record.contentType() == ContentType.ALERT.code() && record.fragment().length == 2));
  }

  private Optional<RecordOpener.Opened> open(Transport.WireRecord record) throws Aborted {
    if (version.equals(ProtocolVersion.TLS13)
        && record.contentType() != ContentType.APPLICATION_DATA.code()) {
      recorder.add(
          Direction.RECEIVED,
          new ContentType(record.contentType()).toString(),
          () -> List.of(record.fragment().length + " bytes, not protected"),
          false,
          record.fragment());
      object(
          AlertDescription.UNEXPECTED_MESSAGE,
          "A record of type " + new ContentType(record.contentType()) + " is not protected");
      return Optional.of(new RecordOpener.Opened(record.contentType(), record.fragment()));
    }
    try {
      RecordOpener.Opened opened =
          opener.orElseThrow().open(record.contentType(), record.version(), record.fragment());
      mostPassedOver = 0;
      limit(opened.plaintext().length + opened.padding(), 0, "What a record holds");
      return Optional.of(opened);
    } catch (CryptoException e) {
      if (passesOver(record)) {
        return Optional.empty();
      }
      object(AlertDescription.BAD_RECORD_MAC, e.getMessage());
      return mended(record);
    }
  }

  /** What a careless endpoint makes of a record that does not open: it looks past one wrong bit. */
  private Optional<RecordOpener.Opened> mended(Transport.WireRecord record) {
    byte[] fragment = record.fragment().clone();
    if (fragment.length > 0) {
      fragment[fragment.length - 1] ^= 1;
    }
    try {
      return Optional.of(
          opener.orElseThrow().open(record.contentType(), record.version(), fragment));
    } catch (CryptoException e) {
      return passedOver ? afterLost(record) : Optional.empty();
    } finally {
      passedOver = true;
    }
  }

  /** The record before may have counted with the peer, and did not with us. */
  private Optional<RecordOpener.Opened> afterLost(Transport.WireRecord record) {
    opener.orElseThrow().skip();
    try {
      return Optional.of(
          opener.orElseThrow().open(record.contentType(), record.version(), record.fragment()));
    } catch (CryptoException e) {
      return Optional.empty();
    }
  }

  private Optional<Incoming> take(RecordOpener.Opened opened, boolean encrypted) throws Aborted {
    byte[] content = opened.plaintext();
    emptyRecords = content.length == 0 ? emptyRecords + 1 : 0;
    if (emptyRecords > MOST_EMPTY_RECORDS) {
      throw fail(AlertDescription.UNEXPECTED_MESSAGE, "Nothing but empty records comes");
    }
    boolean interleaved =
        messages.isPending()
            && version.equals(ProtocolVersion.TLS13)
            && opened.contentType() != ContentType.HANDSHAKE.code()
            && opened.contentType() != ContentType.ALERT.code();
    if (interleaved) {
      object(
          AlertDescription.UNEXPECTED_MESSAGE,
          new ContentType(opened.contentType()) + " came in the middle of a handshake message");
    }
    insistOnContent(opened);
    if (faults.refuses(opened, version)) {
      throw fail(AlertDescription.UNEXPECTED_MESSAGE, "A record is not as most are");
    }
    return switch (opened.contentType()) {
      case 20 -> {
        recorder.add(Direction.RECEIVED, "ChangeCipherSpec", List::of, encrypted, content);
        if (content.length != 1 || content[0] != 1) {
          object(AlertDescription.UNEXPECTED_MESSAGE, "A ChangeCipherSpec is malformed");
        }
        if (encrypted && version.equals(ProtocolVersion.TLS13)) {
          object(AlertDescription.UNEXPECTED_MESSAGE, "A ChangeCipherSpec is protected");
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
        object(
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
      object(
          AlertDescription.UNEXPECTED_MESSAGE,
          "A record of type " + new ContentType(opened.contentType()) + " is empty");
    }
  }

  /** What a warning says; any other alert ends the connection. */
  private Optional<AlertDescription> takeAlert(byte[] content, boolean encrypted) throws Aborted {
    if (content.length != 2) {
      boolean passedOver = content.length == 0 && version.equals(ProtocolVersion.TLS13);
      if (!passedOver) {
        object(AlertDescription.DECODE_ERROR, "An alert has " + content.length + " bytes");
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
      throw end(new Ending.CloseNotify());
    }
    boolean harmless =
        !fatal
            && (!version.equals(ProtocolVersion.TLS13)
                || faults.commit(Deviation.TakeWarnings.class)
                || description.equals(AlertDescription.USER_CANCELED));
    if (!harmless && !faults.passesOverAlerts()) {
      throw end(new Ending.Alert(description, fatal));
    }
    return Optional.of(description);
  }

  private Optional<Incoming.Handshake> reassembled() throws Aborted {
    if (messages.isTooLong()) {
      throw fail(AlertDescription.ILLEGAL_PARAMETER, "A handshake message is too long for anybody");
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
          opener.isPresent(),
          encoded);
      return Optional.of(new Incoming.Handshake(message, encoded));
    } catch (WireException e) {
      recorder.add(
          Direction.RECEIVED,
          type.toString(),
          () -> List.of("does not decode: " + e.getMessage()),
          opener.isPresent(),
          encoded);
      throw fail(AlertDescription.DECODE_ERROR, type + ": " + e.getMessage());
    }
  }

  private void addRecords(int contentType, byte[] content) {
    int at = 0;
    int most =
        contentType == ContentType.HANDSHAKE.code()
            ? Math.min(fragmentLimit, script.mostInRecord())
            : fragmentLimit;
    do {
      int length = Math.min(most, content.length - at);
      addRecord(contentType, Arrays.copyOfRange(content, at, at + length), 0);
      at += length;
    } while (at < content.length);
  }

  private void addPlain(int contentType, byte[] fragment) {
    transport.add(plain(contentType, fragment));
  }

  private byte[] plain(int contentType, byte[] fragment) {
    return record(contentType, recordVersion, fragment);
  }

  private static byte[] record(int contentType, int version, byte[] fragment) {
    return WireWriter.write(
        w -> w.uint8(contentType).uint16(version).vector16(v -> v.bytes(fragment)));
  }

  /**
   * Says goodbye and closes. What the peer has sent meanwhile is read first: a close over unread
   * bytes is a reset, and a reset takes our last alert with it.
   *
   * @param patience how long to wait for the peer's own end; zero for what is there already
   */
  void close(Duration patience) {
    if (closed) {
      return;
    }
    closed = true;
    if (ending instanceof Ending.Open) {
      sayGoodbye();
      transport.halfClose();
      drain(patience);
    } else if (ending instanceof Ending.CloseNotify) {
      sayGoodbye();
    } else if (ending instanceof Ending.Broken) {
      transport.halfClose();
    }
    transport.discard(patience);
    transport.close();
  }

  private void sayGoodbye() {
    if (faults.told(AlertDescription.CLOSE_NOTIFY).isPresent()) {
      sendAlert(AlertDescription.CLOSE_NOTIFY, false);
    }
  }

  /**
   * Closes without a goodbye.
   *
   * @param patience how long to wait for the peer's own end
   */
  void breakOff(Duration patience) {
    if (!closed) {
      closed = true;
      transport.halfClose();
      transport.discard(patience);
      transport.close();
    }
  }

  private void drain(Duration patience) {
    if (patience.isZero()) {
      return;
    }
    try {
      Deadline until = transport.deadline().atMost(patience);
      while (true) {
        next(until);
      }
    } catch (Aborted e) {
      // However it ended, it has ended.
      return;
    }
  }
}
