package io.github.tlsgauntlet.crypto;

import java.security.SecureRandom;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.SecretWithEncapsulation;
import org.bouncycastle.crypto.generators.MLKEMKeyPairGenerator;
import org.bouncycastle.crypto.kems.MLKEMExtractor;
import org.bouncycastle.crypto.kems.MLKEMGenerator;
import org.bouncycastle.crypto.params.MLKEMKeyGenerationParameters;
import org.bouncycastle.crypto.params.MLKEMParameters;
import org.bouncycastle.crypto.params.MLKEMPrivateKeyParameters;
import org.bouncycastle.crypto.params.MLKEMPublicKeyParameters;

/** ML-KEM (FIPS 203) as a group: the initiator's share is a key, the responder's a ciphertext. */
final class KemGroup implements KeyExchangeGroup {
  private final MLKEMParameters parameters;

  KemGroup(MLKEMParameters parameters) {
    this.parameters = parameters;
  }

  @Override
  public Initiator initiate(SecureRandom random) {
    MLKEMKeyPairGenerator generator = new MLKEMKeyPairGenerator();
    generator.init(new MLKEMKeyGenerationParameters(random, parameters));
    AsymmetricCipherKeyPair pair = generator.generateKeyPair();
    byte[] share = ((MLKEMPublicKeyParameters) pair.getPublic()).getEncoded();
    MLKEMExtractor extractor = new MLKEMExtractor((MLKEMPrivateKeyParameters) pair.getPrivate());
    return new Initiator() {
      @Override
      public byte[] share() {
        return share.clone();
      }

      @Override
      public byte[] finish(byte[] responderShare) throws CryptoException {
        if (responderShare.length != parameters.getEncapsulationLength()) {
          throw new CryptoException(
              CryptoException.Kind.BAD_SHARE,
              "A ciphertext has " + responderShare.length + " bytes");
        }
        return extractor.extractSecret(responderShare);
      }
    };
  }

  @Override
  public Response respond(byte[] initiatorShare, SecureRandom random) throws CryptoException {
    try {
      SecretWithEncapsulation made =
          new MLKEMGenerator(random)
              .generateEncapsulated(new MLKEMPublicKeyParameters(parameters, initiatorShare));
      return new Response(made.getEncapsulation(), made.getSecret());
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new CryptoException(
          CryptoException.Kind.BAD_SHARE, "A share is no " + parameters.getName() + " key", e);
    }
  }
}
