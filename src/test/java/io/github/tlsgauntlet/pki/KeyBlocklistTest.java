package io.github.tlsgauntlet.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys that others know, in Debian's form. */
class KeyBlocklistTest {
  /** What openssl printed of a key, and sha1sum of that. */
  private static final BigInteger MODULUS =
      new BigInteger(
          "DFE554F0F2DE71E036A1C7E5959AB3110907CD3FFD57E570B5F0798B5C18AA279DEEA95737D07D1347D23497"
              + "F90B88FF1BB7628133F48DE56135F5099FC9CA12FE7F3BEA73FD15D05B0623EE08B8508F6BC951BD6303"
              + "BF96855B556214A5EE98DDB8440696ECD73144202273160590D435CBD27BEDB0A5D1063CC4B46EFB802D",
          16);

  @TempDir private Path folder;

  @Test
  void a_fingerprint_is_what_openssl_and_sha1sum_make_of_it() {
    assertThat(KeyBlocklist.fingerprint(MODULUS)).isEqualTo("c7f31367d8b0bd78e61c");
  }

  @Test
  void keys_of_several_lists_are_found_and_others_are_not() throws Exception {
    KeyPair listed = pair();
    KeyBlocklist list =
        KeyBlocklist.read(
            List.of(
                file("# 1024 bits", "", "0000d80c186767f2473a"),
                file(
                    "3c3fbae22fb5042dae07",
                    KeyBlocklist.fingerprint(((RSAPublicKey) listed.getPublic()).getModulus())
                        .toUpperCase(Locale.ROOT))));

    assertThat(list.size()).isEqualTo(3);
    assertThat(list.has(certificate(listed))).contains(true);
    assertThat(list.has(certificate(pair()))).contains(false);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"0000d80c186767f2473", "0000d80c186767f2473ab", "no fingerprint at all", "#"})
  void a_file_of_something_else_is_refused(String line) throws IOException {
    Path file = file(line);

    assertThatExceptionOfType(KeyMaterialException.class)
        .isThrownBy(() -> KeyBlocklist.read(List.of(file)))
        .withMessageContaining(file.toString());
  }

  @Test
  void a_file_without_lines_is_not_read_to_its_end() throws IOException {
    Path file = file("a".repeat(1 << 20));

    assertThatExceptionOfType(KeyMaterialException.class)
        .isThrownBy(() -> KeyBlocklist.read(List.of(file)))
        .withMessageContaining("longer");
  }

  @Test
  void a_file_that_is_not_there_is_named() {
    Path file = folder.resolve("absent");

    assertThatExceptionOfType(KeyMaterialException.class)
        .isThrownBy(() -> KeyBlocklist.read(List.of(file)))
        .withMessageContaining("absent");
  }

  private Path file(String... lines) throws IOException {
    Path file = Files.createTempFile(folder, "list", "");
    return Files.writeString(file, String.join("\n", lines) + "\n");
  }

  private static KeyPair pair() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(1024);
    return generator.generateKeyPair();
  }

  private static byte[] certificate(KeyPair pair) throws Exception {
    X500Name name = new X500Name("CN=listed");
    Instant now = Instant.EPOCH.plus(Duration.ofDays(20_000));
    return new JcaX509v3CertificateBuilder(
            name, BigInteger.ONE, Date.from(now), Date.from(now), name, pair.getPublic())
        .build(new JcaContentSignerBuilder("SHA256withRSA").build(pair.getPrivate()))
        .getEncoded();
  }
}
