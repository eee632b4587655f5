package io.github.tlsgauntlet.crypto;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** The cipher of one direction of a connection, MAC and padding apart. */
interface RecordCipher {
  byte[] encrypt(byte[] content);

  /** Decrypts; fails with BAD_RECORD_MAC where no such cipher can have made it. */
  byte[] decrypt(byte[] fragment) throws CryptoException;

  /** Leaves all as it is. */
  static RecordCipher none() {
    return new RecordCipher() {
      @Override
      public byte[] encrypt(byte[] content) {
        return content;
      }

      @Override
      public byte[] decrypt(byte[] fragment) {
        return fragment;
      }
    };
  }

  /** RC4, which goes on from record to record. */
  static RecordCipher stream(BulkCipher bulk, byte[] key) {
    Cipher cipher;
    try {
      cipher = Cipher.getInstance(bulk.algorithm());
      cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, bulk.algorithm()));
    } catch (GeneralSecurityException e) {
      throw Providers.missing(e);
    }
    return new RecordCipher() {
      @Override
      public byte[] encrypt(byte[] content) {
        byte[] made = cipher.update(content);
        return made == null ? new byte[0] : made;
      }

      @Override
      public byte[] decrypt(byte[] fragment) {
        return encrypt(fragment);
      }
    };
  }

  /**
   * CBC with an IV in front of each record, since TLS 1.1.
   *
   * @param random for the IVs
   */
  static RecordCipher blocks(BulkCipher bulk, byte[] key, SecureRandom random) {
    int block = bulk.blockLength();
    return new RecordCipher() {
      @Override
      public byte[] encrypt(byte[] content) {
        byte[] iv = new byte[block];
        random.nextBytes(iv);
        byte[] encrypted = cbc(bulk, key, iv, Cipher.ENCRYPT_MODE, content);
        byte[] both = Arrays.copyOf(iv, block + encrypted.length);
        System.arraycopy(encrypted, 0, both, block, encrypted.length);
        return both;
      }

      @Override
      public byte[] decrypt(byte[] fragment) throws CryptoException {
        if (fragment.length < 2 * block || fragment.length % block != 0) {
          throw MacRecords.bad();
        }
        return cbc(
            bulk,
            key,
            Arrays.copyOf(fragment, block),
            Cipher.DECRYPT_MODE,
            Arrays.copyOfRange(fragment, block, fragment.length));
      }
    };
  }

  /**
   * CBC whose IV is the last block of the record before, as in TLS 1.0 and SSL 3.0.
   *
   * @param first the IV of the first record
   */
  static RecordCipher chained(BulkCipher bulk, byte[] key, byte[] first) {
    int block = bulk.blockLength();
    return new RecordCipher() {
      private byte[] iv = first;

      @Override
      public byte[] encrypt(byte[] content) {
        byte[] encrypted = cbc(bulk, key, iv, Cipher.ENCRYPT_MODE, content);
        iv = Arrays.copyOfRange(encrypted, encrypted.length - block, encrypted.length);
        return encrypted;
      }

      @Override
      public byte[] decrypt(byte[] fragment) throws CryptoException {
        if (fragment.length < block || fragment.length % block != 0) {
          throw MacRecords.bad();
        }
        byte[] content = cbc(bulk, key, iv, Cipher.DECRYPT_MODE, fragment);
        iv = Arrays.copyOfRange(fragment, fragment.length - block, fragment.length);
        return content;
      }
    };
  }

  private static byte[] cbc(BulkCipher bulk, byte[] key, byte[] iv, int mode, byte[] content) {
    if (bulk.isForeign()) {
      return ForeignCiphers.cbc(bulk, key, iv, mode == Cipher.ENCRYPT_MODE, content);
    }
    try {
      Cipher cipher = Cipher.getInstance(bulk.algorithm() + "/CBC/NoPadding");
      cipher.init(mode, new SecretKeySpec(key, bulk.algorithm()), new IvParameterSpec(iv));
      return cipher.doFinal(content);
    } catch (GeneralSecurityException e) {
      throw Providers.missing(e);
    }
  }
}
