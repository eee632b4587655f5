package io.github.tlsgauntlet.cli;

import io.github.tlsgauntlet.pki.AnchorStore;
import io.github.tlsgauntlet.pki.KeyBlocklist;
import io.github.tlsgauntlet.pki.KeyMaterialException;
import io.github.tlsgauntlet.pki.TransparencyLogs;
import io.github.tlsgauntlet.probe.Checks;
import io.github.tlsgauntlet.suite.SettingsException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** What a scan checks beside the handshakes. */
final class CheckOptions {
  private static final Pattern RESOLVER =
      Pattern.compile("([0-9.]+|\\[[0-9a-fA-F:.]+\\])(:([0-9]{1,5}))?");

  private static final int MOST_PORT = 65_535;

  @Option(
      names = "--ct-logs",
      paramLabel = "FILE",
      description =
          "A log_list.json (version 3) of Google's or Apple's: by its keys certificate timestamps"
              + " are checked; default a list of 2026-08-21")
  private Optional<Path> logs = Optional.empty();

  @Option(
      names = "--revocation",
      description =
          "Ask the responders and fetch the revocation lists that certificates name; those at"
              + " private addresses only if the host's own is private")
  private boolean revocation;

  @Option(names = "--caa", description = "Ask DNS who may issue certificates for the host")
  private boolean caa;

  @Option(
      names = "--resolver",
      paramLabel = "ADDRESS[:PORT]",
      description = "The DNS server for --caa; default the system's")
  private Optional<String> resolver = Optional.empty();

  @Option(
      names = "--weak-keys",
      paramLabel = "FILE",
      description =
          "Fingerprints of RSA keys that others know, as in Debian's openssl-blacklist"
              + " (CVE-2008-0166); may be given several times")
  private List<Path> weakKeys = new ArrayList<>();

  @Option(
      names = "--ech-config",
      paramLabel = "FILE",
      description =
          "An ECHConfigList, binary, in Base64 or PEM, to encrypt hellos by; default what the host"
              + " sends")
  private Optional<Path> echConfig = Optional.empty();

  @Option(
      names = "--no-plain-http",
      description = "Don't ask port 80 of a host whose port 443 is scanned where it redirects to")
  private boolean noPlainHttp;

  /**
   * The options, checked.
   *
   * @param plainHttp whether port 80 is asked beside port 443
   */
  record Checked(
      TransparencyLogs logs,
      List<Checks.Store> stores,
      boolean revocation,
      Optional<Checks.Resolver> resolver,
      Optional<KeyBlocklist> weakKeys,
      Optional<byte[]> echConfigs,
      boolean plainHttp) {}

  /**
   * Checks them.
   *
   * @param own the user's own store
   * @param jdk the anchors of the JDK that runs
   * @throws SettingsException if one cannot be used
   */
  Checked check(Optional<Checks.Store> own, Supplier<List<X509Certificate>> jdk)
      throws SettingsException {
    if (resolver.isPresent() && !caa) {
      throw new SettingsException("resolver: is of use with --caa alone");
    }
    Optional<Checks.Resolver> asked = Optional.empty();
    if (caa) {
      asked = Optional.of(new Checks.Resolver(address(resolver.orElse(""))));
    }
    Optional<byte[]> echConfigs =
        echConfig.isPresent() ? Optional.of(EchConfigFile.read(echConfig.get())) : Optional.empty();
    Optional<KeyBlocklist> known = known();
    try {
      return new Checked(
          logs.isPresent() ? TransparencyLogs.read(logs.get()) : TransparencyLogs.builtIn(),
          stores(own, jdk),
          revocation,
          asked,
          known,
          echConfigs,
          !noPlainHttp);
    } catch (KeyMaterialException e) {
      throw new SettingsException("ct-logs: " + e.getMessage(), e);
    }
  }

  private Optional<KeyBlocklist> known() throws SettingsException {
    try {
      return weakKeys.isEmpty() ? Optional.empty() : Optional.of(KeyBlocklist.read(weakKeys));
    } catch (KeyMaterialException e) {
      throw new SettingsException("weak-keys: " + e.getMessage(), e);
    }
  }

  private static String address(String text) throws SettingsException {
    Matcher matcher = RESOLVER.matcher(text);
    boolean fits =
        text.isEmpty()
            || matcher.matches()
                && (matcher.group(3) == null || Integer.parseInt(matcher.group(3)) <= MOST_PORT);
    if (!fits) {
      throw new SettingsException("resolver: \"" + text + "\" is no ADDRESS[:PORT]");
    }
    return text;
  }

  private static List<Checks.Store> stores(
      Optional<Checks.Store> own, Supplier<List<X509Certificate>> jdk) {
    List<Checks.Store> stores = new ArrayList<>();
    own.ifPresent(stores::add);
    stores.add(new Checks.Store("the JDK", chain -> AnchorStore.mentioned(jdk.get(), chain)));
    AnchorStore.system()
        .ifPresent(
            system -> stores.add(new Checks.Store(system.file().toString(), system::mentioned)));
    return stores;
  }
}
