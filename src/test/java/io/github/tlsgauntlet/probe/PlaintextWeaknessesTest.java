package io.github.tlsgauntlet.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsgauntlet.pki.Credential;
import io.github.tlsgauntlet.probe.FlightServer.Fragment;
import io.github.tlsgauntlet.probe.FlightServer.Manner;
import io.github.tlsgauntlet.probe.FlightServer.Talk;
import io.github.tlsgauntlet.probe.Weakness.Exposure;
import io.github.tlsgauntlet.protocol.CipherSuite;
import io.github.tlsgauntlet.protocol.Extension;
import io.github.tlsgauntlet.protocol.ExtensionType;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import java.io.IOException;
import java.math.BigInteger;
import java.security.interfaces.RSAPrivateKey;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Each weakness is seen on a server that has it, and not on one that has it not. */
class PlaintextWeaknessesTest {
  private static final CipherSuite RSA_SUITE = new CipherSuite(0x002f);
  private static final Extension HEARTBEAT = new Extension(new ExtensionType(15), new byte[] {1});
  private static final Credential CREDENTIAL = FlightServer.rsa();

  private static Weakness probe(Manner manner, Function<PlaintextWeaknesses, Weakness> which)
      throws IOException {
    try (FlightServer server = FlightServer.that(manner)) {
      Line line = new Line(server.dialer(), Duration.ofSeconds(10));
      Hello hello = Hello.all(ProtocolVersion.TLS12, Optional.empty()).suites(List.of(RSA_SUITE));
      return which.apply(new PlaintextWeaknesses(line, hello));
    }
  }

  private static Weakness robot(PlaintextWeaknesses weaknesses) {
    return weaknesses.robot(Optional.empty());
  }

  private static Manner afterFlight(Manner then, Extension... extensions) {
    return talk -> {
      talk.rsaFlight(RSA_SUITE, CREDENTIAL, extensions);
      then.serve(talk);
    };
  }

  @Test
  void a_server_that_answers_with_more_than_it_was_sent_bleeds() throws IOException {
    Weakness found =
        probe(
            afterFlight(
                talk -> {
                  Fragment heartbeat = talk.read();
                  int claimed = (heartbeat.bytes()[1] & 0xff) << 8 | heartbeat.bytes()[2] & 0xff;
                  byte[] answer = new byte[3 + claimed + 16];
                  answer[0] = 2;
                  talk.send(heartbeat.type(), answer);
                },
                HEARTBEAT),
            PlaintextWeaknesses::heartbleed);

    assertThat(found.exposure()).as(found.detail()).isEqualTo(Exposure.VULNERABLE);
  }

  @Test
  void a_server_that_drops_a_lying_heartbeat_is_safe() throws IOException {
    Weakness found =
        probe(
            afterFlight(
                talk -> {
                  talk.read();
                  talk.read();
                  talk.alert(FlightServer.UNEXPECTED_MESSAGE);
                },
                HEARTBEAT),
            PlaintextWeaknesses::heartbleed);

    assertThat(found.exposure()).as(found.detail()).isEqualTo(Exposure.SAFE);
  }

  @Test
  void a_server_without_heartbeats_is_safe() throws IOException {
    Weakness found = probe(afterFlight(Talk::read), PlaintextWeaknesses::heartbleed);

    assertThat(found.exposure()).isEqualTo(Exposure.SAFE);
    assertThat(found.detail()).isEqualTo("It takes no heartbeats.");
  }

  @Test
  void a_server_that_tries_to_decrypt_after_an_early_change_is_vulnerable() throws IOException {
    Weakness found =
        probe(
            afterFlight(
                talk -> {
                  talk.read();
                  talk.read();
                  talk.alert(20);
                }),
            PlaintextWeaknesses::earlyChangeCipherSpec);

    assertThat(found.exposure()).as(found.detail()).isEqualTo(Exposure.VULNERABLE);
  }

  @Test
  void a_server_that_refuses_an_early_change_is_safe() throws IOException {
    Weakness found =
        probe(
            afterFlight(
                talk -> {
                  talk.read();
                  talk.alert(FlightServer.UNEXPECTED_MESSAGE);
                }),
            PlaintextWeaknesses::earlyChangeCipherSpec);

    assertThat(found.exposure()).as(found.detail()).isEqualTo(Exposure.SAFE);
  }

  @Test
  void a_server_that_closes_without_a_word_tells_nothing() throws IOException {
    Weakness found = probe(afterFlight(Talk::read), PlaintextWeaknesses::earlyChangeCipherSpec);

    assertThat(found.exposure()).as(found.detail()).isEqualTo(Exposure.UNTOLD);
  }

  @Test
  void nothing_is_told_of_a_server_that_refuses_the_hello() throws IOException {
    for (Function<PlaintextWeaknesses, Weakness> each :
        List.<Function<PlaintextWeaknesses, Weakness>>of(
            PlaintextWeaknesses::heartbleed,
            PlaintextWeaknesses::earlyChangeCipherSpec,
            PlaintextWeaknessesTest::robot)) {
      Weakness found = probe(talk -> talk.alert(FlightServer.HANDSHAKE_FAILURE), each);

      assertThat(found.exposure()).as(found.id()).isEqualTo(Exposure.UNTOLD);
    }
  }

  /** How a server that has decrypted a premaster secret finds it. */
  private enum Block {
    RIGHT,
    WRONG_VERSION,
    WRONG_PADDING
  }

  /** A server that reads the premaster secret and answers by what it finds. */
  private static Manner decrypting(Function<Block, Integer> alert) {
    return afterFlight(
        talk -> {
          byte[] exchange = talk.read().bytes();
          talk.read();
          talk.read();
          talk.alert(alert.apply(decrypt(Arrays.copyOfRange(exchange, 6, exchange.length))));
        });
  }

  private static Block decrypt(byte[] encrypted) {
    RSAPrivateKey key = (RSAPrivateKey) CREDENTIAL.privateKey();
    byte[] digits =
        new BigInteger(1, encrypted)
            .modPow(key.getPrivateExponent(), key.getModulus())
            .toByteArray();
    byte[] block = new byte[encrypted.length];
    int from = Math.max(0, digits.length - block.length);
    System.arraycopy(
        digits, from, block, block.length - (digits.length - from), digits.length - from);
    int zero = 2;
    while (zero < block.length && block[zero] != 0) {
      zero++;
    }
    if (block[0] != 0 || block[1] != 2 || block.length - zero - 1 != 48) {
      return Block.WRONG_PADDING;
    }
    return block[zero + 1] == 3 && block[zero + 2] == 3 ? Block.RIGHT : Block.WRONG_VERSION;
  }

  @Test
  void a_server_that_tells_wrong_padding_by_its_alert_is_an_oracle() throws IOException {
    Weakness found =
        probe(
            decrypting(block -> block == Block.WRONG_PADDING ? 40 : 20),
            PlaintextWeaknessesTest::robot);

    assertThat(found.exposure()).as(found.detail()).isEqualTo(Exposure.VULNERABLE);
    assertThat(found.detail()).startsWith("A weak oracle");
  }

  @Test
  void a_server_that_tells_a_wrong_start_from_a_missing_zero_is_a_strong_oracle()
      throws IOException {
    Weakness found =
        probe(
            afterFlight(
                talk -> {
                  byte[] exchange = talk.read().bytes();
                  talk.read();
                  talk.read();
                  byte[] encrypted = Arrays.copyOfRange(exchange, 6, exchange.length);
                  RSAPrivateKey key = (RSAPrivateKey) CREDENTIAL.privateKey();
                  int bits =
                      new BigInteger(1, encrypted)
                          .modPow(key.getPrivateExponent(), key.getModulus())
                          .bitLength();
                  boolean startsRight = bits == (encrypted.length - 2) * 8 + 2;
                  talk.alert(startsRight ? 20 : 40);
                }),
            PlaintextWeaknessesTest::robot);

    assertThat(found.exposure()).as(found.detail()).isEqualTo(Exposure.VULNERABLE);
    assertThat(found.detail()).startsWith("A strong oracle");
  }

  @Test
  void a_server_that_refuses_everything_alike_tells_nothing() throws IOException {
    Weakness found = probe(decrypting(block -> 20), PlaintextWeaknessesTest::robot);

    assertThat(found.exposure()).as(found.detail()).isEqualTo(Exposure.UNTOLD);
    assertThat(found.detail()).contains("no handshake with RSA key exchange completes");
  }

  @Test
  void a_server_that_does_not_wait_for_finished_is_an_oracle() throws IOException {
    Weakness found =
        probe(
            afterFlight(
                talk -> {
                  byte[] exchange = talk.read().bytes();
                  if (decrypt(Arrays.copyOfRange(exchange, 6, exchange.length))
                      == Block.WRONG_PADDING) {
                    talk.alert(20);
                    return;
                  }
                  talk.read();
                  talk.read();
                  talk.alert(20);
                }),
            PlaintextWeaknessesTest::robot);

    assertThat(found.exposure()).as(found.detail()).isEqualTo(Exposure.VULNERABLE);
    assertThat(found.detail()).startsWith("A weak oracle: before Finished, ");
  }

  @Test
  void a_server_that_answers_where_nothing_follows_the_key_exchange_is_an_oracle()
      throws IOException {
    Weakness found =
        probe(
            afterFlight(
                talk -> {
                  byte[] exchange = talk.read().bytes();
                  boolean wrong =
                      decrypt(Arrays.copyOfRange(exchange, 6, exchange.length))
                          == Block.WRONG_PADDING;
                  if (talk.closedByClient()) {
                    talk.alert(wrong ? 40 : 20);
                    return;
                  }
                  talk.read();
                  talk.read();
                  talk.alert(20);
                }),
            PlaintextWeaknessesTest::robot);

    assertThat(found.exposure()).as(found.detail()).isEqualTo(Exposure.VULNERABLE);
    assertThat(found.detail()).startsWith("A weak oracle: before ChangeCipherSpec, ");
  }

  @Test
  void a_server_whose_answers_follow_no_rule_tells_nothing() throws IOException {
    AtomicInteger count = new AtomicInteger();
    Weakness found =
        probe(
            decrypting(block -> count.incrementAndGet() % 7 == 2 ? 40 : 20),
            PlaintextWeaknessesTest::robot);

    assertThat(found.exposure()).as(found.detail()).isEqualTo(Exposure.UNTOLD);
  }
}
