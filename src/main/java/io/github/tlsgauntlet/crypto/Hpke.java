package io.github.tlsgauntlet.crypto;

import java.security.SecureRandom;
import java.util.Set;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.hpke.HPKE;
import org.bouncycastle.crypto.hpke.HPKEContext;
import org.bouncycastle.crypto.hpke.HPKEContextWithEncapsulation;
import org.bouncycastle.crypto.params.X25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.X25519PublicKeyParameters;

/**
 * Hybrid public key encryption in its base mode (RFC 9180, Section 5.1.1), with DHKEM(X25519,
 * HKDF-SHA256) alone. A context counts its messages: each is opened in the order of sealing.
 */
public final class Hpke {
  /** DHKEM(X25519, HKDF-SHA256). */
  public static final int X25519 = 0x20;

  /** HKDF-SHA256. */
  public static final int HKDF_SHA256 = 1;

  /** AES-128-GCM. */
  public static final int AES_128_GCM = 1;

  /** AES-256-GCM. */
  public static final int AES_256_GCM = 2;

  /** ChaCha20Poly1305. */
  public static final int CHACHA20_POLY1305 = 3;

  private static final Set<Integer> AEADS = Set.of(AES_128_GCM, AES_256_GCM, CHACHA20_POLY1305);
  private static final int KEY = 32;
  private static final int TAG = 16;

  private final HPKEContext context;
  private final byte[] encapsulated;

  private Hpke(HPKEContext context, byte[] encapsulated) {
    this.context = context;
    this.encapsulated = encapsulated;
  }

  /**
   * A pair of X25519 keys.
   *
   * @param privateKey 32 bytes
   * @param publicKey 32 bytes
   */
  public record KeyPair(byte[] privateKey, byte[] publicKey) {
    /** A fresh one. */
    public static KeyPair draw(SecureRandom random) {
      return of(new X25519PrivateKeyParameters(random));
    }

    /**
     * The pair of a private key.
     *
     * @param privateKey 32 bytes
     * @throws CryptoException if it is of another length
     */
    public static KeyPair of(byte[] privateKey) throws CryptoException {
      if (privateKey.length != KEY) {
        throw new CryptoException(
            CryptoException.Kind.UNUSABLE_KEY,
            "An X25519 key has 32 bytes, and this one " + privateKey.length);
      }
      return of(new X25519PrivateKeyParameters(privateKey));
    }

    private static KeyPair of(X25519PrivateKeyParameters key) {
      return new KeyPair(key.getEncoded(), key.generatePublicKey().getEncoded());
    }
  }

  /** Whether we can encrypt with these algorithms (RFC 9180, Section 7). */
  public static boolean knows(int kem, int kdf, int aead) {
    return kem == X25519 && kdf == HKDF_SHA256 && AEADS.contains(aead);
  }

  /** By how many bytes a ciphertext is longer than its plaintext. */
  public static int expansion() {
    return TAG;
  }

  /**
   * A sender's context.
   *
   * @param aead which we {@linkplain #knows know}
   * @param publicKey the receiver's
   * @param info what both sides bind it to
   * @param random for the ephemeral key
   * @throws CryptoException if the receiver's key is none
   */
  public static Hpke sender(int aead, byte[] publicKey, byte[] info, SecureRandom random)
      throws CryptoException {
    requireKey(publicKey);
    X25519PrivateKeyParameters ephemeral = new X25519PrivateKeyParameters(random);
    try {
      HPKEContextWithEncapsulation made =
          hpke(aead)
              .setupBaseS(
                  new X25519PublicKeyParameters(publicKey),
                  info,
                  new AsymmetricCipherKeyPair(ephemeral.generatePublicKey(), ephemeral));
      return new Hpke(made, made.getEncapsulation());
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw new CryptoException(CryptoException.Kind.BAD_SHARE, "The HPKE key is no share", e);
    }
  }

  /**
   * A receiver's context.
   *
   * @param aead which we {@linkplain #knows know}
   * @param encapsulated what the sender's context says
   * @param pair the receiver's keys
   * @param info what both sides bind it to
   * @throws CryptoException if what is encapsulated is no share
   */
  public static Hpke receiver(int aead, byte[] encapsulated, KeyPair pair, byte[] info)
      throws CryptoException {
    requireKey(encapsulated);
    X25519PrivateKeyParameters key = new X25519PrivateKeyParameters(pair.privateKey());
    try {
      return new Hpke(
          hpke(aead)
              .setupBaseR(
                  encapsulated, new AsymmetricCipherKeyPair(key.generatePublicKey(), key), info),
          encapsulated);
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw new CryptoException(
          CryptoException.Kind.BAD_SHARE, "The encapsulated key is no share", e);
    }
  }

  private static HPKE hpke(int aead) {
    return new HPKE(HPKE.mode_base, HPKE.kem_X25519_SHA256, HPKE.kdf_HKDF_SHA256, (short) aead);
  }

  private static void requireKey(byte[] key) throws CryptoException {
    if (key.length != KEY) {
      throw new CryptoException(
          CryptoException.Kind.BAD_SHARE, "An X25519 share has " + key.length + " bytes");
    }
  }

  /** What the receiver needs for its context. */
  public byte[] encapsulated() {
    return encapsulated.clone();
  }

  /** Encrypts the next message. */
  public byte[] seal(byte[] additional, byte[] plaintext) {
    try {
      return context.seal(additional, plaintext);
    } catch (InvalidCipherTextException e) {
      throw new IllegalStateException("an AEAD does not encrypt", e);
    }
  }

  /**
   * Decrypts the next message; after a failure it is still the next.
   *
   * @throws CryptoException if it does not open
   */
  public byte[] open(byte[] additional, byte[] ciphertext) throws CryptoException {
    try {
      return context.open(additional, ciphertext);
    } catch (InvalidCipherTextException | IllegalArgumentException e) {
      throw new CryptoException(
          CryptoException.Kind.BAD_RECORD_MAC, "A ciphertext does not open", e);
    }
  }
}
