package io.github.tlsgauntlet.pki;

import java.security.SecureRandom;
import java.util.function.UnaryOperator;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;

/** Encodes a draft, has it signed and applies its mutations. */
final class Assembler {
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

  static byte[] certificate(Draft draft, byte[] issuerName, Signatories keys, SecureRandom random) {
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
      byte[] id = identifier(keys.own(), draft.subjectKeyIdentifier);
      byte[] value = Names.encoded(new SubjectKeyIdentifier(id));
      all = Der.join(all, Extensions.extension(Extensions.SUBJECT_KEY_IDENTIFIER, false, value));
    }
    if (draft.authorityKeyIdentifier != Draft.Identifier.ABSENT) {
      byte[] id = identifier(keys.issuer(), draft.authorityKeyIdentifier);
      byte[] value = Names.encoded(new AuthorityKeyIdentifier(id));
      all = Der.join(all, Extensions.extension(Extensions.AUTHORITY_KEY_IDENTIFIER, false, value));
    }
    return all;
  }

  private static byte[] identifier(CertificateKey key, Draft.Identifier which) {
    byte[] identifier = key.identifier().clone();
    if (which == Draft.Identifier.WRONG) {
      identifier[0] ^= (byte) 0xff;
    }
    return identifier;
  }
}
