package io.github.tlsgauntlet.pki;

import java.io.IOException;
import java.security.PrivateKey;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.DERBMPString;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.CertBag;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.SafeBag;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.OutputEncryptor;
import org.bouncycastle.pkcs.PKCS12PfxPduBuilder;
import org.bouncycastle.pkcs.PKCS12SafeBag;
import org.bouncycastle.pkcs.PKCS12SafeBagBuilder;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.jcajce.JcePKCS12MacCalculatorBuilder;
import org.bouncycastle.pkcs.jcajce.JcePKCSPBEOutputEncryptorBuilder;

/**
 * Writes a PKCS#12 file bag by bag (RFC 7292), each certificate in its octets: the JDK's own store
 * takes no chain whose certificates don't follow from one another.
 */
final class Pkcs12File {
  /**
   * As openssl has them. More of them guard no password that stands on the page beside the file.
   */
  private static final int ITERATIONS = 2_048;

  private static final DEROctetString KEY_ID = new DEROctetString(new byte[] {1});

  private Pkcs12File() {}

  /**
   * A file with one key and its certificates, in the order in which they are sent.
   *
   * @throws KeyMaterialException if the key can't be written
   */
  static byte[] of(List<byte[]> certificates, PrivateKey key, String alias, char[] password)
      throws KeyMaterialException {
    try {
      PKCS12SafeBag[] bags = new PKCS12SafeBag[certificates.size()];
      for (int i = 0; i < bags.length; i++) {
        bags[i] = certificate(certificates.get(i), i == 0 ? alias : "");
      }
      PKCS12SafeBagBuilder keyBag =
          new PKCS12SafeBagBuilder(PrivateKeyInfo.getInstance(key.getEncoded()), cipher(password));
      keyBag.addBagAttribute(PKCS12SafeBag.friendlyNameAttribute, new DERBMPString(alias));
      keyBag.addBagAttribute(PKCS12SafeBag.localKeyIdAttribute, KEY_ID);
      return new PKCS12PfxPduBuilder()
          .addData(keyBag.build())
          .addEncryptedData(cipher(password), bags)
          .build(
              new JcePKCS12MacCalculatorBuilder(NISTObjectIdentifiers.id_sha256)
                  .setProvider(BouncyCastle.provider())
                  .setIterationCount(ITERATIONS),
              password)
          .getEncoded(ASN1Encoding.DER);
    } catch (OperatorCreationException | PKCSException | IOException | RuntimeException e) {
      // Bouncy Castle tells keys that it can't encode by unchecked exceptions.
      throw new KeyMaterialException(
          "a PKCS#12 file does not take it: " + StoreFiles.oneLine(e), e);
    }
  }

  private static PKCS12SafeBag certificate(byte[] encoded, String alias) {
    List<DERSequence> attributes = new ArrayList<>();
    if (!alias.isEmpty()) {
      attributes.add(
          new DERSequence(
              new ASN1Encodable[] {
                PKCS12SafeBag.friendlyNameAttribute, new DERSet(new DERBMPString(alias))
              }));
      attributes.add(
          new DERSequence(
              new ASN1Encodable[] {PKCS12SafeBag.localKeyIdAttribute, new DERSet(KEY_ID)}));
    }
    ASN1EncodableVector all = new ASN1EncodableVector();
    attributes.forEach(all::add);
    CertBag bag = new CertBag(PKCSObjectIdentifiers.x509Certificate, new DEROctetString(encoded));
    return new PKCS12SafeBag(
        new SafeBag(PKCSObjectIdentifiers.certBag, bag.toASN1Primitive(), new DERSet(all)));
  }

  private static OutputEncryptor cipher(char[] password) throws OperatorCreationException {
    return new JcePKCSPBEOutputEncryptorBuilder(NISTObjectIdentifiers.id_aes256_CBC)
        .setProvider(BouncyCastle.provider())
        .setPRF(new AlgorithmIdentifier(PKCSObjectIdentifiers.id_hmacWithSHA256, DERNull.INSTANCE))
        .setIterationCount(ITERATIONS)
        .build(password);
  }
}
