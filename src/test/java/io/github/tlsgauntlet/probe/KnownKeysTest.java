package io.github.tlsgauntlet.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsgauntlet.pki.Credential;
import io.github.tlsgauntlet.pki.KeyBlocklist;
import io.github.tlsgauntlet.probe.Weakness.Exposure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.interfaces.RSAPrivateKey;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server whose key stands in a list, and one whose key does not. */
class KnownKeysTest {
  private static final Credential CREDENTIAL = FlightServer.rsa();

  @TempDir private Path folder;

  @Test
  void a_server_with_a_listed_key_is_vulnerable() throws Exception {
    String listed =
        KeyBlocklist.fingerprint(((RSAPrivateKey) CREDENTIAL.privateKey()).getModulus());

    Weakness weakness = judged(Optional.of(listed));
    assertThat(weakness.exposure()).isEqualTo(Exposure.VULNERABLE);
    assertThat(weakness.detail()).contains("others hold its private half");
  }

  @Test
  void a_server_with_another_key_is_safe_for_the_lists_given() throws Exception {
    Weakness weakness = judged(Optional.of("0000d80c186767f2473a"));

    assertThat(weakness.exposure()).isEqualTo(Exposure.SAFE);
    assertThat(weakness.detail()).contains("1 of the lists given");
  }

  @Test
  void without_a_list_nothing_is_told() throws Exception {
    assertThat(judged(Optional.empty()).exposure()).isEqualTo(Exposure.UNTOLD);
  }

  private Weakness judged(Optional<String> fingerprint) throws Exception {
    Optional<KeyBlocklist> list = Optional.empty();
    if (fingerprint.isPresent()) {
      Path file = Files.writeString(folder.resolve("list"), fingerprint.get() + "\n");
      list = Optional.of(KeyBlocklist.read(List.of(file)));
    }
    ProbeSettings settings =
        new ProbeSettings(
            "test",
            "test",
            Optional.of("localhost"),
            List::of,
            "no anchors",
            Optional.empty(),
            Duration.ofSeconds(1),
            1,
            true,
            Optional.empty());
    ChainProbe probe = new ChainProbe(settings, Clock.systemUTC().instant());
    probe.saw(CREDENTIAL.certificates(), Optional.empty(), true);
    return KnownKeys.weakness(probe.facts(), list);
  }
}
