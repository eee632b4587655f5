package io.github.tlsgauntlet.pki;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.oiw.OIWObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSASSAPSSparams;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.DigestInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.crypto.AsymmetricBlockCipher;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.Signer;
import org.bouncycastle.crypto.digests.MD5Digest;
import org.bouncycastle.crypto.digests.SHA1Digest;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.digests.SHA384Digest;
import org.bouncycastle.crypto.digests.SHA512Digest;
import org.bouncycastle.crypto.encodings.PKCS1Encoding;
import org.bouncycastle.crypto.engines.RSAEngine;
import org.bouncycastle.crypto.params.ParametersWithRandom;
import org.bouncycastle.crypto.signers.DSADigestSigner;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.bouncycastle.crypto.signers.Ed448Signer;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.crypto.signers.MLDSASigner;
import org.bouncycastle.crypto.signers.PSSSigner;
import org.bouncycastle.internal.asn1.edec.EdECObjectIdentifiers;

/** The signatures that a recipe may name. All of them give the same bytes for the same input. */
enum SignatureAlgorithm {
  ECDSA_SHA1("ecdsa-sha1", X9ObjectIdentifiers.ecdsa_with_SHA1, "EC"),
  ECDSA_SHA256("ecdsa-sha256", X9ObjectIdentifiers.ecdsa_with_SHA256, "EC"),
  ECDSA_SHA384("ecdsa-sha384", X9ObjectIdentifiers.ecdsa_with_SHA384, "EC"),
  ECDSA_SHA512("ecdsa-sha512", X9ObjectIdentifiers.ecdsa_with_SHA512, "EC"),
  RSA_MD5("rsa-md5", PKCSObjectIdentifiers.md5WithRSAEncryption, "RSA"),
  RSA_SHA1("rsa-sha1", PKCSObjectIdentifiers.sha1WithRSAEncryption, "RSA"),
  RSA_SHA256("rsa-sha256", PKCSObjectIdentifiers.sha256WithRSAEncryption, "RSA"),
  RSA_SHA384("rsa-sha384", PKCSObjectIdentifiers.sha384WithRSAEncryption, "RSA"),
  RSA_SHA512("rsa-sha512", PKCSObjectIdentifiers.sha512WithRSAEncryption, "RSA"),
  RSA_PSS_SHA256("rsa-pss-sha256", PKCSObjectIdentifiers.id_RSASSA_PSS, "RSA"),
  ED25519("ed25519", EdECObjectIdentifiers.id_Ed25519, "ED25519"),
  ED448("ed448", EdECObjectIdentifiers.id_Ed448, "ED448"),
  ML_DSA_44("mldsa44", NISTObjectIdentifiers.id_ml_dsa_44, "ML_DSA_44"),
  ML_DSA_65("mldsa65", NISTObjectIdentifiers.id_ml_dsa_65, "ML_DSA_65"),
  ML_DSA_87("mldsa87", NISTObjectIdentifiers.id_ml_dsa_87, "ML_DSA_87");

  private static final int SALT_LENGTH = 32;
  private final String text;
  private final ASN1ObjectIdentifier oid;
  private final String keys;

  SignatureAlgorithm(String text, ASN1ObjectIdentifier oid, String keys) {
    this.text = text;
    this.oid = oid;
    this.keys = keys;
  }

  /** The name in a recipe. */
  String text() {
    return text;
  }

  static Optional<SignatureAlgorithm> of(String text) {
    return Arrays.stream(values()).filter(one -> one.text.equals(text)).findFirst();
  }

  /** What a key signs with when the recipe names nothing else. */
  static SignatureAlgorithm usual(KeyAlgorithm key) {
    return switch (key) {
      case EC_P384 -> ECDSA_SHA384;
      case EC_P521 -> ECDSA_SHA512;
      case ED25519 -> ED25519;
      case ED448 -> ED448;
      case ML_DSA_44 -> ML_DSA_44;
      case ML_DSA_65 -> ML_DSA_65;
      case ML_DSA_87 -> ML_DSA_87;
      case RSA_PSS_2048 -> RSA_PSS_SHA256;
      default -> key.isRsa() ? RSA_SHA256 : ECDSA_SHA256;
    };
  }

  boolean fits(KeyAlgorithm key) {
    return key.name().startsWith(keys);
  }

  AlgorithmIdentifier identifier() {
    if (this == RSA_PSS_SHA256) {
      AlgorithmIdentifier digest =
          new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256, DERNull.INSTANCE);
      AlgorithmIdentifier mask = new AlgorithmIdentifier(PKCSObjectIdentifiers.id_mgf1, digest);
      return new AlgorithmIdentifier(
          oid,
          new RSASSAPSSparams(
              digest, mask, new ASN1Integer(SALT_LENGTH), RSASSAPSSparams.DEFAULT_TRAILER_FIELD));
    }
    return keys.equals("RSA")
        ? new AlgorithmIdentifier(oid, DERNull.INSTANCE)
        : new AlgorithmIdentifier(oid);
  }

  /** Signs. The random numbers are for a PSS salt only, and come from a seed. */
  byte[] sign(CertificateKey key, byte[] message, SecureRandom random) {
    if (!fits(key.algorithm())) {
      throw new IllegalStateException(
          "a key of kind " + key.algorithm().text() + " can't sign with " + text);
    }
    try {
      if (keys.equals("RSA") && this != RSA_PSS_SHA256) {
        return signPkcs1(key, message);
      }
      Signer signer = signer(key);
      signer.init(
          true,
          this == RSA_PSS_SHA256 ? new ParametersWithRandom(key.signer(), random) : key.signer());
      signer.update(message, 0, message.length);
      return signer.generateSignature();
    } catch (CryptoException | IOException e) {
      throw new IllegalStateException("can't sign with " + text, e);
    }
  }

  /**
   * RSASSA-PKCS1-v1_5 (RFC 8017, Section 8.2.1). Bouncy Castle's own signer blinds, against a peer
   * that measures time; no peer is there while a fixture is made, and blinding takes half the time.
   */
  private byte[] signPkcs1(CertificateKey key, byte[] message) throws CryptoException, IOException {
    Digest digest = digest();
    byte[] hash = new byte[digest.getDigestSize()];
    digest.update(message, 0, message.length);
    digest.doFinal(hash, 0);
    byte[] info =
        new DigestInfo(new AlgorithmIdentifier(hashIdentifier(), DERNull.INSTANCE), hash)
            .getEncoded();
    PKCS1Encoding encoding = new PKCS1Encoding(engine(key));
    encoding.init(true, key.signer());
    return encoding.processBlock(info, 0, info.length);
  }

  private static AsymmetricBlockCipher engine(CertificateKey key) {
    return key.signer() instanceof MultiPrimeKey several
        ? new MultiPrimeEngine(several)
        : new RSAEngine();
  }

  private ASN1ObjectIdentifier hashIdentifier() {
    return switch (this) {
      case RSA_MD5 -> PKCSObjectIdentifiers.md5;
      case RSA_SHA1 -> OIWObjectIdentifiers.idSHA1;
      case RSA_SHA384 -> NISTObjectIdentifiers.id_sha384;
      case RSA_SHA512 -> NISTObjectIdentifiers.id_sha512;
      default -> NISTObjectIdentifiers.id_sha256;
    };
  }

  private Signer signer(CertificateKey key) {
    return switch (this) {
      case ED25519 -> new Ed25519Signer();
      case ED448 -> new Ed448Signer(new byte[0]);
      case ML_DSA_44, ML_DSA_65, ML_DSA_87 -> new MLDSASigner();
      case RSA_PSS_SHA256 -> new PSSSigner(engine(key), digest(), SALT_LENGTH);
      default -> new DSADigestSigner(new ECDSASigner(new HMacDSAKCalculator(digest())), digest());
    };
  }

  private Digest digest() {
    return switch (this) {
      case RSA_MD5 -> new MD5Digest();
      case RSA_SHA1, ECDSA_SHA1 -> new SHA1Digest();
      case RSA_SHA384, ECDSA_SHA384 -> new SHA384Digest();
      case RSA_SHA512, ECDSA_SHA512 -> new SHA512Digest();
      default -> new SHA256Digest();
    };
  }
}
