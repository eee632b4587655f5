package io.github.tlsgauntlet.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.util.Arrays;
import java.util.Random;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The engines do what the provider that wraps them does. */
class ForeignCiphersTest {
  private static final Provider PROVIDER = new BouncyCastleProvider();
  private static final byte[] ADDITIONAL = "a header".getBytes(StandardCharsets.US_ASCII);
  private static final int BITS = 8;

  private final Random random = new Random(7);

  private byte[] some(int length) {
    byte[] octets = new byte[length];
    random.nextBytes(octets);
    return octets;
  }

  private static BulkCipher bulk(String name) {
    return BulkCipher.named(name).orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CAMELLIA_128_CBC",
        "CAMELLIA_256_CBC",
        "ARIA_128_CBC",
        "ARIA_256_CBC",
        "SEED_CBC",
        "IDEA_CBC"
      })
  void cbc_is_the_provider_s(String name) throws GeneralSecurityException {
    BulkCipher bulk = bulk(name);
    byte[] key = some(bulk.keyLength());
    byte[] iv = some(bulk.blockLength());
    byte[] content = some(5 * bulk.blockLength());
    Cipher cipher = Cipher.getInstance(bulk.algorithm() + "/CBC/NoPadding", PROVIDER);
    cipher.init(
        Cipher.ENCRYPT_MODE, new SecretKeySpec(key, bulk.algorithm()), new IvParameterSpec(iv));

    byte[] encrypted = ForeignCiphers.cbc(bulk, key, iv, true, content);

    assertThat(encrypted).isEqualTo(cipher.doFinal(content));
    assertThat(ForeignCiphers.cbc(bulk, key, iv, false, encrypted)).isEqualTo(content);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"CAMELLIA_256_GCM", "ARIA_128_GCM", "AES_128_CCM", "AES_256_CCM", "AES_128_CCM_8"})
  void authenticated_encryption_is_the_provider_s_and_sees_a_flipped_bit(String name)
      throws GeneralSecurityException, CryptoException {
    BulkCipher bulk = bulk(name);
    byte[] key = some(bulk.keyLength());
    byte[] nonce = some(12);
    byte[] content = some(100);
    Cipher cipher =
        Cipher.getInstance(bulk.algorithm() + "/" + bulk.mode() + "/NoPadding", PROVIDER);
    cipher.init(
        Cipher.ENCRYPT_MODE,
        new SecretKeySpec(key, bulk.algorithm()),
        new GCMParameterSpec(bulk.tagLength() * BITS, nonce));
    cipher.updateAAD(ADDITIONAL);
    Aead aead = new Aead(bulk, key);

    byte[] sealed = aead.seal(nonce, ADDITIONAL, content);

    assertThat(sealed).isEqualTo(cipher.doFinal(content));
    assertThat(aead.open(nonce, ADDITIONAL, sealed)).isEqualTo(content);
    byte[] flipped = Arrays.copyOf(sealed, sealed.length);
    flipped[3] ^= 1;
    assertThatThrownBy(() -> aead.open(nonce, ADDITIONAL, flipped))
        .isInstanceOfSatisfying(
            CryptoException.class,
            e -> assertThat(e.kind()).isEqualTo(CryptoException.Kind.BAD_RECORD_MAC));
  }
}
