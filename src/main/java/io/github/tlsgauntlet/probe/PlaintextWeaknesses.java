package io.github.tlsgauntlet.probe;

import io.github.tlsgauntlet.peer.Ending;
import io.github.tlsgauntlet.peer.FirstFlight;
import io.github.tlsgauntlet.peer.HelloCaller;
import io.github.tlsgauntlet.pki.Credential;
import io.github.tlsgauntlet.probe.Weakness.Exposure;
import io.github.tlsgauntlet.protocol.AlertDescription;
import io.github.tlsgauntlet.protocol.ContentType;
import io.github.tlsgauntlet.protocol.Extension;
import io.github.tlsgauntlet.protocol.ExtensionType;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import io.github.tlsgauntlet.wire.WireWriter;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Weaknesses that show before anything is encrypted, in TLS 1.2 and before. */
final class PlaintextWeaknesses {
  private static final ExtensionType HEARTBEAT = new ExtensionType(15);
  private static final byte[] ALLOWED_TO_SEND = {1};
  private static final int BORROWED = 64;
  private static final int HEARTBEAT_HEAD = 3;
  private static final int NO_SUCH_TYPE = 99;
  private static final int MOST_RECORDS = 8;

  /** What a server says that tries to decrypt what was never encrypted. */
  private static final Set<Integer> SWITCHED = Set.of(20, 21, 22, 51);

  private final Line line;
  private final Hello hello;

  /**
   * By a hello that the server takes.
   *
   * @param hello in TLS 1.2 or before
   */
  PlaintextWeaknesses(Line line, Hello hello) {
    this.line = line;
    this.hello = hello;
  }

  private Weakness conversation(
      Weakness template, Hello asked, Function<HelloCaller, Weakness> after, boolean heartbeat) {
    try (HelloCaller caller = line.caller()) {
      FirstFlight flight = caller.call(asked.message(line.random()), asked.recordVersion());
      if (!flight.complete()) {
        return told(
            template,
            Exposure.UNTOLD,
            "Before it could be tried, it " + Words.of(flight.ending()) + ".");
      }
      if (heartbeat && flight.hello().flatMap(answer -> answer.extension(HEARTBEAT)).isEmpty()) {
        return told(template, Exposure.SAFE, "It takes no heartbeats.");
      }
      return after.apply(caller);
    } catch (IOException e) {
      return told(template, Exposure.UNTOLD, "No connection came about.");
    }
  }

  private static Weakness told(Weakness template, Exposure exposure, String detail) {
    return new Weakness(template.id(), template.title(), template.reference(), exposure, detail);
  }

  private ProtocolVersion version() {
    return hello.version();
  }

  /**
   * A heartbeat that says it has 64 octets and has none (RFC 6520, Section 4, has it dropped). A
   * record of no known type follows: whatever answers that first has dropped the heartbeat.
   */
  Weakness heartbleed() {
    Weakness template =
        new Weakness("heartbleed", "Heartbleed", "CVE-2014-0160", Exposure.UNTOLD, "");
    return conversation(
        template,
        hello.more(List.of(new Extension(HEARTBEAT, ALLOWED_TO_SEND))),
        caller -> {
          caller.send(
              ContentType.HEARTBEAT.code(),
              version(),
              WireWriter.write(w -> w.uint8(1).uint16(BORROWED)));
          caller.send(NO_SUCH_TYPE, version(), new byte[] {0});
          return leaked(caller, template);
        },
        true);
  }

  private Weakness leaked(HelloCaller caller, Weakness template) {
    for (int i = 0; i < MOST_RECORDS; i++) {
      HelloCaller.Received received = caller.next(line.deadline());
      if (received.record().isEmpty()) {
        return Line.isRefusal(received.ending())
            ? told(
                template, Exposure.SAFE, "It didn't answer a heartbeat that lies about its length.")
            : told(template, Exposure.UNTOLD, "It " + Words.of(received.ending()) + ".");
      }
      HelloCaller.Fragment fragment = received.record().get();
      if (fragment.contentType() == ContentType.HEARTBEAT.code()) {
        return fragment.bytes().length >= HEARTBEAT_HEAD + BORROWED
            ? told(
                template,
                Exposure.VULNERABLE,
                "It answered an empty heartbeat with " + fragment.bytes().length + " octets.")
            : told(template, Exposure.SAFE, "Its answer to a heartbeat has no more than was sent.");
      }
      if (fragment.alert().isPresent()) {
        return told(
            template, Exposure.SAFE, "It didn't answer a heartbeat that lies about its length.");
      }
    }
    return told(template, Exposure.UNTOLD, "It sends records without end.");
  }

  /**
   * A ChangeCipherSpec before any key was agreed on. Who takes it reads the next record with keys
   * made of nothing, and fails to decrypt it.
   */
  Weakness earlyChangeCipherSpec() {
    Weakness template =
        new Weakness("ccs-injection", "CCS injection", "CVE-2014-0224", Exposure.UNTOLD, "");
    return conversation(
        template,
        hello,
        caller -> {
          caller.send(ContentType.CHANGE_CIPHER_SPEC.code(), version(), new byte[] {1});
          caller.send(ContentType.HANDSHAKE.code(), version(), new byte[BORROWED]);
          HelloCaller.Received received = caller.next(line.deadline());
          Optional<Ending.Alert> alert = received.record().flatMap(HelloCaller.Fragment::alert);
          if (alert.isEmpty()) {
            return told(
                template,
                Exposure.UNTOLD,
                received.record().isPresent()
                    ? "It answered with something other than an alert."
                    : "To an early ChangeCipherSpec it " + Words.of(received.ending()) + ".");
          }
          AlertDescription description = alert.get().description();
          return SWITCHED.contains(description.code())
              ? told(
                  template,
                  Exposure.VULNERABLE,
                  "It took an early ChangeCipherSpec: the next record got the alert "
                      + description
                      + ".")
              : told(
                  template,
                  Exposure.SAFE,
                  "It refused an early ChangeCipherSpec with the alert " + description + ".");
        },
        false);
  }

  /**
   * Bleichenbacher's oracle.
   *
   * @param credential for a server that asks for a certificate
   */
  Weakness robot(Optional<Credential> credential) {
    return new RobotProbe(line, hello, credential).run();
  }
}
