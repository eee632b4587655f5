package io.github.tlsgauntlet.crypto;

import java.io.ByteArrayOutputStream;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * DEFLATE under the protection of records (RFC 3749; RFC 5246, Section 6.2.2): what earlier records
 * held shortens later ones, which is what CRIME reads secrets by.
 */
public final class RecordCompression {
  /** The method's number in a ClientHello and a ServerHello. */
  public static final int DEFLATE = 1;

  private static final int MOST_PLAINTEXT = 1 << 14;

  private RecordCompression() {}

  /**
   * Compresses what a sealer seals.
   *
   * @param sealer which goes on to protect what is compressed
   */
  public static RecordSealer compressing(RecordSealer sealer) {
    Deflater deflater = new Deflater();
    return new RecordSealer() {
      @Override
      public byte[] seal(int contentType, byte[] plaintext) {
        return sealer.seal(contentType, compress(deflater, plaintext));
      }

      @Override
      public byte[] seal(int contentType, byte[] plaintext, BlockContents contents) {
        return sealer.seal(contentType, compress(deflater, plaintext), contents);
      }
    };
  }

  private static byte[] compress(Deflater deflater, byte[] plaintext) {
    if (plaintext.length == 0) {
      return plaintext;
    }
    deflater.setInput(plaintext);
    ByteArrayOutputStream compressed = new ByteArrayOutputStream(plaintext.length);
    byte[] part = new byte[MOST_PLAINTEXT];
    int length;
    do {
      length = deflater.deflate(part, 0, part.length, Deflater.SYNC_FLUSH);
      compressed.write(part, 0, length);
    } while (length == part.length);
    return compressed.toByteArray();
  }

  /**
   * Expands what an opener opens, to at most 2^14 bytes a record.
   *
   * @param opener whose records are compressed
   */
  public static RecordOpener expanding(RecordOpener opener) {
    Inflater inflater = new Inflater();
    return new RecordOpener() {
      @Override
      public Opened open(int contentType, int version, byte[] fragment) throws CryptoException {
        Opened opened = opener.open(contentType, version, fragment);
        return new Opened(opened.contentType(), expand(inflater, opened.plaintext()));
      }

      @Override
      public void skip() {
        opener.skip();
      }
    };
  }

  private static byte[] expand(Inflater inflater, byte[] compressed) throws CryptoException {
    inflater.setInput(compressed);
    ByteArrayOutputStream plaintext = new ByteArrayOutputStream();
    byte[] part = new byte[MOST_PLAINTEXT + 1];
    try {
      int length;
      while ((length = inflater.inflate(part)) > 0) {
        plaintext.write(part, 0, length);
        if (plaintext.size() > MOST_PLAINTEXT) {
          throw new CryptoException(
              CryptoException.Kind.BAD_COMPRESSION, "A record expands to more than 16,384 bytes");
        }
      }
    } catch (DataFormatException e) {
      throw new CryptoException(
          CryptoException.Kind.BAD_COMPRESSION, "A record does not expand", e);
    }
    if (inflater.finished() || inflater.needsDictionary()) {
      throw new CryptoException(
          CryptoException.Kind.BAD_COMPRESSION, "A record ends the stream of compression");
    }
    return plaintext.toByteArray();
  }
}
