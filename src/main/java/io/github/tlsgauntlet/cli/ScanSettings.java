package io.github.tlsgauntlet.cli;

import io.github.tlsgauntlet.pki.AnchorStore;
import io.github.tlsgauntlet.pki.Credential;
import io.github.tlsgauntlet.policy.Policies;
import io.github.tlsgauntlet.policy.Policy;
import io.github.tlsgauntlet.policy.PolicyException;
import io.github.tlsgauntlet.probe.Checks;
import io.github.tlsgauntlet.probe.Part;
import io.github.tlsgauntlet.suite.LentMaterial;
import io.github.tlsgauntlet.suite.SettingsException;
import io.github.tlsgauntlet.suite.SystemTrust;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The options of a scan, checked.
 *
 * @param serverName to ask all hosts for, instead of their own names
 * @param anchors what chains are judged by
 * @param anchorsFrom what these are, in words
 * @param credential for hosts that require a client certificate
 * @param policies what hosts are judged by
 * @param parts what is asked for
 * @param connections how many at once, over all hosts
 * @param rate how many new ones a second at most; 0 for no limit
 * @param timeout for one connection
 * @param hostTimeout for one host, while any connection to it is open
 * @param checks what is checked beside the handshakes
 */
record ScanSettings(
    Optional<String> serverName,
    Supplier<List<X509Certificate>> anchors,
    String anchorsFrom,
    Optional<Credential> credential,
    List<Policy> policies,
    Set<Part> parts,
    int connections,
    int rate,
    Duration timeout,
    Duration hostTimeout,
    CheckOptions.Checked checks) {
  private static final int MOST_CONNECTIONS = 1024;
  private static final int MOST_SECONDS = 600;
  private static final int TIMEOUTS_PER_HOST = 15;
  private static final String VERSIONS = "versions";

  static ScanSettings of(
      Optional<String> serverName,
      LentOptions lending,
      List<String> policies,
      List<String> only,
      int connections,
      int rate,
      int timeout,
      Optional<Integer> hostTimeout,
      CheckOptions checks)
      throws SettingsException {
    require("connections", connections, 1, MOST_CONNECTIONS);
    require("rate", rate, 0, Integer.MAX_VALUE);
    require("timeout", timeout, 1, MOST_SECONDS);
    int perHost = hostTimeout.orElse(TIMEOUTS_PER_HOST * timeout);
    require("host-timeout", perHost, 1, TIMEOUTS_PER_HOST * MOST_SECONDS);
    LentMaterial lent = lending.read();
    Optional<List<X509Certificate>> own = lent.trustAnchors();
    Supplier<List<X509Certificate>> jdk = beside(SystemTrust::anchors);
    return new ScanSettings(
        serverName,
        own.<Supplier<List<X509Certificate>>>map(anchors -> () -> anchors).orElse(jdk),
        lending
            .trustStore()
            .map(path -> "the anchors in " + path)
            .orElse("the anchors of this JDK"),
        lent.clientCredential(),
        policies(policies),
        parts(only, policies),
        connections,
        rate,
        Duration.ofSeconds(timeout),
        Duration.ofSeconds(perHost),
        checks.check(
            own.map(
                anchors ->
                    new Checks.Store(
                        lending.trustStore().orElse(""),
                        chain -> AnchorStore.mentioned(anchors, chain))),
            jdk));
  }

  /** All but the versions and their suites, which all else needs, can be left out. */
  private static Set<Part> parts(List<String> only, List<String> policies)
      throws SettingsException {
    if (only.isEmpty()) {
      return EnumSet.allOf(Part.class);
    }
    if (!policies.isEmpty()) {
      throw new SettingsException("only: a policy needs all facts; leave --only or --policy out");
    }
    Set<Part> parts = EnumSet.noneOf(Part.class);
    for (String word : only) {
      Optional<Part> part =
          Arrays.stream(Part.values()).filter(one -> one.id().equals(word)).findFirst();
      if (part.isEmpty() && !word.equals(VERSIONS)) {
        throw new SettingsException(
            "only: there is no \""
                + word
                + "\"; name some of versions, "
                + Arrays.stream(Part.values()).map(Part::id).collect(Collectors.joining(", ")));
      }
      part.ifPresent(parts::add);
    }
    return parts;
  }

  private static List<Policy> policies(List<String> names) throws SettingsException {
    List<Policy> policies = new ArrayList<>();
    for (String name : names) {
      try {
        policies.add(Policies.load(name));
      } catch (PolicyException e) {
        throw new SettingsException("policy: " + e.getMessage(), e);
      }
    }
    return policies;
  }

  /** The JDK's are read beside the scan: there are many. */
  private static <T> Supplier<T> beside(Callable<T> reader) {
    FutureTask<T> reading = new FutureTask<>(reader);
    Thread thread = new Thread(reading, "tls-gauntlet-anchors");
    thread.setDaemon(true);
    thread.start();
    return () -> result(reading);
  }

  private static <T> T result(FutureTask<T> task) {
    try {
      return task.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  private static void require(String option, int value, int least, int most)
      throws SettingsException {
    if (value < least || value > most) {
      throw new SettingsException(option + ": " + value + " is not from " + least + " to " + most);
    }
  }
}
