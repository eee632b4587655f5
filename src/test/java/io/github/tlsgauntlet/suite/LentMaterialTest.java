package io.github.tlsgauntlet.suite;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LentMaterialTest {
  private static final char[] PASSWORD = "right".toCharArray();

  @TempDir private Path folder;

  private Path store() throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, PASSWORD);
    Path file = folder.resolve("lent.p12");
    try (var out = Files.newOutputStream(file)) {
      store.store(out, PASSWORD);
    }
    return file;
  }

  private static Settings settings(Map<String, String> given) throws SettingsException {
    return Settings.read(key -> Optional.ofNullable(given.get(key)), variable -> Optional.empty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"truststore", "client.keystore", "client.issuer"})
  void a_wrong_password_is_told_with_the_option_that_gives_it(String option) throws Exception {
    Settings wrong = settings(Map.of(option, store().toString(), option + ".password", "wrong"));

    assertThatThrownBy(() -> LentMaterial.of(wrong))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("lent.p12: does not open with this password")
        .hasMessageContaining("give " + option + ".password");
  }
}
