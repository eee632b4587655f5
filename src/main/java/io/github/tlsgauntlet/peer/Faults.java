package io.github.tlsgauntlet.peer;

import io.github.tlsgauntlet.crypto.RecordOpener;
import io.github.tlsgauntlet.protocol.AlertDescription;
import io.github.tlsgauntlet.protocol.ContentType;
import io.github.tlsgauntlet.protocol.ExtensionType;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import java.util.List;
import java.util.Optional;

/** What an endpoint of ours does wrong where the peer does wrong, by its {@link Deviation}s. */
final class Faults {
  private static final int BLOCK = 16;

  private final List<Deviation> deviations;
  private int dummies;

  Faults(List<Deviation> deviations) {
    this.deviations = deviations;
  }

  /** Whether it goes on where it would have to end with this alert. */
  boolean overlooks(AlertDescription alert) {
    return deviations.stream()
        .anyMatch(one -> one instanceof Deviation.Overlook over && over.alert().equals(alert));
  }

  /** Whether it takes no message that is spread over several records. */
  boolean refusesFragments() {
    return Deviations.has(deviations, Deviation.RefuseFragments.class);
  }

  /** Whether it answers a renegotiation that it does not want by nothing. */
  boolean passesOverRenegotiation() {
    return Deviations.has(deviations, Deviation.PassOverRenegotiation.class);
  }

  /** Whether it goes on after any alert but close_notify. */
  boolean passesOverAlerts() {
    return Deviations.has(deviations, Deviation.PassOverAlerts.class);
  }

  /** Whether it takes offence at a record that any endpoint has to take. */
  boolean refuses(RecordOpener.Opened opened, ProtocolVersion version) {
    boolean empty =
        opened.contentType() == ContentType.APPLICATION_DATA.code()
            && opened.plaintext().length == 0;
    if (opened.contentType() == ContentType.CHANGE_CIPHER_SPEC.code()
        && version.equals(ProtocolVersion.TLS13)) {
      dummies++;
    }
    return (empty && Deviations.has(deviations, Deviation.RefuseEmptyRecords.class))
        || (opened.padding() > 0 && Deviations.has(deviations, Deviation.RefusePadding.class))
        || (dummies > 1 && Deviations.has(deviations, Deviation.RefuseDummies.class));
  }

  /** Whether it takes offence at the version of a record, which means nothing in TLS 1.3. */
  boolean refusesVersion(int recordVersion, ProtocolVersion version) {
    return version.equals(ProtocolVersion.TLS13)
        && recordVersion != ProtocolVersion.TLS12.code()
        && Deviations.has(deviations, Deviation.InsistOnRecordVersion.class);
  }

  /** The alert of its own that a record gets which is no whole number of blocks. */
  Optional<AlertDescription> tellsBlocks(int length) {
    return Deviations.find(deviations, Deviation.TellBrokenBlocks.class)
        .filter(one -> length % BLOCK != 0)
        .map(Deviation.TellBrokenBlocks::alert);
  }

  /** Whether it keeps its keys whatever the peer says. */
  boolean keepsKeys() {
    return Deviations.has(deviations, Deviation.KeepKeys.class);
  }

  /** Whether it leaves requests for new keys unanswered. */
  boolean answersNoKeyUpdate() {
    return Deviations.has(deviations, Deviation.AnswerNoKeyUpdate.class);
  }

  /** Whether it objects to the version on a record that is in the clear. */
  boolean insistsOnRecordVersion(int said, int due) {
    return said != due && Deviations.has(deviations, Deviation.InsistOnHelloRecordVersion.class);
  }

  /** Whether it commits a fault that has no parameters. */
  boolean commit(Class<? extends Deviation> fault) {
    return Deviations.has(deviations, fault);
  }

  /** Whether it takes no such extension. */
  boolean refuses(ExtensionType type) {
    return deviations.stream()
        .anyMatch(one -> one instanceof Deviation.RefuseExtension no && no.type().equals(type));
  }

  /** The alert that it sends where this one is due; empty for none. */
  Optional<AlertDescription> told(AlertDescription due) {
    if (Deviations.has(deviations, Deviation.EndWithoutAlert.class)) {
      return Optional.empty();
    }
    return Optional.of(
        Deviations.find(deviations, Deviation.OtherAlert.class)
            .map(Deviation.OtherAlert::alert)
            .orElse(due));
  }
}
