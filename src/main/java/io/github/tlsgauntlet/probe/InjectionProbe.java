package io.github.tlsgauntlet.probe;

import io.github.tlsgauntlet.peer.ClientSettings;
import io.github.tlsgauntlet.peer.Ending;
import io.github.tlsgauntlet.peer.HandshakeOutcome;
import io.github.tlsgauntlet.peer.TlsClient;
import io.github.tlsgauntlet.probe.Weakness.Exposure;
import io.github.tlsgauntlet.target.upgrade.Injection;
import io.github.tlsgauntlet.target.upgrade.UpgradeException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Whether a server takes a command that came in plain text for one that came inside TLS
 * (CVE-2011-0411). Inside TLS it is told farewell alone: an answer to the command gives it away.
 */
final class InjectionProbe {
  private static final int MOST_READS = 8;

  private final Line line;
  private final Injection what;

  InjectionProbe(ProbeSettings.Injection injection, Line line) {
    this.line = line;
    this.what = injection.what();
  }

  Weakness run(ClientSettings settings) {
    try (TlsClient client = line.client(settings)) {
      HandshakeOutcome outcome = client.handshake();
      if (!outcome.completed()) {
        // It took the command for a part of TLS, or answered it in plain text: neither lets it in.
        return outcome.ending() instanceof Ending.Silence
            ? told(Exposure.UNTOLD, "With a command on the heels of the wish, it fell silent.")
            : told(Exposure.SAFE, "With a command on the heels of the wish, it refused TLS.");
      }
      client.write(what.farewell().getBytes(StandardCharsets.ISO_8859_1));
      StringBuilder said = new StringBuilder();
      for (int i = 0; i < MOST_READS; i++) {
        Optional<byte[]> more = client.read();
        if (more.isEmpty()) {
          break;
        }
        said.append(new String(more.get(), StandardCharsets.ISO_8859_1));
      }
      return judge(what, said.toString());
    } catch (UpgradeException e) {
      return told(
          Exposure.SAFE,
          "With a command on the heels of the wish, it doesn't go over to TLS: "
              + e.getMessage()
              + ".");
    } catch (IOException e) {
      return told(Exposure.UNTOLD, "It did not come to a connection: " + e.getMessage() + ".");
    }
  }

  static Weakness judge(Injection what, String said) {
    if (said.isEmpty()) {
      return told(Exposure.UNTOLD, "It answered nothing inside TLS.");
    }
    return what.answered(said)
        .map(
            answered ->
                answered
                    ? told(
                        Exposure.VULNERABLE,
                        "Inside TLS it answered a command that came in plain text.")
                    : told(Exposure.SAFE, "It forgot a command that came in plain text."))
        .orElseGet(
            () ->
                told(Exposure.UNTOLD, "What it answered inside TLS tells nothing of the command."));
  }

  private static Weakness told(Exposure exposure, String detail) {
    return new Weakness(
        "starttls-injection",
        "STARTTLS injection",
        "CVE-2011-0411; CVE-2021-23214",
        exposure,
        detail);
  }
}
