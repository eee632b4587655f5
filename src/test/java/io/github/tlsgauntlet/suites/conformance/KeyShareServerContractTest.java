package io.github.tlsgauntlet.suites.conformance;

import static io.github.tlsgauntlet.protocol.AlertDescription.DECODE_ERROR;
import static io.github.tlsgauntlet.protocol.AlertDescription.ILLEGAL_PARAMETER;

import io.github.tlsgauntlet.peer.ServerSettings;
import io.github.tlsgauntlet.protocol.NamedGroup;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that takes any share, and one that draws the same each time. */
class KeyShareServerContractTest extends ServerContract {
  private static final String REUSED = "ephemeral-keys-are-used-once";
  private static final int POOL = 15;

  @Override
  Class<?> suite() {
    return KeyShareServerTest.class;
  }

  @Override
  ServerSettings.Builder prepared(ServerSettings.Builder settings) {
    return settings.groups(
        List.of(
            NamedGroup.X25519,
            NamedGroup.SECP256R1,
            NamedGroup.X25519MLKEM768,
            NamedGroup.SECP256R1MLKEM768,
            NamedGroup.SECP384R1,
            NamedGroup.X448,
            NamedGroup.FFDHE2048));
  }

  /** A pool of keys, so large that a few connections show nothing. */
  @Override
  List<Map.Entry<String, Fault>> furtherFaults() {
    AtomicInteger connections = new AtomicInteger();
    return List.of(
        Map.entry(
            REUSED, settings -> settings.random(seeded(connections.incrementAndGet() % POOL))));
  }

  private static SecureRandom seeded(int seed) {
    try {
      SecureRandom random = SecureRandom.getInstance("SHA1PRNG");
      random.setSeed(seed);
      return random;
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  Map<String, Fault> faults() {
    Fault careless = Overlooking.server(ILLEGAL_PARAMETER, DECODE_ERROR);
    return Map.ofEntries(
        Map.entry("a-share-off-its-curve-is-refused", careless),
        Map.entry("a-share-of-small-order-is-refused", careless),
        Map.entry("a-share-of-a-client-has-the-length-of-its-group", careless),
        Map.entry("a-compressed-point-is-refused", careless),
        Map.entry("a-field-share-out-of-range-is-refused", careless),
        Map.entry("an-ml-kem-key-out-of-range-is-refused", careless),
        Map.entry(REUSED, settings -> settings.random(new SameRandom())));
  }
}
