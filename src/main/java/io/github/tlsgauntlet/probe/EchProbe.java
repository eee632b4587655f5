package io.github.tlsgauntlet.probe;

import io.github.tlsgauntlet.peer.ClientSettings;
import io.github.tlsgauntlet.peer.EchOffer;
import io.github.tlsgauntlet.peer.EchOutcome;
import io.github.tlsgauntlet.peer.HandshakeOutcome;
import io.github.tlsgauntlet.protocol.EchConfig;
import io.github.tlsgauntlet.wire.WireException;
import java.util.Optional;

/**
 * Whether a server takes a real Encrypted Client Hello (RFC 9849), by a configuration of the user's
 * or by one that the server itself sends to who can't encrypt for it.
 */
final class EchProbe {
  private static final String ID = "ech-handshake";
  private static final String TITLE = "takes an Encrypted Client Hello (RFC 9849)";

  private final Line line;
  private final ClientSettings settings;

  EchProbe(Line line, ClientSettings settings) {
    this.line = line;
    this.settings = settings;
  }

  /**
   * Tries one.
   *
   * @param given an ECHConfigList of the user's
   * @param asked whether a GREASE extension was answered at all
   * @param retry the ECHConfigList that the server answered it with
   */
  Fact fact(Optional<byte[]> given, boolean asked, Optional<byte[]> retry) {
    if (given.isPresent()) {
      return tried("given", given.get(), true);
    }
    if (retry.isPresent()) {
      return tried("sent by itself", retry.get(), false);
    }
    // One that has a key must send its configurations (Section 7.1).
    return asked
        ? fact(Answer.NO, "To a GREASE extension it sends no configuration.")
        : fact(Answer.UNTOLD, "No configuration is known: give --ech-config.");
  }

  private Fact tried(String origin, byte[] configs, boolean again) {
    Optional<EchOffer> offer;
    try {
      offer = EchOffer.of(EchConfig.readList(configs));
    } catch (WireException e) {
      return fact(
          Answer.UNTOLD, "The configurations " + origin + " can't be read: " + e.getMessage());
    }
    if (offer.isEmpty()) {
      return fact(
          Answer.UNTOLD, "None of the configurations " + origin + " is of a kind that we know.");
    }
    ClientSettings.Builder builder = settings.toBuilder().ech(offer.get());
    Visit visit = Visit.make(line, builder.build(), client -> Optional.empty());
    Optional<EchOutcome> outcome = visit.outcome().flatMap(HandshakeOutcome::ech);
    String which =
        "config id " + offer.get().config().id() + " (" + offer.get().config().publicName() + ")";
    if (outcome.isEmpty()) {
      return fact(Answer.UNTOLD, "Asked with " + which + ": " + visit.inWords());
    }
    if (outcome.get().accepted()) {
      return visit.completed()
          ? fact(Answer.YES, "accepted with " + which + ".")
          : fact(Answer.UNTOLD, "accepted with " + which + ", but then: " + visit.inWords());
    }
    if (!visit.completed()) {
      return fact(Answer.UNTOLD, "rejected with " + which + ", and then: " + visit.inWords());
    }
    Optional<byte[]> retry = outcome.get().retryConfigs();
    if (again && retry.isPresent()) {
      Fact second = tried("sent by itself", retry.get(), false);
      return fact(second.answer(), "rejected with " + which + "; with its own: " + second.detail());
    }
    return fact(
        Answer.NO,
        "rejected with "
            + which
            + (retry.isPresent() ? ", its own." : ", and it sends no configuration."));
  }

  private static Fact fact(Answer answer, String detail) {
    return new Fact(ID, TITLE, answer, detail);
  }
}
