package io.github.tlsgauntlet.crypto;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import org.bouncycastle.crypto.BlockCipher;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.engines.ARIAEngine;
import org.bouncycastle.crypto.engines.CamelliaEngine;
import org.bouncycastle.crypto.engines.IDEAEngine;
import org.bouncycastle.crypto.engines.SEEDEngine;
import org.bouncycastle.crypto.modes.AEADCipher;
import org.bouncycastle.crypto.modes.CBCBlockCipher;
import org.bouncycastle.crypto.modes.CBCModeCipher;
import org.bouncycastle.crypto.modes.CCMBlockCipher;
import org.bouncycastle.crypto.modes.GCMBlockCipher;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithIV;

/**
 * Ciphers and modes that the JDK lacks, by Bouncy Castle's engines themselves: its provider, which
 * wraps them for JCA, takes longer to make than most scans take.
 */
final class ForeignCiphers {
  private static final int BITS = 8;

  private ForeignCiphers() {}

  private static BlockCipher engine(String algorithm) {
    return switch (algorithm) {
      case "AES" -> AESEngine.newInstance();
      case "Camellia" -> new CamelliaEngine();
      case "ARIA" -> new ARIAEngine();
      case "SEED" -> new SEEDEngine();
      case "IDEA" -> new IDEAEngine();
      default -> throw new IllegalArgumentException(algorithm + " is the JDK's");
    };
  }

  /**
   * CBC without padding.
   *
   * @param content whole blocks
   */
  static byte[] cbc(BulkCipher bulk, byte[] key, byte[] iv, boolean encrypts, byte[] content) {
    CBCModeCipher cipher = CBCBlockCipher.newInstance(engine(bulk.algorithm()));
    cipher.init(encrypts, new ParametersWithIV(new KeyParameter(key), iv));
    byte[] result = new byte[content.length];
    for (int at = 0; at < content.length; at += bulk.blockLength()) {
      cipher.processBlock(content, at, result, at);
    }
    return result;
  }

  /**
   * GCM or CCM.
   *
   * @throws GeneralSecurityException if what is decrypted does not verify
   */
  static byte[] aead(
      BulkCipher bulk, byte[] key, boolean encrypts, byte[] nonce, byte[] additional, byte[] input)
      throws GeneralSecurityException {
    BlockCipher engine = engine(bulk.algorithm());
    AEADCipher cipher =
        bulk.mode() == BulkCipher.Mode.CCM
            ? CCMBlockCipher.newInstance(engine)
            : GCMBlockCipher.newInstance(engine);
    cipher.init(
        encrypts,
        new AEADParameters(new KeyParameter(key), bulk.tagLength() * BITS, nonce, additional));
    byte[] output = new byte[cipher.getOutputSize(input.length)];
    try {
      int length = cipher.processBytes(input, 0, input.length, output, 0);
      length += cipher.doFinal(output, length);
      return Arrays.copyOf(output, length);
    } catch (InvalidCipherTextException e) {
      throw new AEADBadTagException(String.valueOf(e.getMessage()));
    }
  }
}
