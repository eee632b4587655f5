package io.github.tlsgauntlet.suites.conformance;

import static io.github.tlsgauntlet.protocol.AlertDescription.ILLEGAL_PARAMETER;

import io.github.tlsgauntlet.peer.Deviation;
import io.github.tlsgauntlet.peer.Script;
import io.github.tlsgauntlet.peer.Sending;
import io.github.tlsgauntlet.peer.ServerSettings;
import io.github.tlsgauntlet.protocol.Extension;
import io.github.tlsgauntlet.protocol.ExtensionType;
import io.github.tlsgauntlet.protocol.HandshakeMessage;
import io.github.tlsgauntlet.protocol.HandshakeMessage.ClientHello;
import io.github.tlsgauntlet.protocol.HandshakeMessage.EncryptedExtensions;
import io.github.tlsgauntlet.protocol.HandshakeMessage.ServerHello;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A server that agrees on limits, and has its own view of them. */
class RecordLimitServerContractTest extends ServerContract {
  private static final Extension SMALL =
      Extension.of(ExtensionType.RECORD_SIZE_LIMIT, w -> w.uint16(1));

  @Override
  Class<?> suite() {
    return RecordLimitServerTest.class;
  }

  @Override
  ServerSettings.Builder prepared(ServerSettings.Builder settings) {
    return settings.recordLimits(true);
  }

  @Override
  Map<String, Fault> faults() {
    Fault exceeding = settings -> settings.deviations(new Deviation.ExceedRecordLimit());
    return Map.of(
        "a-clients-record-size-limit-below-64-is-refused",
        Overlooking.server(ILLEGAL_PARAMETER),
        "records-keep-to-the-record-size-limit",
        exceeding,
        "records-keep-to-a-record-size-limit-of-512",
        exceeding,
        "a-record-size-limit-beyond-the-protocol-is-taken",
        Misreading.refusal(RecordLimitServerContractTest::asksForMore),
        "the-servers-own-record-size-limit-is-sound",
        settings -> settings.script(answering(SMALL)),
        "max-fragment-length-gives-way-to-record-size-limit",
        settings ->
            settings.script(
                answering(new Extension(ExtensionType.MAX_FRAGMENT_LENGTH, new byte[] {1}))),
        "an-unknown-max-fragment-length-is-refused",
        Overlooking.server(ILLEGAL_PARAMETER),
        "max-fragment-length-is-answered-in-kind",
        settings ->
            settings.script(
                answering(new Extension(ExtensionType.MAX_FRAGMENT_LENGTH, new byte[] {4}))),
        "records-keep-to-max-fragment-length",
        exceeding);
  }

  private static boolean asksForMore(ClientHello hello) {
    return hello
        .extension(ExtensionType.RECORD_SIZE_LIMIT)
        .filter(limit -> limit.data()[0] == (byte) 0xff)
        .isPresent();
  }

  /** Where the client offers something of its kind; before TLS 1.3 in ServerHello. */
  private static Script answering(Extension extension) {
    return new Script() {
      @Override
      public List<Sending> message(HandshakeMessage message, int ordinal) {
        if (message instanceof EncryptedExtensions encrypted && limits(encrypted.extensions())) {
          return List.of(
              Sending.of(new EncryptedExtensions(with(encrypted.extensions(), extension))));
        }
        return List.of(
            Sending.of(
                message instanceof ServerHello hello && limits(hello.extensions())
                    ? Answers.extensions(list -> with(list, extension)).apply(hello)
                    : message));
      }
    };
  }

  private static boolean limits(List<Extension> list) {
    return Extension.find(list, ExtensionType.RECORD_SIZE_LIMIT).isPresent()
        || Extension.find(list, ExtensionType.MAX_FRAGMENT_LENGTH).isPresent();
  }

  private static List<Extension> with(List<Extension> list, Extension extension) {
    List<Extension> all = new ArrayList<>(list);
    all.removeIf(one -> one.type().equals(extension.type()));
    all.add(extension);
    return all;
  }
}
