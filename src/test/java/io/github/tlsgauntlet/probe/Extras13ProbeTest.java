package io.github.tlsgauntlet.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsgauntlet.crypto.Hpke;
import io.github.tlsgauntlet.peer.ClientSettings;
import io.github.tlsgauntlet.peer.Deviation;
import io.github.tlsgauntlet.peer.EchKey;
import io.github.tlsgauntlet.peer.ServerSettings;
import io.github.tlsgauntlet.pki.Credential;
import io.github.tlsgauntlet.probe.OwnServer.Manner;
import io.github.tlsgauntlet.protocol.EchConfig;
import io.github.tlsgauntlet.protocol.Extension;
import io.github.tlsgauntlet.protocol.ExtensionType;
import io.github.tlsgauntlet.protocol.Extensions;
import io.github.tlsgauntlet.protocol.NamedGroup;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import io.github.tlsgauntlet.wire.WireWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a server says under encryption is seen, and what it does not say is not. */
class Extras13ProbeTest {
  private static final Credential CREDENTIAL = FlightServer.rsa();
  private static final ExtensionType ECH = new ExtensionType(0xfe0d);
  private static final ExtensionType DELEGATED = new ExtensionType(34);

  private static Map<String, Fact> facts(
      ServerSettings.Builder settings, Manner manner, boolean http) throws IOException {
    try (OwnServer server = OwnServer.with(settings.build(), manner)) {
      return new Extras13Probe(server.line(), http, ClientSettings.builder().build())
          .run().stream().collect(Collectors.toMap(Fact::id, Function.identity()));
    }
  }

  private static Fact fact(ServerSettings.Builder settings, String id) throws IOException {
    Map<String, Fact> facts = facts(settings, Manner.plain(), true);
    assertThat(facts).containsKey(id);
    return one(facts, id);
  }

  private static ServerSettings.Builder server() {
    return OwnServer.settings(CREDENTIAL).versions(ProtocolVersion.TLS13);
  }

  private static ServerSettings.Builder saying(Extension extension) {
    return server().encryptedExtensions(List.of(extension));
  }

  private static ServerSettings.Builder compressing(int algorithm, int length, byte[] bytes) {
    return server().deviations(new Deviation.CompressedCertificateAs(algorithm, length, bytes));
  }

  @Test
  void a_plain_server_has_none_of_it_and_answers_a_key_update() throws IOException {
    Map<String, Fact> facts = facts(server(), Manner.plain(), true);

    for (String id :
        List.of(
            "record-size-limit-tls13",
            "groups-in-encrypted-extensions",
            "certificate-compression",
            "delegated-credentials",
            "ech")) {
      assertThat(one(facts, id).answer()).as(id).isEqualTo(Answer.NO);
    }
    for (String id : List.of("ech-grease", "key-update", "change-cipher-spec-tolerance")) {
      assertThat(one(facts, id).answer()).as(id).isEqualTo(Answer.YES);
    }
  }

  @Test
  void a_server_of_another_version_leaves_all_untold() throws IOException {
    Map<String, Fact> facts =
        facts(OwnServer.settings(CREDENTIAL).versions(ProtocolVersion.TLS12), Manner.plain(), true);

    facts
        .values()
        .forEach(
            fact -> {
              assertThat(fact.answer()).as(fact.id()).isEqualTo(Answer.UNTOLD);
              assertThat(fact.detail()).isNotEmpty();
            });
  }

  @ParameterizedTest
  @CsvSource({"16385, It takes records of 16385 octets.", "64, It takes records of 64 octets."})
  void a_record_size_limit_is_seen_and_kept(int limit, String detail) throws IOException {
    Map<String, Fact> facts =
        facts(
            saying(Extension.of(ExtensionType.RECORD_SIZE_LIMIT, w -> w.uint16(limit))),
            Manner.plain(),
            true);

    assertThat(one(facts, "record-size-limit-tls13").answer()).isEqualTo(Answer.YES);
    assertThat(one(facts, "record-size-limit-tls13").detail()).isEqualTo(detail);
    assertThat(one(facts, "key-update").answer()).isEqualTo(Answer.YES);
  }

  @Test
  void a_record_size_limit_that_is_too_small_is_told() throws IOException {
    Fact fact =
        fact(
            saying(Extension.of(ExtensionType.RECORD_SIZE_LIMIT, w -> w.uint16(63))),
            "record-size-limit-tls13");

    assertThat(fact.answer()).isEqualTo(Answer.YES);
    assertThat(fact.detail()).contains("fewer than the 64");
  }

  @Test
  void groups_are_seen() throws IOException {
    Fact fact =
        fact(
            saying(Extensions.supportedGroups(List.of(NamedGroup.X25519, NamedGroup.SECP256R1))),
            "groups-in-encrypted-extensions");

    assertThat(fact.answer()).isEqualTo(Answer.YES);
    assertThat(fact.detail()).isEqualTo("x25519, secp256r1");
  }

  @Test
  void a_certificate_compressed_by_zlib_is_expanded_and_the_handshake_goes_on() throws IOException {
    Map<String, Fact> facts = facts(server().certificateCompression(true), Manner.plain(), true);

    assertThat(one(facts, "certificate-compression").answer()).isEqualTo(Answer.YES);
    assertThat(one(facts, "certificate-compression").detail())
        .matches("zlib: [0-9]+ octets in [0-9]+");
    assertThat(one(facts, "delegated-credentials").answer()).isEqualTo(Answer.NO);
    assertThat(one(facts, "key-update").answer()).isEqualTo(Answer.YES);
  }

  @ParameterizedTest
  @CsvSource({"2, Brotli", "3, Zstandard"})
  void other_algorithms_are_named_whether_they_expand_or_not(int algorithm, String name)
      throws IOException {
    Fact fact = fact(compressing(algorithm, 900, new byte[300]), "certificate-compression");

    assertThat(fact.answer()).isEqualTo(Answer.YES);
    assertThat(fact.detail()).startsWith(name + ": 900 octets in 300");
  }

  private static byte[] zeros(int count) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflater = new DeflaterOutputStream(bytes)) {
      deflater.write(new byte[count]);
    }
    return bytes.toByteArray();
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 1_000, 16_777_215})
  void a_compressed_certificate_that_bursts_is_left_alone(int announced) throws IOException {
    Fact fact = fact(compressing(1, announced, zeros(16_000_000)), "certificate-compression");

    assertThat(fact.answer()).isEqualTo(Answer.YES);
    assertThat(fact.detail()).endsWith("which can't be expanded");
  }

  @Test
  void a_compressed_certificate_of_garbage_is_told() throws IOException {
    assertThat(fact(compressing(1, 500, new byte[40]), "certificate-compression").detail())
        .endsWith("which can't be expanded");
    byte[] cut = Arrays.copyOf(zeros(500), 8);
    assertThat(fact(compressing(1, 500, cut), "certificate-compression").detail())
        .endsWith("which can't be expanded");
  }

  @Test
  void a_delegated_credential_is_seen() throws IOException {
    Extension credential =
        Extension.of(DELEGATED, w -> w.uint32(86_400).uint16(0x0403).vector24(v -> v.uint8(0)));
    Fact fact =
        fact(
            server().deviations(new Deviation.CertificateExtension(credential)),
            "delegated-credentials");

    assertThat(fact.answer()).isEqualTo(Answer.YES);
    assertThat(fact.detail()).contains("86400 seconds", "ecdsa_secp256r1_sha256");
    assertThat(
            fact(
                    server()
                        .deviations(
                            new Deviation.CertificateExtension(
                                new Extension(DELEGATED, new byte[3]))),
                    "delegated-credentials")
                .detail())
        .contains("can't be read");
  }

  private static byte[] configurations(int version, String name) {
    return WireWriter.write(
        w ->
            w.vector16(
                list ->
                    list.uint16(version)
                        .vector16(
                            c ->
                                c.uint8(7)
                                    .uint16(0x0020)
                                    .vector16(v -> v.bytes(new byte[32]))
                                    .vector16(v -> v.uint16(1).uint16(1))
                                    .uint8(32)
                                    .vector8(v -> v.bytes(name.getBytes(StandardCharsets.US_ASCII)))
                                    .vector16(v -> v.bytes(new byte[0])))));
  }

  @Test
  void a_server_that_knows_ech_sends_its_public_name() throws IOException {
    Fact fact = fact(saying(new Extension(ECH, configurations(0xfe0d, "public.example"))), "ech");

    assertThat(fact.answer()).isEqualTo(Answer.YES);
    assertThat(fact.detail()).contains("public name public.example");
    assertThat(
            fact(saying(new Extension(ECH, configurations(0xfe0a, "old.example"))), "ech").detail())
        .contains("none of a version that we know");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 5, 300, 20_000})
  void garbage_for_configurations_is_told_as_such(int length) throws IOException {
    byte[] garbage = new byte[length];
    Arrays.fill(garbage, (byte) 0xfe);
    Fact fact = fact(saying(new Extension(ECH, garbage)), "ech");

    assertThat(fact.answer()).isEqualTo(Answer.YES);
    assertThat(fact.detail()).contains("can't be read");
  }

  @Test
  void data_without_a_key_update_are_a_no_only_where_they_answer_a_request() throws IOException {
    Manner first = Manner.plain().speakingFirst();

    assertThat(one(facts(server(), first, true), "key-update").answer()).isEqualTo(Answer.NO);
    assertThat(one(facts(server(), first, false), "key-update").answer()).isEqualTo(Answer.UNTOLD);
  }

  private static Fact one(Map<String, Fact> all, String id) {
    return Objects.requireNonNull(all.get(id), id);
  }

  private static EchKey key(int id) {
    Hpke.KeyPair pair = Hpke.KeyPair.draw(new SecureRandom());
    return new EchKey(
        EchConfig.of(
            id, pair.publicKey(), List.of(new EchConfig.Suite(1, 1)), 32, "public.example"),
        pair);
  }

  private static Fact hidden(Optional<EchKey> given, EchKey... keys) throws IOException {
    try (OwnServer server = OwnServer.with(server().ech(List.of(keys)).build(), Manner.plain())) {
      return new Extras13Probe(
              server.line(),
              true,
              ClientSettings.builder().serverName(Optional.of("hidden.example")).build(),
              given.map(one -> EchConfig.writeList(List.of(one.config()))))
          .run().stream().filter(one -> one.id().equals("ech-handshake")).findFirst().orElseThrow();
    }
  }

  @Test
  void a_server_takes_a_hello_by_the_configuration_that_it_sends() throws IOException {
    Fact fact = hidden(Optional.empty(), key(7));

    assertThat(fact.answer()).isEqualTo(Answer.YES);
    assertThat(fact.detail()).isEqualTo("accepted with config id 7 (public.example).");
  }

  @Test
  void a_server_takes_a_hello_by_the_configuration_that_the_user_gives() throws IOException {
    EchKey unpublished = key(9);
    Fact fact = hidden(Optional.of(unpublished), key(7), unpublished);

    assertThat(fact.detail()).isEqualTo("accepted with config id 9 (public.example).");
  }

  @Test
  void where_the_users_configuration_is_old_the_servers_own_is_tried() throws IOException {
    Fact fact = hidden(Optional.of(key(9)), key(7));

    assertThat(fact.answer()).isEqualTo(Answer.YES);
    assertThat(fact.detail()).contains("rejected with config id 9", "accepted with config id 7");
  }

  @Test
  void a_server_that_can_not_open_what_is_encrypted_by_its_own_configuration_is_seen()
      throws IOException {
    EchKey broken = new EchKey(key(7).config(), key(7).pair());
    Fact fact = hidden(Optional.empty(), broken);

    assertThat(fact.answer()).isEqualTo(Answer.NO);
    assertThat(fact.detail()).contains("rejected with config id 7", "its own");
  }

  @Test
  void a_server_without_keys_takes_none() throws IOException {
    assertThat(hidden(Optional.empty()).answer()).isEqualTo(Answer.NO);
    assertThat(hidden(Optional.of(key(9))).answer()).isEqualTo(Answer.NO);
  }
}
