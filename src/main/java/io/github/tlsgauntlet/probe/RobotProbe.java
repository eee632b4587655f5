package io.github.tlsgauntlet.probe;

import io.github.tlsgauntlet.crypto.CipherSuiteParameters;
import io.github.tlsgauntlet.peer.ClientSettings;
import io.github.tlsgauntlet.peer.Deadline;
import io.github.tlsgauntlet.peer.FirstFlight;
import io.github.tlsgauntlet.peer.HelloCaller;
import io.github.tlsgauntlet.peer.Scripts;
import io.github.tlsgauntlet.peer.Sending;
import io.github.tlsgauntlet.peer.TlsClient;
import io.github.tlsgauntlet.pki.Credential;
import io.github.tlsgauntlet.probe.Weakness.Exposure;
import io.github.tlsgauntlet.protocol.CipherSuite;
import io.github.tlsgauntlet.protocol.ContentType;
import io.github.tlsgauntlet.protocol.HandshakeMessage.ClientKeyExchange;
import io.github.tlsgauntlet.protocol.HandshakeType;
import io.github.tlsgauntlet.protocol.SuiteTraits;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Bleichenbacher's oracle (ROBOT): whether a server tells an encrypted premaster secret that is
 * well formed from others. All of a server's answers to one must equal those to any other (RFC
 * 5246, Section 7.4.7.1), and none may come before the Finished that does not decrypt. A server
 * that refuses everything answers alike, too: it is safe only where it was seen to take a premaster
 * secret.
 */
final class RobotProbe {
  private static final int ROUNDS = 3;
  private static final int FINISHED = 64;
  private static final int MOST_RECORDS = 4;

  /** How much of the client's second flight is sent. */
  private enum Flight {
    /** All of it; Finished does not decrypt. */
    WHOLE(""),
    /**
     * All but Finished: our side of the connection closes in its place, so that nothing needs to be
     * waited for.
     */
    WITHOUT_FINISHED("before Finished, "),
    /** The key exchange, and what has to go before it; then our side closes. */
    EXCHANGE_ALONE("before ChangeCipherSpec, ");

    final String words;

    Flight(String words) {
      this.words = words;
    }
  }

  private final Line line;
  private final Hello hello;
  private final Optional<Credential> credential;

  /**
   * A probe.
   *
   * @param all a hello with all that the server takes
   * @param credential for a server that asks for a certificate
   */
  RobotProbe(Line line, Hello all, Optional<Credential> credential) {
    this.line = line;
    this.credential = credential;
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
    // Who shows a certificate proves that it is his, which a client of ours knows how to do; it
    // can't be told to close before Finished.
    Optional<RSAPublicKey> shownTo = credential.isEmpty() ? Optional.empty() : keyOfWhoAsks();
    Weakness found =
        shownTo.isPresent()
            ? judge(Flight.WHOLE, form -> show(form, shownTo.get()))
            : judge(Flight.WHOLE, form -> ask(Flight.WHOLE, form));
    if (found.exposure() != Exposure.SAFE) {
      return found;
    }
    if (shownTo.isEmpty()) {
      for (Flight part : List.of(Flight.WITHOUT_FINISHED, Flight.EXCHANGE_ALONE)) {
        Weakness sooner = judge(part, form -> ask(part, form));
        if (sooner.exposure() != Exposure.SAFE) {
          return sooner;
        }
      }
    }
    return completes()
        ? found
        : told(
            Exposure.UNTOLD,
            found.detail()
                + " It takes none at all: no handshake with RSA key exchange completes.");
  }

  /** The key of a server that asks for a certificate. */
  private Optional<RSAPublicKey> keyOfWhoAsks() {
    FirstFlight flight = line.ask(hello);
    return flight.ask().isPresent() ? key(flight) : Optional.empty();
  }

  private static Optional<RSAPublicKey> key(FirstFlight flight) {
    return flight.certificates().stream()
        .findFirst()
        .flatMap(Certificates::x509)
        .map(X509Certificate::getPublicKey)
        .filter(RSAPublicKey.class::isInstance)
        .map(RSAPublicKey.class::cast);
  }

  private ClientSettings.Builder client() {
    return ClientSettings.builder()
        .versions(hello.version())
        .cipherSuites(hello.suites())
        .serverName(hello.serverName())
        .credential(credential);
  }

  /** Whether it takes a right premaster secret of a client like this one. */
  private boolean completes() {
    try (TlsClient client = line.client(client().build())) {
      return client.handshake().completed();
    } catch (IOException e) {
      return false;
    }
  }

  /** What it says where a certificate is shown and proved; our Finished fits no block. */
  private Optional<String> show(PremasterBlock form, RSAPublicKey key) {
    ClientKeyExchange exchange = form.message(key, hello.version(), line.random());
    ClientSettings settings =
        client()
            .script(
                Scripts.replace(
                    HandshakeType.CLIENT_KEY_EXCHANGE, due -> List.of(Sending.of(exchange))))
            .build();
    try (TlsClient client = line.client(settings)) {
      return Optional.of(Words.of(client.handshake().ending()));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private Weakness judge(Flight flight, Function<PremasterBlock, Optional<String>> ask) {
    List<Map<PremasterBlock, String>> rounds = new ArrayList<>();
    for (int i = 0; i < ROUNDS; i++) {
      Optional<Map<PremasterBlock, String>> round = round(ask);
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
                    + round.get().get(PremasterBlock.RIGHT)
                    + ".")
            : told(Exposure.UNTOLD, "Its answers differ from time to time, whatever is sent.");
      }
    }
    if (rounds.stream().distinct().count() > 1) {
      return told(Exposure.UNTOLD, "Its answers differ from time to time, whatever is sent.");
    }
    Map<PremasterBlock, String> answers = rounds.get(0);
    boolean weak =
        List.of(
                    PremasterBlock.WRONG_START,
                    PremasterBlock.ZERO_MISPLACED,
                    PremasterBlock.ZERO_MISSING)
                .stream()
                .map(form -> answers.getOrDefault(form, ""))
                .distinct()
                .count()
            == 1;
    return told(
        Exposure.VULNERABLE,
        (weak ? "A weak oracle: " : "A strong oracle: ")
            + flight.words
            + "to a right premaster secret it "
            + answers.get(PremasterBlock.RIGHT)
            + ", to one with a wrong start it "
            + answers.get(PremasterBlock.WRONG_START)
            + ", without an end of the padding it "
            + answers.get(PremasterBlock.ZERO_MISSING)
            + ".");
  }

  private static Weakness told(Exposure exposure, String detail) {
    return new Weakness("robot", "ROBOT", "CVE-2017-13099", exposure, detail);
  }

  private static Optional<Map<PremasterBlock, String>> round(
      Function<PremasterBlock, Optional<String>> ask) {
    Map<PremasterBlock, String> answers = new EnumMap<>(PremasterBlock.class);
    for (PremasterBlock form : PremasterBlock.values()) {
      Optional<String> answer = ask.apply(form);
      if (answer.isEmpty()) {
        return Optional.empty();
      }
      answers.put(form, answer.get());
    }
    return Optional.of(answers);
  }

  private Optional<String> ask(Flight much, PremasterBlock form) {
    try (HelloCaller caller = line.caller()) {
      FirstFlight flight = caller.call(hello.message(line.random()), hello.recordVersion());
      Optional<RSAPublicKey> key = key(flight);
      if (!flight.complete() || key.isEmpty()) {
        return Optional.empty();
      }
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
          ContentType.HANDSHAKE.code(),
          hello.version(),
          form.message(key.get(), hello.version(), line.random()).encoded());
      if (much != Flight.EXCHANGE_ALONE) {
        caller.send(ContentType.CHANGE_CIPHER_SPEC.code(), hello.version(), new byte[] {1});
      }
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
}
