package io.github.tlsgauntlet.pki;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.crypto.digests.SHA256Digest;

/** Encodes a draft, has it signed and applies its mutations. */
final class Assembler {
  private static final int IDENTIFIER_LENGTH = 20;
  private static final int VERSION_TAG = 0xa0;
  private static final int EXTENSIONS_TAG = 0xa3;

  private Assembler() {}

  /**
   * The keys that a certificate depends on.
   *
   * @param own the one it is for
   * @param issuer the one in the issuer's certificate
   * @param signer the one that signs; the issuer's, unless a recipe wants another
   */
  record Signatories(CertificateKey own, CertificateKey issuer, CertificateKey signer) {}

  static byte[] certificate(
      Draft draft, byte[] issuerName, Signatories keys, SecureRandom random) {
    SignatureAlgorithm signature =
        draft.signature.orElseGet(() -> SignatureAlgorithm.usual(keys.signer().algorithm()));
    byte[] identifier = Names.encoded(signature.identifier());
    byte[] signed = mutated(signedPart(draft, issuerName, keys, identifier), draft.beforeSigning);
    byte[] value = signature.sign(keys.signer(), signed, random);
    return mutated(
        Der.sequence(Der.join(signed, identifier, Names.encoded(new DERBitString(value)))),
        draft.afterSigning);
  }

  private static byte[] mutated(byte[] encoded, Iterable<UnaryOperator<byte[]>> mutations) {
    byte[] result = encoded;
    for (UnaryOperator<byte[]> mutation : mutations) {
      result = mutation.apply(result);
    }
    return result;
  }

  private static byte[] signedPart(
      Draft draft, byte[] issuerName, Signatories keys, byte[] signature) {
    byte[] version =
        draft.version == 1
            ? new byte[0]
            : Der.value(VERSION_TAG, Names.encoded(new ASN1Integer(draft.version - 1)));
    byte[] extensions = extensions(draft, keys);
    return Der.sequence(
        Der.join(
            version,
            draft.serial,
            signature,
            draft.issuerName.orElse(issuerName),
            Der.sequence(Der.join(draft.notBefore, draft.notAfter)),
            draft.subject,
            Names.encoded(keys.own().info()),
            extensions.length == 0
                ? extensions
                : Der.value(EXTENSIONS_TAG, Der.sequence(extensions))));
  }

  private static byte[] extensions(Draft draft, Signatories keys) {
    byte[] all = Der.join(draft.extensions.values().toArray(byte[][]::new));
    if (draft.subjectKeyIdentifier != Draft.Identifier.ABSENT) {
      byte[] id = identifier(keys.own().info(), draft.subjectKeyIdentifier);
      byte[] value = Names.encoded(new SubjectKeyIdentifier(id));
      all = Der.join(all, Extensions.extension(Extensions.SUBJECT_KEY_IDENTIFIER, false, value));
    }
    if (draft.authorityKeyIdentifier != Draft.Identifier.ABSENT) {
      byte[] id = identifier(keys.issuer().info(), draft.authorityKeyIdentifier);
      byte[] value = Names.encoded(new AuthorityKeyIdentifier(id));
      all = Der.join(all, Extensions.extension(Extensions.AUTHORITY_KEY_IDENTIFIER, false, value));
    }
    return all;
  }

  /** The first 160 bits of the SHA-256 hash of the public key (RFC 7093 §2, method 1). */
  private static byte[] identifier(SubjectPublicKeyInfo info, Draft.Identifier which) {
    byte[] key = info.getPublicKeyData().getOctets();
    SHA256Digest digest = new SHA256Digest();
    digest.update(key, 0, key.length);
    byte[] hash = new byte[digest.getDigestSize()];
    digest.doFinal(hash, 0);
    if (which == Draft.Identifier.WRONG) {
      hash[0] ^= (byte) 0xff;
    }
    return Arrays.copyOf(hash, IDENTIFIER_LENGTH);
  }
}
