package io.github.tlsgauntlet.peer;

import io.github.tlsgauntlet.crypto.CryptoException;
import io.github.tlsgauntlet.crypto.RecordOpener;
import io.github.tlsgauntlet.peer.TranscriptEntry.Direction;
import io.github.tlsgauntlet.protocol.AlertDescription;
import io.github.tlsgauntlet.protocol.ContentType;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import java.util.List;
import java.util.Optional;

/** Records, opened where they are protected. */
final class RecordReader {
  private static final int MOST_PLAINTEXT = 1 << 14;
  private static final int MOST_EXPANSION_13 = 256;

  private final Transport transport;
  private final Recorder recorder;
  private final Faults faults;
  private final Objections objections;
  private ProtocolVersion version = ProtocolVersion.TLS12;
  private Optional<RecordOpener> opener = Optional.empty();
  private int mostPassedOver;
  private boolean passedOver;
  private int largestInTheClear;
  private int largestProtected;
  private long protectedInAll;

  RecordReader(Transport transport, Recorder recorder, Faults faults, Objections objections) {
    this.transport = transport;
    this.recorder = recorder;
    this.faults = faults;
    this.objections = objections;
  }

  /**
   * What a record held.
   *
   * @param encrypted whether it was protected
   */
  record Content(RecordOpener.Opened opened, boolean encrypted) {}

  void speaks(ProtocolVersion negotiated) {
    version = negotiated;
  }

  void openWith(RecordOpener next) {
    opener = Optional.of(next);
  }

  boolean opens() {
    return opener.isPresent();
  }

  /** How large the records were that came. */
  RecordSizes sizes() {
    return new RecordSizes(largestInTheClear, largestProtected, protectedInAll);
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

  /**
   * The next record.
   *
   * @param ours the version of our own records
   * @return empty where it is passed over
   */
  Optional<Content> next(Deadline until, int ours) throws Aborted {
    Transport.WireRecord record = readRecord(until);
    if (opener.isEmpty()) {
      insistOnVersion(record, ours);
      if (passesOver(record)) {
        return Optional.empty();
      }
    }
    boolean plain = opener.isEmpty() || isPlainInTls13(record);
    if (faults.refusesVersion(record.version(), version)) {
      throw objections.fail(AlertDescription.PROTOCOL_VERSION, "A record has another version");
    }
    limit(record.fragment().length, plain ? 0 : expansion(), "A record");
    Optional<RecordOpener.Opened> opened =
        plain
            ? Optional.of(new RecordOpener.Opened(record.contentType(), record.fragment()))
            : open(record);
    opened.ifPresent(one -> measure(one, plain));
    return opened.map(one -> new Content(one, !plain));
  }

  private void insistOnVersion(Transport.WireRecord record, int ours) throws Aborted {
    String reason = "A record says " + new ProtocolVersion(record.version());
    if (record.contentType() == ContentType.HANDSHAKE.code()
        && record.version() < ProtocolVersion.SSL30.code()) {
      objections.object(AlertDescription.PROTOCOL_VERSION, reason);
    }
    if (faults.insistsOnRecordVersion(record.version(), ours)) {
      throw objections.fail(AlertDescription.PROTOCOL_VERSION, reason);
    }
  }

  /** The next record, opened where it can be, whether the connection has ended or not. */
  HelloCaller.Received nextWhatever(Deadline until) {
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

  private boolean passesOver(Transport.WireRecord record) {
    boolean can =
        record.contentType() == ContentType.APPLICATION_DATA.code()
            && record.fragment().length <= mostPassedOver;
    if (can) {
      mostPassedOver -= record.fragment().length;
    }
    return can;
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

  private Transport.WireRecord readRecord(Deadline until) throws Aborted {
    try {
      return transport.read(until);
    } catch (Aborted e) {
      if (e.ending() instanceof Ending.Broken broken) {
        throw objections.fail(broken.answered(), broken.reason());
      }
      if (e.ending() instanceof Ending.Silence && until.nanos() != transport.deadline().nanos()) {
        // The caller's own, shorter patience ran out: the connection itself goes on.
        throw e;
      }
      boolean goodbye =
          e.ending() instanceof Ending.Fin && faults.commit(Deviation.TakeBrokenStreams.class);
      throw objections.end(goodbye ? new Ending.CloseNotify() : e.ending());
    }
  }

  /** How many bytes protection may add; the transport holds to TLS 1.2's by itself. */
  private int expansion() {
    return version.equals(ProtocolVersion.TLS13) ? MOST_EXPANSION_13 : MOST_PLAINTEXT;
  }

  private void limit(int length, int more, String what) throws Aborted {
    if (length > MOST_PLAINTEXT + more) {
      objections.object(AlertDescription.RECORD_OVERFLOW, what + " has " + length + " bytes");
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
      objections.object(
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
      if (e.kind() == CryptoException.Kind.BAD_COMPRESSION) {
        throw objections.fail(AlertDescription.DECOMPRESSION_FAILURE, e.getMessage());
      }
      if (passesOver(record)) {
        return Optional.empty();
      }
      Optional<AlertDescription> told = faults.tellsBlocks(record.fragment().length);
      if (told.isPresent()) {
        throw objections.fail(told.get(), e.getMessage());
      }
      objections.object(AlertDescription.BAD_RECORD_MAC, e.getMessage());
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
}
