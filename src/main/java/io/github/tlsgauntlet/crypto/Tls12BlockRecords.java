package io.github.tlsgauntlet.crypto;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * CBC and NULL records of TLS 1.2 (RFC 5246, Section 6.2.3), MAC first or encryption first (RFC
 * 7366). What is wrong with padding and what with the MAC is never told apart.
 */
final class Tls12BlockRecords implements RecordSealer, RecordOpener {
  private final BulkCipher bulk;
  private final Mac mac;
  private final SecretKeySpec key;
  private final boolean encryptThenMac;
  private final SecureRandom random;
  private final Sequence sequence = new Sequence();

  Tls12BlockRecords(
      CipherSuiteParameters parameters,
      byte[] macKey,
      byte[] key,
      boolean encryptThenMac,
      SecureRandom random) {
    this.bulk = parameters.bulk();
    this.mac = parameters.mac().orElseThrow().hmac(macKey);
    this.key = new SecretKeySpec(key.length == 0 ? new byte[1] : key, bulk.algorithm());
    this.encryptThenMac = encryptThenMac && bulk.mode() == BulkCipher.Mode.CBC;
    this.random = random;
  }

  @Override
  public byte[] seal(int contentType, byte[] plaintext) {
    return seal(contentType, plaintext, BlockContents.RIGHT);
  }

  @Override
  public byte[] seal(int contentType, byte[] plaintext, BlockContents contents) {
    byte[] number = sequence.next();
    if (encryptThenMac) {
      byte[] padded = BlockContents.RIGHT.of(plaintext, new byte[0], bulk.blockLength());
      byte[] encrypted = encrypt(padded);
      return Tls12Header.record(
          contentType, join(encrypted, tag(number, contentType, Tls12Header.VERSION, encrypted)));
    }
    byte[] tag = tag(number, contentType, Tls12Header.VERSION, plaintext);
    return Tls12Header.record(
        contentType,
        bulk.mode() == BulkCipher.Mode.NULL
            ? join(plaintext, tag)
            : encrypt(contents.of(plaintext, tag, bulk.blockLength())));
  }

  @Override
  public Opened open(int contentType, int version, byte[] fragment) throws CryptoException {
    byte[] number = sequence.next();
    int macLength = mac.getMacLength();
    if (encryptThenMac) {
      int cut = fragment.length - macLength;
      if (cut < 0) {
        throw bad();
      }
      byte[] encrypted = Arrays.copyOf(fragment, cut);
      verify(tag(number, contentType, version, encrypted), fragment, cut);
      return new Opened(contentType, decrypt(encrypted));
    }
    byte[] content = decrypt(fragment);
    int cut = content.length - macLength;
    if (cut < 0) {
      throw bad();
    }
    byte[] plaintext = Arrays.copyOf(content, cut);
    verify(tag(number, contentType, version, plaintext), content, cut);
    return new Opened(contentType, plaintext);
  }

  private byte[] tag(byte[] number, int contentType, int version, byte[] covered) {
    mac.update(Tls12Header.additional(number, contentType, version, covered.length));
    return mac.doFinal(covered);
  }

  private static void verify(byte[] expected, byte[] content, int from) throws CryptoException {
    if (!MessageDigest.isEqual(expected, Arrays.copyOfRange(content, from, content.length))) {
      throw bad();
    }
  }

  private byte[] encrypt(byte[] padded) {
    byte[] iv = new byte[bulk.blockLength()];
    random.nextBytes(iv);
    try {
      return join(iv, cipher(Cipher.ENCRYPT_MODE, iv).doFinal(padded));
    } catch (GeneralSecurityException e) {
      throw Providers.missing(e);
    }
  }

  private byte[] decrypt(byte[] fragment) throws CryptoException {
    if (bulk.mode() == BulkCipher.Mode.NULL) {
      return fragment;
    }
    int block = bulk.blockLength();
    if (fragment.length < 2 * block || fragment.length % block != 0) {
      throw bad();
    }
    byte[] padded;
    try {
      padded =
          cipher(Cipher.DECRYPT_MODE, Arrays.copyOf(fragment, block))
              .doFinal(fragment, block, fragment.length - block);
    } catch (GeneralSecurityException e) {
      throw Providers.missing(e);
    }
    int padding = (padded[padded.length - 1] & 0xff) + 1;
    if (padding > padded.length) {
      throw bad();
    }
    for (int i = padded.length - padding; i < padded.length; i++) {
      if ((padded[i] & 0xff) != padding - 1) {
        throw bad();
      }
    }
    return Arrays.copyOf(padded, padded.length - padding);
  }

  private Cipher cipher(int mode, byte[] iv) throws GeneralSecurityException {
    String transformation = bulk.algorithm() + "/CBC/NoPadding";
    Cipher cipher =
        bulk.algorithm().equals("Camellia")
            ? Cipher.getInstance(transformation, Providers.bouncyCastle())
            : Cipher.getInstance(transformation);
    cipher.init(mode, key, new IvParameterSpec(iv));
    return cipher;
  }

  private static CryptoException bad() {
    return new CryptoException(
        CryptoException.Kind.BAD_RECORD_MAC, "A record's padding or MAC does not verify");
  }

  private static byte[] join(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }
}
