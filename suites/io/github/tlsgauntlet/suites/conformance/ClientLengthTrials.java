package io.github.tlsgauntlet.suites.conformance;

import io.github.tlsgauntlet.crypto.Signatures;
import io.github.tlsgauntlet.peer.Sending;
import io.github.tlsgauntlet.peer.TranscriptEntry;
import io.github.tlsgauntlet.protocol.ExtensionType;
import io.github.tlsgauntlet.protocol.Extensions;
import io.github.tlsgauntlet.protocol.HandshakeMessage;
import io.github.tlsgauntlet.protocol.HandshakeMessage.CertificateRequest13;
import io.github.tlsgauntlet.protocol.HandshakeMessage.HelloRequest;
import io.github.tlsgauntlet.protocol.HandshakeMessage.KeyUpdate;
import io.github.tlsgauntlet.protocol.HandshakeType;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import io.github.tlsgauntlet.suite.Verdict;
import io.github.tlsgauntlet.suite.conformance.AfterServed;
import io.github.tlsgauntlet.suite.conformance.ClientCase;
import io.github.tlsgauntlet.suite.conformance.ClientStimulus;
import io.github.tlsgauntlet.suite.conformance.Exchange;
import io.github.tlsgauntlet.suite.conformance.Expectations;
import io.github.tlsgauntlet.target.TargetException;
import io.github.tlsgauntlet.wire.WireException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Tries malformed messages on a client: it must refuse each, and go on connecting to others. Inside
 * an extension a length is judged where the client has to read it, or has asked for it.
 */
final class ClientLengthTrials {
  static final String MALFORMED =
      "each length in it one too small, one too large, zero and maximal, a byte more at its end,"
          + " and cuts at each boundary";
  static final String REFUSED =
      "a refusal each time, and an ordinary handshake succeeds afterwards";

  /** A client of any kind has to look into these; others it may pass over unread. */
  private static final Set<ExtensionType> READ_BY_ALL =
      Set.of(
          ExtensionType.SUPPORTED_VERSIONS,
          ExtensionType.KEY_SHARE,
          ExtensionType.SIGNATURE_ALGORITHMS);

  /** Of the type of a ServerHello, and before it. */
  private static final String HELLO_RETRY_REQUEST = "HelloRetryRequest";

  private ClientLengthTrials() {}

  /** Each length wrong in each way, and a cut at each boundary. */
  static void malformed(ClientCase client, HandshakeType... types) throws TargetException {
    tried(client, settings -> settings, client.ordinary(), types);
  }

  /** The same, of what our server says with other settings. */
  static void malformedGiven(
      ClientCase client, ClientStimulus.Change change, HandshakeType... types)
      throws TargetException {
    Exchange legal =
        client.meets(change.apply(client.settings()).build(), client.setup(), AfterServed::answer);
    tried(client, change, legal, types);
  }

  /** A CertificateRequest after the handshake. */
  static void lateRequest(ClientCase client) throws TargetException {
    late(
        client,
        client.given(settings -> settings.ask(Optional.empty())),
        new CertificateRequest13(
            new byte[] {1},
            List.of(
                Extensions.signatureSchemes(
                    ExtensionType.SIGNATURE_ALGORITHMS, Signatures.all()))));
  }

  /** A HelloRequest after the handshake. */
  static void helloRequest(ClientCase client) throws TargetException {
    late(client, client.asItIs(), new HelloRequest());
  }

  /**
   * A KeyUpdate. Who takes one that is whole goes on under new keys, and who passes over it under
   * the old ones: both are tried.
   */
  static void keyUpdate(ClientCase client) throws TargetException {
    byte[] right = new KeyUpdate(0).encoded();
    ClientStimulus stimulus = client.asItIs().surviving();
    for (Malformed one : of(right, client.version().orElseThrow(), READ_BY_ALL)) {
      Sending[] wrong = one.apart(right);
      stimulus = stimulus.orAfterHandshake(one.name(), Served.saying(wrong));
      if (!one.unfinished()) {
        stimulus =
            stimulus.orAfterHandshake(
                one.name() + ", then new keys", Served.sayingAndChangingKeys(wrong));
      }
    }
    stimulus.expecting(Expectations.refuses());
  }

  /** What follows the handshake. */
  private static void late(ClientCase client, ClientStimulus given, HandshakeMessage message)
      throws TargetException {
    byte[] right = message.encoded();
    ClientStimulus stimulus = given.surviving();
    for (Malformed one : of(right, client.version().orElseThrow(), READ_BY_ALL)) {
      stimulus = stimulus.orAfterHandshake(one.name(), Served.saying(one.apart(right)));
    }
    stimulus.expecting(Expectations.refuses());
  }

  private static void tried(
      ClientCase client, ClientStimulus.Change change, Exchange legal, HandshakeType... types)
      throws TargetException {
    Set<ExtensionType> read = read(client);
    ClientStimulus stimulus = client.given(change).surviving();
    boolean any = false;
    for (HandshakeType type : types) {
      Optional<byte[]> sample =
          Stream.of(HELLO_RETRY_REQUEST, type.toString())
              .filter(
                  label -> type.equals(HandshakeType.SERVER_HELLO) || label.equals(type.toString()))
              .flatMap(label -> legal.sent(label).stream())
              .map(TranscriptEntry::bytes)
              .findFirst();
      if (sample.isPresent()) {
        any = true;
        for (Malformed one : of(sample.get(), client.version().orElseThrow(), read)) {
          stimulus = stimulus.or(type + " " + one.name(), one.in(type, 0));
        }
      }
    }
    if (any) {
      stimulus.expecting(Expectations.refuses());
    } else {
      client.concludes(
          Expectations.finding(
              Verdict.NOT_APPLICABLE, "An ordinary server sends no such message here.", legal));
    }
  }

  /** Groups and point formats that a server names mean nothing to a client that needs no others. */
  private static Set<ExtensionType> read(ClientCase client) throws TargetException {
    Set<ExtensionType> read = new HashSet<>(READ_BY_ALL);
    client.hello().extensions().forEach(extension -> read.add(extension.type()));
    read.remove(ExtensionType.SUPPORTED_GROUPS);
    read.remove(ExtensionType.EC_POINT_FORMATS);
    return read;
  }

  private static List<Malformed> of(
      byte[] sample, ProtocolVersion version, Set<ExtensionType> read) {
    try {
      return Malformed.all(sample, version, read::contains);
    } catch (WireException e) {
      throw new IllegalStateException("Our own message does not decode", e);
    }
  }
}
