package io.github.tlsgauntlet.target.jvm;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;

/** A socket that knows whether anything was said over it. */
final class OverheardSocket extends Socket {
  private volatile boolean spoke; // written by whichever thread runs the handshake

  @Override
  public OutputStream getOutputStream() throws IOException {
    OutputStream out = super.getOutputStream();
    return new FilterOutputStream(out) {
      @Override
      public void write(int octet) throws IOException {
        spoke = true;
        out.write(octet);
      }

      @Override
      public void write(byte[] octets, int offset, int length) throws IOException {
        spoke |= length > 0;
        out.write(octets, offset, length);
      }
    };
  }

  /** Whether an octet went out. */
  boolean spoke() {
    return spoke;
  }
}
