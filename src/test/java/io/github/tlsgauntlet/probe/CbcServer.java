package io.github.tlsgauntlet.probe;

import io.github.tlsgauntlet.crypto.CipherSuiteParameters;
import io.github.tlsgauntlet.crypto.HashAlgorithm;
import io.github.tlsgauntlet.crypto.RecordSealer;
import io.github.tlsgauntlet.crypto.RsaKeyTransport;
import io.github.tlsgauntlet.crypto.Tls12KeySchedule;
import io.github.tlsgauntlet.crypto.Tls12Keys;
import io.github.tlsgauntlet.crypto.TranscriptHash;
import io.github.tlsgauntlet.pki.Credential;
import io.github.tlsgauntlet.probe.FlightServer.Fragment;
import io.github.tlsgauntlet.probe.FlightServer.Manner;
import io.github.tlsgauntlet.probe.FlightServer.Talk;
import io.github.tlsgauntlet.protocol.CipherSuite;
import io.github.tlsgauntlet.protocol.HandshakeMessage;
import io.github.tlsgauntlet.protocol.HandshakeMessage.Certificate12;
import io.github.tlsgauntlet.protocol.HandshakeMessage.Finished;
import io.github.tlsgauntlet.protocol.HandshakeMessage.ServerHelloDone;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import io.github.tlsgauntlet.wire.WireException;
import io.github.tlsgauntlet.wire.WireReader;
import io.github.tlsgauntlet.wire.WireWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * A server of TLS 1.2 with one suite in CBC, which opens records by itself: a test says what it
 * does to each that it has decrypted.
 */
final class CbcServer implements Manner {
  static final CipherSuite SUITE = new CipherSuite(0x002f);
  static final int BAD_RECORD_MAC = 20;
  static final int DECRYPTION_FAILED = 21;
  static final int RECORD_OVERFLOW = 22;

  private static final Credential CREDENTIAL = FlightServer.rsa();
  private static final int APPLICATION_DATA = 23;
  private static final int BLOCK = 16;
  private static final int MAC_LENGTH = 20;
  private static final int KEYS = 2 * (MAC_LENGTH + BLOCK);
  private static final byte[] ANSWER =
      "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  /**
   * A record as it was decrypted.
   *
   * @param number 0 for the client's Finished
   * @param contents data, MAC and padding
   * @param plaintext what the last octet leaves; empty where it leaves no room for a MAC
   * @param paddingFits whether the padding leaves room for a MAC
   * @param paddingRight whether all octets of the padding are what they should be
   * @param macRight whether the MAC that the last octet points to is right
   */
  record Opened(
      int number,
      byte[] contents,
      byte[] plaintext,
      boolean paddingFits,
      boolean paddingRight,
      boolean macRight) {
    boolean isRight() {
      return paddingRight && macRight;
    }

    /** Whether so many last octets are what they should be. */
    boolean isPaddingRightInLast(int octets) {
      byte value = contents[contents.length - 1];
      for (int i = contents.length - octets; i < contents.length; i++) {
        if (contents[i] != value) {
          return false;
        }
      }
      return true;
    }
  }

  /** What the server does to a record. */
  sealed interface Deed {
    /** It takes the record. */
    record Take() implements Deed {}

    /** It sends an alert and closes. */
    record Alert(int description) implements Deed {}

    /** It closes. */
    record Close() implements Deed {}

    /** It resets the connection. */
    record Reset() implements Deed {}

    /** It does nothing more. */
    record Silence() implements Deed {}
  }

  /** What a test makes of a record. */
  @FunctionalInterface
  interface Opener {
    Deed open(Opened record);
  }

  private final Opener opener;
  private final Optional<byte[]> greeting;

  CbcServer(Opener opener) {
    this(opener, Optional.empty());
  }

  /** One that says something before it is asked. */
  CbcServer(Opener opener, Optional<byte[]> greeting) {
    this.opener = opener;
    this.greeting = greeting;
  }

  static Deed alert(int description) {
    return new Deed.Alert(description);
  }

  /** What a server should do. */
  static Deed right(Opened record) {
    return record.isRight() ? new Deed.Take() : alert(BAD_RECORD_MAC);
  }

  @Override
  public void serve(Talk talk) throws IOException, WireException {
    new Session(talk).run();
  }

  /** One connection. */
  private final class Session {
    private final Talk talk;
    private final TranscriptHash hash = new TranscriptHash();
    private final byte[] random = new byte[32];
    private byte[] master = new byte[0];
    private byte[] keys = new byte[0];
    private Optional<RecordSealer> sealer = Optional.empty();
    private int number;

    private Session(Talk talk) {
      this.talk = talk;
    }

    private void run() throws IOException, WireException {
      hash.add(talk.hello.encoded());
      send(
          FlightServer.serverHello(talk.hello.legacyVersion(), SUITE),
          new Certificate12(CREDENTIAL.certificates()),
          new ServerHelloDone());
      byte[] exchange = talk.read().bytes();
      hash.add(exchange);
      byte[] encrypted =
          WireReader.of(Arrays.copyOfRange(exchange, 4, exchange.length)).vector16().rest();
      byte[] premaster =
          RsaKeyTransport.decrypt(
              CREDENTIAL.privateKey(), encrypted, ProtocolVersion.TLS12, new SecureRandom());
      byte[] clientRandom = talk.hello.random();
      master = Tls12KeySchedule.masterSecret(HashAlgorithm.SHA256, premaster, clientRandom, random);
      keys = Tls12KeySchedule.keyBlock(HashAlgorithm.SHA256, master, clientRandom, random, KEYS);
      talk.read();
      if (take()) {
        finish(clientRandom);
        while (take()) {
          number++;
        }
      }
    }

    private void send(HandshakeMessage... messages) throws IOException {
      for (HandshakeMessage message : messages) {
        hash.add(message.encoded());
      }
      talk.send(messages);
    }

    private void finish(byte[] clientRandom) throws IOException {
      number++;
      talk.send(20, new byte[] {1});
      RecordSealer own =
          new Tls12Keys(
                  ProtocolVersion.TLS12,
                  CipherSuiteParameters.of(SUITE).orElseThrow(),
                  master,
                  clientRandom,
                  random,
                  false)
              .sealer(false, new SecureRandom());
      byte[] verifyData =
          Tls12KeySchedule.verifyData(
              HashAlgorithm.SHA256, master, false, hash.hash(HashAlgorithm.SHA256));
      talk.sendRecord(own.seal(FlightServer.HANDSHAKE, new Finished(verifyData).encoded()));
      sealer = Optional.of(own);
      if (greeting.isPresent()) {
        talk.sendRecord(own.seal(APPLICATION_DATA, greeting.get()));
      }
    }

    /** False where the connection has ended. */
    private boolean take() throws IOException {
      Fragment fragment = talk.read();
      Opened opened = opened(fragment);
      Deed deed = opener.open(opened);
      if (deed instanceof Deed.Take) {
        if (fragment.type() == FlightServer.HANDSHAKE) {
          hash.add(opened.plaintext());
        } else if (new String(opened.plaintext(), StandardCharsets.US_ASCII).contains("\r\n\r\n")) {
          talk.sendRecord(sealer.orElseThrow().seal(APPLICATION_DATA, ANSWER));
        }
        return fragment.type() != FlightServer.ALERT;
      }
      if (deed instanceof Deed.Alert alert) {
        byte[] body = {2, (byte) alert.description()};
        if (sealer.isPresent()) {
          talk.sendRecord(sealer.get().seal(FlightServer.ALERT, body));
        } else {
          talk.send(FlightServer.ALERT, body);
        }
      } else if (deed instanceof Deed.Reset) {
        talk.reset();
      } else if (deed instanceof Deed.Silence) {
        talk.read();
      }
      return false;
    }

    private Opened opened(Fragment fragment) {
      byte[] contents = decrypt(fragment.bytes());
      int padding = (contents[contents.length - 1] & 0xff) + 1;
      int macAt = contents.length - padding - MAC_LENGTH;
      boolean fits = macAt >= 0;
      boolean right = padding <= contents.length;
      for (int i = 1; right && i <= padding; i++) {
        right = (contents[contents.length - i] & 0xff) == padding - 1;
      }
      byte[] plaintext = fits ? Arrays.copyOf(contents, macAt) : new byte[0];
      boolean macRight =
          fits
              && MessageDigest.isEqual(
                  mac(fragment.type(), plaintext),
                  Arrays.copyOfRange(contents, macAt, macAt + MAC_LENGTH));
      return new Opened(number, contents, plaintext, fits, right, macRight);
    }

    private byte[] decrypt(byte[] fragment) {
      try {
        Cipher cipher = Cipher.getInstance("AES/CBC/NoPadding");
        cipher.init(
            Cipher.DECRYPT_MODE,
            new SecretKeySpec(keys, 2 * MAC_LENGTH, BLOCK, "AES"),
            new IvParameterSpec(fragment, 0, BLOCK));
        return cipher.doFinal(fragment, BLOCK, fragment.length - BLOCK);
      } catch (GeneralSecurityException e) {
        throw new AssertionError(e);
      }
    }

    private byte[] mac(int type, byte[] plaintext) {
      try {
        Mac mac = Mac.getInstance("HmacSHA1");
        mac.init(new SecretKeySpec(keys, 0, MAC_LENGTH, "HmacSHA1"));
        return mac.doFinal(
            WireWriter.write(
                w ->
                    w.uint32(0)
                        .uint32(number)
                        .uint8(type)
                        .uint16(0x0303)
                        .uint16(plaintext.length)
                        .bytes(plaintext)));
      } catch (GeneralSecurityException e) {
        throw new AssertionError(e);
      }
    }
  }
}
