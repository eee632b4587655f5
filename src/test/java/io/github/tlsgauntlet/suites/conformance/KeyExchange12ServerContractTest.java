package io.github.tlsgauntlet.suites.conformance;

import static io.github.tlsgauntlet.protocol.AlertDescription.BAD_RECORD_MAC;
import static io.github.tlsgauntlet.protocol.AlertDescription.DECRYPT_ERROR;
import static io.github.tlsgauntlet.protocol.AlertDescription.HANDSHAKE_FAILURE;
import static io.github.tlsgauntlet.protocol.AlertDescription.ILLEGAL_PARAMETER;
import static io.github.tlsgauntlet.protocol.AlertDescription.INSUFFICIENT_SECURITY;

import io.github.tlsgauntlet.peer.ClientSettings;
import io.github.tlsgauntlet.peer.Deviation;
import io.github.tlsgauntlet.protocol.AlertDescription;
import io.github.tlsgauntlet.protocol.CipherSuite;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A server that takes any share, that tells too much, and that prefers what is worst. */
class KeyExchange12ServerContractTest extends ServerContract {
  private static final String ORACLE = "a-bad-premaster-secret-does-not-show";

  @Override
  Class<?> suite() {
    return KeyExchange12ServerTest.class;
  }

  @Override
  Optional<String> presents() {
    return Optional.of("ok-rsa");
  }

  @Override
  boolean isScanned(String id) {
    return id.equals(ORACLE);
  }

  @Override
  Map<String, Fault> faults() {
    Fault careless = Overlooking.server(ILLEGAL_PARAMETER);
    return Map.ofEntries(
        Map.entry("a-point-off-its-curve-is-refused", careless),
        Map.entry("a-share-of-small-order-is-refused-in-tls-1-2", careless),
        Map.entry(
            "a-field-share-out-of-range-is-refused-in-tls-1-2",
            Overlooking.server(HANDSHAKE_FAILURE)),
        Map.entry(
            "an-unknown-field-is-no-leave-to-choose-one",
            Overlooking.server(INSUFFICIENT_SECURITY)),
        Map.entry("point-formats-without-uncompressed-are-refused", careless),
        Map.entry(ORACLE, telling(DECRYPT_ERROR)),
        Map.entry("forward-secrecy-comes-first", settings -> settings.cipherSuites(worstFirst())));
  }

  /** What answers every Finished that does not decrypt shows by its time alone. */
  @Override
  List<Map.Entry<String, Fault>> furtherFaults() {
    return List.of(Map.entry(ORACLE, telling(BAD_RECORD_MAC)));
  }

  private static Fault telling(AlertDescription alert) {
    return settings -> settings.deviations(new Deviation.TellBadPremaster(alert));
  }

  private static List<CipherSuite> worstFirst() {
    List<CipherSuite> suites = new ArrayList<>(ClientSettings.builder().build().cipherSuites());
    Collections.reverse(suites);
    return suites;
  }
}
