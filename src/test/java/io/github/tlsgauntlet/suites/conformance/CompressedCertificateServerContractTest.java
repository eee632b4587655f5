package io.github.tlsgauntlet.suites.conformance;

import static io.github.tlsgauntlet.protocol.AlertDescription.BAD_CERTIFICATE;

import io.github.tlsgauntlet.crypto.Signatures;
import io.github.tlsgauntlet.peer.CertificateAsk;
import io.github.tlsgauntlet.peer.Deviation;
import io.github.tlsgauntlet.peer.Scripts;
import io.github.tlsgauntlet.peer.Sending;
import io.github.tlsgauntlet.peer.ServerSettings;
import io.github.tlsgauntlet.protocol.AlertDescription;
import io.github.tlsgauntlet.protocol.Extension;
import io.github.tlsgauntlet.protocol.ExtensionType;
import io.github.tlsgauntlet.protocol.HandshakeMessage.CertificateRequest13;
import io.github.tlsgauntlet.protocol.HandshakeType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A server that asks for compressed certificates, and is careless about what it gets. */
class CompressedCertificateServerContractTest extends ServerContract {
  private static final int ZLIB = 1;
  private static final Extension COMPRESSED =
      Extension.of(ExtensionType.COMPRESS_CERTIFICATE, w -> w.vector8(list -> list.uint16(ZLIB)));
  private static final CertificateAsk PLAIN = CertificateAsk.of(true, List.of(), Signatures.all());

  @Override
  Class<?> suite() {
    return CompressedCertificateServerTest.class;
  }

  @Override
  ServerSettings.Builder prepared(ServerSettings.Builder settings) {
    return settings.ask(Optional.of(PLAIN.with(List.of(COMPRESSED))));
  }

  @Override
  Map<String, Fault> faults() {
    Fault careless =
        settings ->
            settings.deviations(
                new Deviation.Overlook(BAD_CERTIFICATE),
                new Deviation.Overlook(AlertDescription.ILLEGAL_PARAMETER),
                new Deviation.Overlook(AlertDescription.DECRYPT_ERROR));
    return Map.of(
        "a-compressed-client-certificate-is-taken",
            CompressedCertificateServerContractTest::sayingMoreThanItCan,
        "lengths-in-a-compressed-client-certificate-are-checked",
            Overlooking.server(AlertDescription.DECODE_ERROR),
        "a-compressed-certificate-of-garbage-is-refused", careless,
        "a-compressed-certificate-of-another-length-is-refused", careless,
        "a-compression-that-was-not-asked-for-is-refused", careless);
  }

  /** Its request offers what it does not know. */
  private static ServerSettings.Builder sayingMoreThanItCan(ServerSettings.Builder settings) {
    return settings
        .ask(Optional.of(PLAIN))
        .script(
            Scripts.replace(
                HandshakeType.CERTIFICATE_REQUEST,
                message -> {
                  CertificateRequest13 request = (CertificateRequest13) message;
                  List<Extension> all = new ArrayList<>(request.extensions());
                  all.add(COMPRESSED);
                  return List.of(Sending.of(new CertificateRequest13(request.context(), all)));
                }));
  }
}
