package io.github.tlsgauntlet.probe;

import io.github.tlsgauntlet.crypto.CipherSuiteParameters;
import io.github.tlsgauntlet.peer.ClientSettings;
import io.github.tlsgauntlet.peer.Deadline;
import io.github.tlsgauntlet.peer.FirstFlight;
import io.github.tlsgauntlet.peer.HelloCaller;
import io.github.tlsgauntlet.peer.TlsClient;
import io.github.tlsgauntlet.probe.Weakness.Exposure;
import io.github.tlsgauntlet.protocol.CipherSuite;
import io.github.tlsgauntlet.protocol.ContentType;
import io.github.tlsgauntlet.protocol.HandshakeMessage.ClientKeyExchange;
import io.github.tlsgauntlet.protocol.SuiteTraits;
import java.io.IOException;
import java.math.BigInteger;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Bleichenbacher's oracle (ROBOT): whether a server tells an encrypted premaster secret that is
 * well formed from others. All of a server's answers to one must equal those to any other (RFC
 * 5246, Section 7.4.7.1), and none may come before the Finished that does not decrypt. A server
 * that refuses everything answers alike, too: it is safe only where it was seen to take a premaster
 * secret.
 */
final class RobotProbe {
  private static final int ROUNDS = 3;
  private static final int PREMASTER = 48;
  private static final int FINISHED = 64;
  private static final int MOST_RECORDS = 4;

  /** What is wrong with the block before its encryption. */
  private enum Form {
    /** Nothing. */
    RIGHT,
    /** It doesn't begin with 00 02. */
    WRONG_START,
    /** The zero that ends the padding comes too early. */
    ZERO_MISPLACED,
    /** There is no zero that ends the padding. */
    ZERO_MISSING,
    /** The premaster secret begins with a version that nobody offered. */
    WRONG_VERSION
  }

  /** How much of the client's second flight is sent. */
  private enum Flight {
    /** All of it; Finished does not decrypt. */
    WHOLE(""),
    /**
     * All but Finished: our side of the connection closes in its place, so that nothing needs to be
     * waited for.
     */
    WITHOUT_FINISHED("before Finished, ");

    final String words;

    Flight(String words) {
      this.words = words;
    }
  }

  private final Line line;
  private final Hello hello;

  RobotProbe(Line line, Hello all) {
    this.line = line;
    List<CipherSuite> suites =
        all.suites().stream()
            .filter(
                suite ->
                    SuiteTraits.of(suite)
                        .filter(
                            traits ->
                                traits.keyExchange().equals("RSA")
                                    && traits.authentication().equals("RSA")
                                    && !traits.export())
                        .isPresent())
            .filter(suite -> CipherSuiteParameters.of(suite).isPresent())
            .toList();
    this.hello = all.suites(suites);
  }

  Weakness run() {
    if (hello.suites().isEmpty()) {
      return told(Exposure.SAFE, "It takes no suite with RSA key exchange.");
    }
    Weakness found = run(Flight.WHOLE);
    if (found.exposure() != Exposure.SAFE) {
      return found;
    }
    Weakness sooner = run(Flight.WITHOUT_FINISHED);
    if (sooner.exposure() != Exposure.SAFE) {
      return sooner;
    }
    return completes()
        ? found
        : told(
            Exposure.UNTOLD,
            found.detail()
                + " It takes none at all: no handshake with RSA key exchange completes.");
  }

  /** Whether it takes a right premaster secret of a client without a certificate, like this one. */
  private boolean completes() {
    ClientSettings settings =
        ClientSettings.builder()
            .versions(hello.version())
            .cipherSuites(hello.suites())
            .serverName(hello.serverName())
            .build();
    try (TlsClient client = line.client(settings)) {
      return client.handshake().completed();
    } catch (IOException e) {
      return false;
    }
  }

  private Weakness run(Flight flight) {
    List<Map<Form, String>> rounds = new ArrayList<>();
    for (int i = 0; i < ROUNDS; i++) {
      Optional<Map<Form, String>> round = round(flight);
      if (round.isEmpty()) {
        return told(Exposure.UNTOLD, "A handshake with RSA key exchange did not come so far.");
      }
      rounds.add(round.get());
      if (round.get().values().stream().distinct().count() == 1) {
        return i == 0
            ? told(
                Exposure.SAFE,
                "Whatever is wrong with a premaster secret, "
                    + flight.words
                    + "it "
                    + round.get().get(Form.RIGHT)
                    + ".")
            : told(Exposure.UNTOLD, "Its answers differ from time to time, whatever is sent.");
      }
    }
    if (rounds.stream().distinct().count() > 1) {
      return told(Exposure.UNTOLD, "Its answers differ from time to time, whatever is sent.");
    }
    Map<Form, String> answers = rounds.get(0);
    boolean weak =
        List.of(Form.WRONG_START, Form.ZERO_MISPLACED, Form.ZERO_MISSING).stream()
                .map(form -> answers.getOrDefault(form, ""))
                .distinct()
                .count()
            == 1;
    return told(
        Exposure.VULNERABLE,
        (weak ? "A weak oracle: " : "A strong oracle: ")
            + flight.words
            + "to a right premaster secret it "
            + answers.get(Form.RIGHT)
            + ", to one with a wrong start it "
            + answers.get(Form.WRONG_START)
            + ", without an end of the padding it "
            + answers.get(Form.ZERO_MISSING)
            + ".");
  }

  private static Weakness told(Exposure exposure, String detail) {
    return new Weakness("robot", "ROBOT", "CVE-2017-13099", exposure, detail);
  }

  private Optional<Map<Form, String>> round(Flight flight) {
    Map<Form, String> answers = new EnumMap<>(Form.class);
    for (Form form : Form.values()) {
      Optional<String> answer = ask(flight, form);
      if (answer.isEmpty()) {
        return Optional.empty();
      }
      answers.put(form, answer.get());
    }
    return Optional.of(answers);
  }

  private Optional<String> ask(Flight much, Form form) {
    try (HelloCaller caller = line.caller()) {
      FirstFlight flight = caller.call(hello.message(line.random()), hello.recordVersion());
      Optional<RSAPublicKey> key =
          flight.certificates().stream()
              .findFirst()
              .flatMap(Certificates::x509)
              .map(X509Certificate::getPublicKey)
              .filter(RSAPublicKey.class::isInstance)
              .map(RSAPublicKey.class::cast);
      if (!flight.complete() || key.isEmpty()) {
        return Optional.empty();
      }
      byte[] encrypted =
          encrypt(block(form, (key.get().getModulus().bitLength() + 7) / 8), key.get());
      byte[] body =
          io.github.tlsgauntlet.wire.WireWriter.write(
              w -> w.vector16(vector -> vector.bytes(encrypted)));
      byte[] finished = new byte[FINISHED];
      line.random().nextBytes(finished);
      if (flight.ask().isPresent()) {
        // Asked for a certificate, a client has to answer, if only that it has none.
        caller.send(
            ContentType.HANDSHAKE.code(),
            hello.version(),
            new io.github.tlsgauntlet.protocol.HandshakeMessage.Certificate12(List.of()).encoded());
      }
      caller.send(
          ContentType.HANDSHAKE.code(), hello.version(), new ClientKeyExchange(body).encoded());
      caller.send(ContentType.CHANGE_CIPHER_SPEC.code(), hello.version(), new byte[] {1});
      if (much == Flight.WHOLE) {
        caller.send(ContentType.HANDSHAKE.code(), hello.version(), finished);
      } else {
        caller.halfClose();
      }
      return Optional.of(answer(caller, much));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /**
   * All that comes, and how the connection ends: a difference in either is one. How it ends tells
   * nothing where it was we who began to close.
   */
  private String answer(HelloCaller caller, Flight flight) {
    List<String> said = new ArrayList<>();
    for (int i = 0; i < MOST_RECORDS; i++) {
      HelloCaller.Received received = caller.next(Deadline.in(line.timeout().dividedBy(2)));
      if (received.record().isEmpty()) {
        if (flight == Flight.WHOLE) {
          said.add(Words.of(received.ending()));
        }
        break;
      }
      said.add(
          received
              .record()
              .get()
              .alert()
              .map(alert -> "sent the alert " + alert.description())
              .orElse("sent a record of type " + received.record().get().contentType()));
    }
    return said.isEmpty() ? "said nothing" : String.join(" and ", said);
  }

  /** PKCS #1 (RFC 8017, Section 7.2.1), with one thing wrong. */
  private byte[] block(Form form, int length) {
    byte[] block = new byte[length];
    line.random().nextBytes(block);
    for (int i = 2; i < length; i++) {
      if (block[i] == 0) {
        block[i] = 1;
      }
    }
    int premaster = length - PREMASTER;
    block[0] = 0;
    block[1] = 2;
    block[premaster - 1] = 0;
    int offered = hello.version().code();
    block[premaster] = (byte) (offered >> 8);
    block[premaster + 1] = (byte) offered;
    switch (form) {
      case RIGHT -> {}
      case WRONG_START -> {
        block[0] = 0x41;
        block[1] = 0x17;
      }
      case ZERO_MISPLACED -> {
        block[premaster - 1] = 0x11;
        block[length - 2] = 0;
      }
      case ZERO_MISSING -> block[premaster - 1] = 0x11;
      case WRONG_VERSION -> {
        block[premaster] = 2;
        block[premaster + 1] = 2;
      }
    }
    return block;
  }

  private static byte[] encrypt(byte[] block, RSAPublicKey key) {
    byte[] number =
        new BigInteger(1, block)
            .mod(key.getModulus())
            .modPow(key.getPublicExponent(), key.getModulus())
            .toByteArray();
    byte[] encrypted = new byte[block.length];
    int from = Math.max(0, number.length - block.length);
    byte[] digits = Arrays.copyOfRange(number, from, number.length);
    System.arraycopy(digits, 0, encrypted, block.length - digits.length, digits.length);
    return encrypted;
  }
}
