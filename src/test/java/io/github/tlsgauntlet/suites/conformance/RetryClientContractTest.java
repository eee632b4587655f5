package io.github.tlsgauntlet.suites.conformance;

import static io.github.tlsgauntlet.protocol.AlertDescription.DECODE_ERROR;
import static io.github.tlsgauntlet.protocol.AlertDescription.ILLEGAL_PARAMETER;
import static io.github.tlsgauntlet.protocol.AlertDescription.MISSING_EXTENSION;
import static io.github.tlsgauntlet.protocol.AlertDescription.PROTOCOL_VERSION;
import static io.github.tlsgauntlet.protocol.AlertDescription.UNEXPECTED_MESSAGE;
import static io.github.tlsgauntlet.protocol.AlertDescription.UNSUPPORTED_EXTENSION;

import io.github.tlsgauntlet.peer.Deviation;
import io.github.tlsgauntlet.peer.Scripts;
import io.github.tlsgauntlet.protocol.Extension;
import io.github.tlsgauntlet.protocol.ExtensionType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A client that answers any HelloRetryRequest, and one that answers it wrongly. */
class RetryClientContractTest extends ClientContract {
  @Override
  Class<?> suite() {
    return RetryClientTest.class;
  }

  @Override
  Set<String> tellsAlone() {
    return Set.of("a-version-other-than-the-retrys-is-refused");
  }

  @Override
  Map<String, Fault> faults() {
    Fault illegal = Overlooking.client(ILLEGAL_PARAMETER);
    return Map.ofEntries(
        Map.entry("a-second-retry-is-refused", Overlooking.client(UNEXPECTED_MESSAGE)),
        Map.entry("a-retry-that-changes-nothing-is-refused", illegal),
        Map.entry("a-retry-for-a-wrong-group-is-refused", illegal),
        Map.entry("a-suite-other-than-the-retrys-is-refused", illegal),
        Map.entry(
            "a-version-other-than-the-retrys-is-refused",
            Overlooking.client(ILLEGAL_PARAMETER, PROTOCOL_VERSION)),
        Map.entry("a-share-other-than-the-retrys-is-refused", illegal),
        Map.entry("a-retry-is-checked-as-a-server-hello-is", illegal),
        Map.entry(
            "an-unknown-extension-of-a-retry-is-refused",
            Overlooking.client(UNSUPPORTED_EXTENSION)),
        Map.entry(
            "a-retry-without-a-version-is-refused",
            Overlooking.client(MISSING_EXTENSION, ILLEGAL_PARAMETER)),
        Map.entry(
            "a-retry-with-a-cookie-alone-is-answered",
            settings -> settings.deviations(new Deviation.RefuseExtension(ExtensionType.COOKIE))),
        Map.entry("an-empty-cookie-is-refused", Overlooking.client(DECODE_ERROR)),
        Map.entry(
            "a-cookie-is-sent-back",
            settings -> settings.script(Scripts.secondHello(Hellos.without(ExtensionType.COOKIE)))),
        Map.entry(
            "the-share-that-is-asked-for-is-sent-alone",
            settings ->
                settings.script(
                    Scripts.secondHello(Hellos.extensions(RetryClientContractTest::withAnother)))),
        Map.entry(
            "nothing-else-changes-after-a-retry",
            settings -> settings.script(Scripts.secondHello(Hellos.sessionId(new byte[] {1})))));
  }

  private static List<Extension> withAnother(List<Extension> extensions) {
    List<Extension> all = new ArrayList<>();
    for (Extension one : extensions) {
      if (one.type().equals(ExtensionType.KEY_SHARE)) {
        all.add(
            Extension.of(
                ExtensionType.KEY_SHARE,
                w ->
                    w.vector16(
                        list ->
                            list.bytes(
                                    java.util.Arrays.copyOfRange(one.data(), 2, one.data().length))
                                .uint16(29)
                                .vector16(v -> v.bytes(new byte[32])))));
      } else {
        all.add(one);
      }
    }
    return all;
  }
}
