package io.github.tlsgauntlet.peer;

import io.github.tlsgauntlet.crypto.BlockContents;
import io.github.tlsgauntlet.crypto.RecordOpener;
import io.github.tlsgauntlet.crypto.RecordSealer;
import io.github.tlsgauntlet.protocol.AlertDescription;
import io.github.tlsgauntlet.protocol.HandshakeMessage;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Messages over records: fragments and reassembles them, protects and opens records, writes the
 * transcript down. It holds no opinion on the order of messages. For one thread.
 */
final class Connection implements Objections {
  private final Transport transport;
  private final Recorder recorder = new Recorder();
  private final Script script;
  private final Faults faults;
  private final RecordWriter recordWriter;
  private final MessageWriter writer;
  private final RecordReader recordReader;
  private final MessageReader reader;
  private ProtocolVersion version = ProtocolVersion.TLS12;
  private boolean closed;
  private Ending ending = new Ending.Open();
  private Optional<Incoming> pushedBack = Optional.empty();

  Connection(Transport transport, Script script, List<Deviation> deviations) {
    this.transport = transport;
    this.script = script;
    this.faults = new Faults(deviations);
    this.recordWriter = new RecordWriter(transport, script);
    this.writer = new MessageWriter(transport, recordWriter, recorder, script);
    this.recordReader = new RecordReader(transport, recorder, faults, this);
    this.reader = new MessageReader(recordReader, recorder, faults, this);
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
    writer.speaks(negotiated);
    reader.speaks(negotiated);
  }

  /** Whether data may come as one byte, and then the rest. */
  boolean splitsData() {
    return version.code() < ProtocolVersion.TLS11.code();
  }

  /** The version of records until one is negotiated: SSL 3.0 where nothing else is offered. */
  void beginsWith(ProtocolVersion first) {
    recordWriter.beginsWith(first);
  }

  void sealWith(RecordSealer next) {
    writer.sealWith(next);
  }

  /** Under the keys before the last change again; once more, and it is back. */
  void sealWithFormer() {
    writer.sealWithFormer();
  }

  /**
   * Where each of our KeyUpdates leads.
   *
   * @param next draws the next key
   */
  void updatesWith(Supplier<RecordSealer> next) {
    writer.updatesWith(next);
  }

  /** Lays out the next record that is sealed, and no other. */
  void nextRecordHolds(BlockContents contents) {
    recordWriter.nextRecordHolds(contents);
  }

  /** No message goes on across a change of keys (RFC 9846, Section 5.1): the next read says so. */
  void openWith(RecordOpener next) {
    reader.openWith(next);
  }

  /** A message in the framing of SSL 2.0, before anything else was read; empty where none comes. */
  Optional<byte[]> ssl2Message() throws Aborted {
    return transport.readSsl2();
  }

  /** How large the records were that came. */
  RecordSizes recordSizes() {
    return recordReader.sizes();
  }

  /** From here on in the clear again, until a key is set. */
  void sealNothing() {
    writer.sealNothing();
  }

  /**
   * Passes over early data that is not taken: records that do not open, or that are protected where
   * none should be yet (RFC 9846, Section 4.3.10). Ends with the first record that does.
   *
   * @param bytes how many of them
   */
  void passOverEarlyData(int bytes) {
    recordReader.passOverEarlyData(bytes);
  }

  /** Whether warnings are told, by {@link Incoming.Warning}, or passed over. */
  void heedWarnings(boolean heeded) {
    reader.heedWarnings(heeded);
  }

  void limitFragments(int bytes) {
    recordWriter.limitFragments(bytes);
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
    return writer.send(message);
  }

  void sendChangeCipherSpec() {
    writer.sendChangeCipherSpec();
  }

  /** Sends one thing now, whatever is due; not flushed. */
  void say(Sending sending) {
    writer.say(sending);
  }

  /** TLS 1.3's, for middleboxes: sent once, before what follows (RFC 9846, Appendix E.4). */
  void sendCompatibilityChangeCipherSpec() {
    writer.sendCompatibilityChangeCipherSpec();
  }

  void sendData(byte[] bytes) {
    writer.sendData(bytes);
  }

  void sendRecord(int contentType, byte[] fragment) {
    writer.sendRecord(contentType, fragment);
  }

  void sendAlert(AlertDescription description, boolean fatal) {
    writer.sendAlert(description, fatal);
  }

  void flush() {
    writer.flush();
  }

  @Override
  public Aborted fail(AlertDescription description, String reason) {
    recorder.local("Broken", reason);
    Optional<AlertDescription> told = faults.told(description);
    told.ifPresent(alert -> sendAlert(alert, true));
    return end(new Ending.Broken(reason, told.orElse(description)));
  }

  @Override
  public void object(AlertDescription description, String reason) throws Aborted {
    if (!faults.overlooks(description)) {
      throw fail(description, reason);
    }
    recorder.local("Overlooked", reason);
  }

  @Override
  public Aborted end(Ending how) {
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
    return reader.next(until, recordWriter.version());
  }

  /** The next record, opened where it can be, whether the connection has ended or not. */
  HelloCaller.Received nextRecord(Deadline until) {
    return recordReader.nextWhatever(until);
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
