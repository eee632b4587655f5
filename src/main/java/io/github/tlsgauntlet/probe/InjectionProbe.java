package io.github.tlsgauntlet.probe;

import io.github.tlsgauntlet.peer.ClientSettings;
import io.github.tlsgauntlet.peer.TlsClient;
import io.github.tlsgauntlet.probe.Weakness.Exposure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Whether a server takes a command that came in plain text for one that came inside TLS
 * (CVE-2011-0411). Inside TLS it is told farewell alone: more than one answer gives it away.
 */
final class InjectionProbe {
  private static final int MOST_READS = 8;

  private final Line line;
  private final String farewell;

  InjectionProbe(ProbeSettings.Injection injection, Line line) {
    this.line = line;
    this.farewell = injection.farewell();
  }

  Weakness run(ClientSettings settings) {
    try (TlsClient client = line.client(settings)) {
      if (!client.handshake().completed()) {
        // It took the command for a part of TLS, or threw both away: neither is what we look for.
        return told(Exposure.SAFE, "With a command on the heels of the wish, it refused TLS.");
      }
      client.write(farewell.getBytes(StandardCharsets.US_ASCII));
      StringBuilder said = new StringBuilder();
      for (int i = 0; i < MOST_READS; i++) {
        Optional<byte[]> more = client.read();
        if (more.isEmpty()) {
          break;
        }
        said.append(new String(more.get(), StandardCharsets.ISO_8859_1));
      }
      return judge(said.toString());
    } catch (IOException e) {
      return told(Exposure.UNTOLD, "It did not come to a connection: " + e.getMessage() + ".");
    }
  }

  /** A farewell's answer may have several lines, and each is one of it. */
  static Weakness judge(String said) {
    if (said.isEmpty()) {
      return told(Exposure.UNTOLD, "It answered nothing inside TLS.");
    }
    boolean injected =
        said.lines()
                .anyMatch(
                    line ->
                        line.matches("(250|200|111)[ -].*")
                            || line.startsWith("a3 ")
                            || line.equals("UIDL")
                            || line.equals("TOP"))
            || said.startsWith("OK")
                && said.lines().filter(line -> line.startsWith("OK")).count() > 1;
    return injected
        ? told(Exposure.VULNERABLE, "Inside TLS it answered a command that came in plain text.")
        : told(Exposure.SAFE, "It forgot a command that came in plain text.");
  }

  private static Weakness told(Exposure exposure, String detail) {
    return new Weakness(
        "starttls-injection", "STARTTLS injection", "CVE-2011-0411", exposure, detail);
  }
}
