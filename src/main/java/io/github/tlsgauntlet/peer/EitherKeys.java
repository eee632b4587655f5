package io.github.tlsgauntlet.peer;

import io.github.tlsgauntlet.crypto.CryptoException;
import io.github.tlsgauntlet.crypto.RecordOpener;

/**
 * Opens by the keys of the handshake or by those of application data, whichever fit: what a server
 * does that keeps no order.
 *
 * @param handshake tried first
 * @param application tried where they do not fit
 */
record EitherKeys(RecordOpener handshake, RecordOpener application) implements RecordOpener {
  @Override
  public Opened open(int contentType, int version, byte[] fragment) throws CryptoException {
    try {
      return handshake.open(contentType, version, fragment);
    } catch (CryptoException e) {
      return application.open(contentType, version, fragment);
    }
  }

  @Override
  public void skip() {
    application.skip();
  }
}
