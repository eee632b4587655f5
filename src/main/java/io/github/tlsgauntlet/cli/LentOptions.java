package io.github.tlsgauntlet.cli;

import io.github.tlsgauntlet.suite.LentMaterial;
import io.github.tlsgauntlet.suite.Setting;
import io.github.tlsgauntlet.suite.Settings;
import io.github.tlsgauntlet.suite.SettingsException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What the user lends for a scan. */
final class LentOptions {
  private final Map<String, String> given = new LinkedHashMap<>();

  @Option(
      names = "--truststore",
      paramLabel = "FILE",
      description = "PEM, PKCS#12 or JKS: the anchors that chains are judged by")
  void trustStore(String file) {
    given.put(Setting.TRUST_STORE.key(), file);
  }

  @Option(names = "--truststore-password", paramLabel = "PASSWORD", description = "Its password")
  void trustStorePassword(String password) {
    given.put(Setting.TRUST_STORE_PASSWORD.key(), password);
  }

  @Option(
      names = "--truststore-password-file",
      paramLabel = "FILE",
      description = "The same, from a file")
  void trustStorePasswordFile(String file) {
    given.put(Setting.TRUST_STORE_PASSWORD.key() + ".file", file);
  }

  @Option(
      names = "--client-keystore",
      paramLabel = "FILE",
      description = "PEM, PKCS#12 or JKS: the credential for hosts that require one")
  void clientKeyStore(String file) {
    given.put(Setting.CLIENT_KEY_STORE.key(), file);
  }

  @Option(
      names = "--client-keystore-password",
      paramLabel = "PASSWORD",
      description = "Its password")
  void clientKeyStorePassword(String password) {
    given.put(Setting.CLIENT_KEY_STORE_PASSWORD.key(), password);
  }

  @Option(
      names = "--client-keystore-password-file",
      paramLabel = "FILE",
      description = "The same, from a file")
  void clientKeyStorePasswordFile(String file) {
    given.put(Setting.CLIENT_KEY_STORE_PASSWORD.key() + ".file", file);
  }

  /** The file that was named for the anchors. */
  Optional<String> trustStore() {
    return Optional.ofNullable(given.get(Setting.TRUST_STORE.key()));
  }

  /**
   * Reads what was named.
   *
   * @throws SettingsException if a file cannot be used
   */
  LentMaterial read() throws SettingsException {
    return given.isEmpty()
        ? LentMaterial.none()
        : LentMaterial.of(
            Settings.read(
                key -> Optional.ofNullable(given.get(key)),
                variable -> Optional.ofNullable(System.getenv(variable))));
  }
}
