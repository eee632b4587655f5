package io.github.tlsgauntlet.peer;

import io.github.tlsgauntlet.crypto.BlockContents;
import io.github.tlsgauntlet.crypto.RecordSealer;
import io.github.tlsgauntlet.crypto.Tls13Records;
import io.github.tlsgauntlet.protocol.ContentType;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import io.github.tlsgauntlet.wire.WireWriter;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Records, protected where there is a key, in the order in which they go out. */
final class RecordWriter {
  private static final int MOST_PLAINTEXT = 1 << 14;
  private static final int RECORD_HEADER = 5;

  private final Transport transport;
  private final Script script;
  private Optional<RecordSealer> sealer = Optional.empty();
  private Optional<RecordSealer> formerSealer = Optional.empty();
  private BlockContents nextContents = BlockContents.RIGHT;
  private int recordVersion = ProtocolVersion.TLS10.code();
  private int fragmentLimit = MOST_PLAINTEXT;

  RecordWriter(Transport transport, Script script) {
    this.transport = transport;
    this.script = script;
  }

  void speaks(ProtocolVersion negotiated) {
    recordVersion = Math.min(negotiated.code(), ProtocolVersion.TLS12.code());
  }

  /** The version of records until one is negotiated: SSL 3.0 where nothing else is offered. */
  void beginsWith(ProtocolVersion first) {
    recordVersion = first.code();
  }

  int version() {
    return recordVersion;
  }

  void limitFragments(int bytes) {
    fragmentLimit = Math.max(1, Math.min(MOST_PLAINTEXT, bytes));
  }

  void sealWith(RecordSealer next) {
    formerSealer = sealer;
    sealer = Optional.of(next);
  }

  /** Under the keys before the last change again; once more, and it is back. */
  void sealWithFormer() {
    formerSealer.ifPresent(this::sealWith);
  }

  /** From here on in the clear again, until a key is set. */
  void sealNothing() {
    sealer = Optional.empty();
  }

  /** Lays out the next record that is sealed, and no other. */
  void nextRecordHolds(BlockContents contents) {
    nextContents = contents;
  }

  boolean seals() {
    return sealer.isPresent();
  }

  /** As many records as the content takes, protected where there is a key. */
  void add(int contentType, byte[] content) {
    int at = 0;
    int most =
        contentType == ContentType.HANDSHAKE.code()
            ? Math.min(fragmentLimit, script.mostInRecord())
            : fragmentLimit;
    do {
      int length = Math.min(most, content.length - at);
      addOne(contentType, Arrays.copyOfRange(content, at, at + length), 0);
      at += length;
    } while (at < content.length);
  }

  void addOne(int contentType, byte[] content, int padding) {
    if (sealer.isPresent()) {
      transport.add(sealed(contentType, content, padding));
    } else {
      addPlain(contentType, content);
    }
  }

  void addPlain(int contentType, byte[] fragment) {
    transport.add(plain(contentType, fragment));
  }

  /** In the clear, and said to be of any version. */
  void addPlain(int contentType, int version, byte[] fragment) {
    transport.add(record(contentType, version, fragment));
  }

  void addTwice(int contentType, byte[] content) {
    byte[] record = sealed(contentType, content, 0);
    transport.add(record);
    transport.add(record);
  }

  /** Protected, with a layout of its own where the cipher is one in CBC mode. */
  void addLaidOut(int contentType, byte[] content, BlockContents contents) {
    nextRecordHolds(contents);
    transport.add(sealed(contentType, content, 0));
  }

  /** What a record carries once it is protected, changed. */
  void addEdited(int contentType, byte[] content, UnaryOperator<byte[]> edit) {
    byte[] record = sealed(contentType, content, 0);
    byte[] fragment = edit.apply(Arrays.copyOfRange(record, RECORD_HEADER, record.length));
    transport.add(
        WireWriter.write(
            w ->
                w.bytes(Arrays.copyOf(record, RECORD_HEADER - 2))
                    .vector16(v -> v.bytes(fragment))));
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

  private byte[] plain(int contentType, byte[] fragment) {
    return record(contentType, recordVersion, fragment);
  }

  private static byte[] record(int contentType, int version, byte[] fragment) {
    return WireWriter.write(
        w -> w.uint8(contentType).uint16(version).vector16(v -> v.bytes(fragment)));
  }
}
