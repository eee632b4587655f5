package io.github.tlsgauntlet.cli;

import io.github.tlsgauntlet.crypto.KeyExchangeGroup;
import io.github.tlsgauntlet.pki.Mint;
import io.github.tlsgauntlet.protocol.CipherSuite;
import io.github.tlsgauntlet.protocol.NamedGroup;
import io.github.tlsgauntlet.protocol.SuiteTraits;
import java.security.SecureRandom;

/**
 * Loads what a command needs while the command line is still being read. First of all Bouncy
 * Castle's library: it is signed, and the first of its classes waits until its whole list of
 * digests has been read.
 */
final class HeadStart {
  private HeadStart() {}

  /** Begins, if the command is one that has much to load. */
  static void begin(String command) {
    switch (command) {
      case "scan" -> beginScan();
      case "run", "fixtures" -> Mint.beginEarly();
      default -> {}
    }
  }

  private static void beginScan() {
    start(() -> KeyExchangeGroup.of(NamedGroup.X25519).ifPresent(HeadStart::use));
    start(() -> CipherSuite.registered().forEach(SuiteTraits::of));
  }

  private static void use(KeyExchangeGroup group) {
    group.initiate(new SecureRandom());
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "tls-gauntlet-head-start");
    thread.setDaemon(true);
    thread.start();
  }
}
