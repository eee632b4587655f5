package io.github.tlsgauntlet.pki;

import io.github.tlsgauntlet.wire.WireException;
import io.github.tlsgauntlet.wire.WireReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * A log's promise to show a certificate to everyone: a signed certificate timestamp (RFC 6962,
 * Section 3.2).
 *
 * @param logId SHA-256 of the log's key, in hexadecimal
 * @param time when the log says that it was given the certificate
 * @param extensions of the timestamp, which the signature covers
 * @param hash the number of the hash algorithm (RFC 5246, Section 7.4.1.4.1)
 * @param signing the number of the signature algorithm
 * @param signature over what {@link TimestampJudge} puts together
 */
public record SignedTimestamp(
    String logId, Instant time, byte[] extensions, int hash, int signing, byte[] signature) {
  private static final int LOG_ID = 32;
  private static final int MOST = 64;

  /**
   * What a list holds (RFC 6962, Section 3.3).
   *
   * @param timestamps those of version 1 that could be read, 64 at most
   * @param others how many could not be read, or are of another version
   */
  public record Listed(List<SignedTimestamp> timestamps, int others) {
    public Listed {
      timestamps = List.copyOf(timestamps);
    }
  }

  /**
   * Reads a list. Never fails: what can't be read is counted.
   *
   * @param list with its length in front
   */
  public static Listed readList(byte[] list) {
    List<SignedTimestamp> found = new ArrayList<>();
    int others = 0;
    try {
      WireReader reader = WireReader.of(list);
      WireReader entries = reader.vector16();
      others += reader.hasRemaining() ? 1 : 0;
      while (entries.hasRemaining()) {
        WireReader entry = entries.vector16();
        if (found.size() + others >= MOST) {
          others++;
          continue;
        }
        try {
          found.add(read(entry));
        } catch (WireException e) {
          others++;
        }
      }
    } catch (WireException e) {
      others++;
    }
    return new Listed(found, others);
  }

  private static SignedTimestamp read(WireReader entry) throws WireException {
    int version = entry.uint8();
    if (version != 0) {
      throw new WireException(
          WireException.Kind.OUT_OF_RANGE, "version " + (version + 1) + " of a timestamp");
    }
    String log = HexFormat.of().formatHex(entry.bytes(LOG_ID));
    Instant time = Instant.ofEpochMilli(entry.uint32() << 32 | entry.uint32());
    byte[] extensions = entry.vector16().rest();
    int hash = entry.uint8();
    int signing = entry.uint8();
    byte[] signature = entry.vector16().rest();
    entry.end("signed certificate timestamp");
    return new SignedTimestamp(log, time, extensions, hash, signing, signature);
  }
}
