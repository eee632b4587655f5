package io.github.tlsgauntlet.benchmark;

import io.github.tlsgauntlet.probe.Checks;
import io.github.tlsgauntlet.probe.Dialer;
import io.github.tlsgauntlet.probe.Part;
import io.github.tlsgauntlet.probe.ProbeSettings;
import io.github.tlsgauntlet.probe.ServerFacts;
import io.github.tlsgauntlet.probe.ServerProbe;
import java.io.IOException;
import java.net.Socket;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Prints what a scan of one server costs in a JVM that is warm: its versions and suites, beside
 * nmap's whole process for the same; and how many connections the whole takes, without and with
 * those of the oracles, which try many times.
 */
public final class WarmScan {
  private static final int WARMING = 30;
  private static final int MEASURED = 21;
  private static final int NMAPS = 5;
  private static final Set<String> ORACLES =
      Set.of("RecordTrial", "RecordRounds", "RecordOracle", "RecordOracles", "RobotProbe");

  private WarmScan() {}

  /**
   * Measures.
   *
   * @param arguments an address and a port
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    String address = arguments[0];
    int port = Integer.parseInt(arguments[1]);
    Dialer dialer = deadline -> new Socket(address, port);
    for (int i = 0; i < WARMING; i++) {
      scan(dialer, EnumSet.noneOf(Part.class));
    }
    double[] ours = new double[MEASURED];
    int suites = 0;
    for (int i = 0; i < MEASURED; i++) {
      long began = System.nanoTime();
      ServerFacts facts = scan(dialer, EnumSet.noneOf(Part.class));
      ours[i] = seconds(began);
      suites = facts.versions().stream().mapToInt(one -> one.suites().size()).sum();
    }
    System.out.printf(
        "versions and suites, warm           %6.3f s, %d suites (medians)%n", median(ours), suites);
    System.out.printf("nmap ssl-enum-ciphers               %s%n", nmaps(address, port));

    AtomicInteger oracles = new AtomicInteger();
    ServerFacts whole =
        scan(
            deadline -> {
              if (isOracle()) {
                oracles.incrementAndGet();
              }
              return dialer.dial(deadline);
            },
            EnumSet.allOf(Part.class));
    System.out.printf(
        "connections of a whole scan         %d, and %d of oracles that try many times%n",
        whole.connections() - oracles.get(), oracles.get());
  }

  private static ServerFacts scan(Dialer dialer, Set<Part> parts) throws InterruptedException {
    return ServerProbe.probe(
        new ProbeSettings(
            "local",
            "local",
            Optional.of("server.gauntlet.test"),
            List::of,
            "none",
            Optional.empty(),
            Duration.ofSeconds(10),
            8,
            true,
            Optional.empty(),
            parts,
            Checks.none()),
        dialer,
        Clock.systemUTC());
  }

  /** Whoever opens a connection stands on the stack. */
  private static boolean isOracle() {
    return StackWalker.getInstance()
        .walk(
            frames ->
                frames
                    .map(frame -> frame.getClassName().replaceAll("^.*\\.|\\$.*", ""))
                    .anyMatch(ORACLES::contains));
  }

  private static String nmaps(String address, int port) throws InterruptedException {
    double[] theirs = new double[NMAPS];
    for (int i = 0; i < NMAPS; i++) {
      long began = System.nanoTime();
      try {
        nmap(address, port);
      } catch (IOException e) {
        return "not measured: " + e.getMessage();
      }
      theirs[i] = seconds(began);
    }
    return String.format(Locale.ROOT, "%6.3f s", median(theirs));
  }

  private static void nmap(String address, int port) throws IOException, InterruptedException {
    Process nmap =
        new ProcessBuilder(
                "nmap",
                "-Pn",
                "-p",
                Integer.toString(port),
                "--script",
                "ssl-enum-ciphers",
                address)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (!nmap.waitFor(2, TimeUnit.MINUTES) || nmap.exitValue() != 0) {
      nmap.destroyForcibly();
      throw new IOException("nmap cannot be run");
    }
  }

  private static double seconds(long began) {
    return (System.nanoTime() - began) / 1e9;
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    java.util.Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
