package io.github.tlsgauntlet.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.BERSequence;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.openssl.jcajce.JcaMiscPEMGenerator;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8EncryptorBuilder;
import org.bouncycastle.openssl.jcajce.JcePEMEncryptorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyStoresTest {
  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
  private static final char[] PASSWORD = "secret".toCharArray();

  private static Mint mint;
  @TempDir private Path folder;

  @BeforeAll
  static void load() throws RecipeException {
    mint = new Mint(Catalogue.load(), 1, NOW);
  }

  private static Fixture fixture(String id) {
    return mint.fixture(id, Role.CLIENT);
  }

  private Path file(String name, byte[] content) throws IOException {
    return Files.write(folder.resolve(name), content);
  }

  private Path file(String name, String content) throws IOException {
    return file(name, content.getBytes(StandardCharsets.US_ASCII));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ok-chain",
        "ok-rsa",
        "key-p384",
        "key-p521",
        "key-ed25519",
        "key-ed448",
        "key-brainpool",
        "key-secp256k1",
        "key-rsapss-oid"
      })
  void a_credential_of_any_key_comes_back_from_every_form(String id) throws Exception {
    Credential lent = fixture(id).credential();
    Path pem = file("a.bin", CredentialFiles.pem(lent));
    same(KeyStores.credential(pem, Optional.empty()), lent);
    Path p12 = file("b.bin", CredentialFiles.pkcs12(lent, PASSWORD));
    same(KeyStores.credential(p12, Optional.of(PASSWORD)), lent);
    Path jks = file("c.bin", CredentialFiles.jks(lent, PASSWORD));
    same(KeyStores.credential(jks, Optional.of(PASSWORD)), lent);
  }

  @Test
  void a_key_that_key_stores_of_this_java_may_not_hold_comes_back_from_pem() throws Exception {
    Credential lent = fixture("key-mldsa").credential();
    same(KeyStores.credential(file("a", CredentialFiles.pem(lent)), Optional.empty()), lent);
    Path p12 = file("b", CredentialFiles.pkcs12(lent, PASSWORD));
    // Java 17 knows no ML-DSA; Java 25 does, and writes its keys otherwise than RFC 9881 has them.
    fails(() -> KeyStores.credential(p12, Optional.of(PASSWORD)), p12, "lend it as PEM");
  }

  private static void same(Credential read, Credential lent) {
    assertThat(read.certificates()).hasSameSizeAs(lent.certificates());
    for (int i = 0; i < lent.certificates().size(); i++) {
      assertThat(read.certificates().get(i)).isEqualTo(lent.certificates().get(i));
    }
    assertThat(read.privateKey().getEncoded()).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ok-chain", "ok-rsa"})
  void keys_are_read_in_openssls_old_form_and_encrypted(String id) throws Exception {
    Credential lent = fixture(id).credential();
    String certificates = CredentialFiles.pem(lent.certificates());
    same(read("old.pem", certificates + old(lent.privateKey(), false), Optional.empty()), lent);
    same(
        read("old2.pem", old(lent.privateKey(), true) + certificates, Optional.of(PASSWORD)), lent);
    same(read("new.pem", encrypted(lent.privateKey()) + certificates, Optional.of(PASSWORD)), lent);
  }

  private Credential read(String name, String pem, Optional<char[]> password) throws Exception {
    return KeyStores.credential(file(name, pem), password);
  }

  private static String old(PrivateKey key, boolean encrypted) throws IOException {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
      writer.writeObject(
          encrypted
              ? new JcaMiscPEMGenerator(
                  key,
                  new JcePEMEncryptorBuilder("AES-128-CBC")
                      .setProvider(BouncyCastle.provider())
                      .build(PASSWORD))
              : new JcaMiscPEMGenerator(key));
    }
    return text.toString();
  }

  private static String encrypted(PrivateKey key) throws IOException, OperatorCreationException {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
      writer.writeObject(
          new JcaPKCS8Generator(
              key,
              new JceOpenSSLPKCS8EncryptorBuilder(NISTObjectIdentifiers.id_aes256_CBC)
                  .setProvider(BouncyCastle.provider())
                  .setPassword(PASSWORD)
                  .build()));
    }
    return text.toString();
  }

  @Test
  void trust_anchors_are_read_from_pem_der_and_key_stores() throws Exception {
    List<X509Certificate> anchors = fixture("ok-chain").trustAnchors();
    byte[] der = anchors.get(0).getEncoded();
    assertThat(
            KeyStores.trustAnchors(file("a", CredentialFiles.pem(List.of(der))), Optional.empty()))
        .isEqualTo(anchors);
    assertThat(KeyStores.trustAnchors(file("b", der), Optional.empty())).isEqualTo(anchors);
    for (String type : List.of("PKCS12", "JKS")) {
      Path store = trustStore(type, anchors);
      assertThat(KeyStores.trustAnchors(store, Optional.of(PASSWORD))).isEqualTo(anchors);
    }
  }

  private Path trustStore(String type, List<X509Certificate> anchors)
      throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance(type);
    store.load(null, null);
    store.setCertificateEntry("a", anchors.get(0));
    Path path = folder.resolve("trust-" + type);
    try (OutputStream stream = Files.newOutputStream(path)) {
      store.store(stream, PASSWORD);
    }
    return path;
  }

  @Test
  void an_issuer_must_be_an_authority() throws Exception {
    Path leaf = file("leaf.pem", CredentialFiles.pem(fixture("ok-chain").credential()));
    fails(() -> KeyStores.issuer(leaf, Optional.empty()), leaf, "is no CA");
  }

  @Test
  void a_missing_file_is_told() {
    Path missing = folder.resolve("missing.p12");
    fails(() -> KeyStores.credential(missing, Optional.empty()), missing, "no such file");
    fails(() -> KeyStores.trustAnchors(missing, Optional.empty()), missing, "no such file");
    fails(() -> KeyStores.trustAnchors(folder, Optional.empty()), folder, "is a folder");
  }

  @Test
  void a_wrong_or_missing_password_is_told() throws Exception {
    Credential lent = fixture("ok-chain").credential();
    Optional<char[]> wrong = Optional.of("wrong".toCharArray());
    Path p12 = file("a.p12", CredentialFiles.pkcs12(lent, PASSWORD));
    fails(() -> KeyStores.credential(p12, wrong), p12, "does not open with this password");
    fails(() -> KeyStores.credential(p12, Optional.empty()), p12, "does not open with no password");
    Path jks = file("a.jks", CredentialFiles.jks(lent, PASSWORD));
    fails(() -> KeyStores.credential(jks, wrong), jks, "does not open with this password");
    fails(() -> KeyStores.credential(jks, Optional.empty()), jks, "does not open with no password");
    Path pem =
        file("a.pem", CredentialFiles.pem(lent.certificates()) + encrypted(lent.privateKey()));
    fails(() -> KeyStores.credential(pem, wrong), pem, "does not open with this password");
    fails(() -> KeyStores.credential(pem, Optional.empty()), pem, "the private key is encrypted");
  }

  @Test
  void a_truncated_pkcs12_file_is_told_in_der_and_in_ber() throws Exception {
    byte[] der = CredentialFiles.pkcs12(fixture("ok-chain").credential(), PASSWORD);
    byte[] ber = new BERSequence(ASN1Sequence.getInstance(der).toArray()).getEncoded();
    assertThat(ber[1]).isEqualTo((byte) 0x80).isNotEqualTo(der[1]);
    for (byte[] whole : List.of(der, ber)) {
      Path cut = file("cut.p12", Arrays.copyOf(whole, 300));
      fails(() -> KeyStores.credential(cut, Optional.of(PASSWORD)), cut, "cut short or damaged");
    }
  }

  @Test
  void a_truncated_pem_is_told_with_its_block() throws Exception {
    String pem = CredentialFiles.pem(fixture("ok-chain").credential());
    Path cut = file("cut.pem", pem.substring(0, pem.lastIndexOf("-----END") - 20));
    fails(
        () -> KeyStores.credential(cut, Optional.empty()),
        cut,
        "block 3 (PRIVATE KEY) has no end line");
    String first = pem.replaceFirst("-----END CERTIFICATE-----\n", "");
    Path open = file("open.pem", first);
    fails(
        () -> KeyStores.credential(open, Optional.empty()),
        open,
        "block 1 (CERTIFICATE) has no end line");
  }

  @Test
  void garbage_in_a_block_is_told_with_its_block() throws Exception {
    String pem = CredentialFiles.pem(fixture("ok-chain").credential());
    int second = pem.indexOf("-----BEGIN CERTIFICATE-----\n", 10) + 28;
    Path file = file("bad.pem", pem.substring(0, second) + "AAAA" + pem.substring(second + 4));
    fails(
        () -> KeyStores.credential(file, Optional.empty()),
        file,
        "CERTIFICATE block 2 cannot be read");
    Path odd = file("odd.pem", pem.replace("MII", "M!I"));
    fails(() -> KeyStores.credential(odd, Optional.empty()), odd, "");
  }

  @Test
  void a_missing_key_or_certificate_is_told() throws Exception {
    Credential lent = fixture("ok-chain").credential();
    Path noKey = file("nokey.pem", CredentialFiles.pem(lent.certificates()));
    fails(() -> KeyStores.credential(noKey, Optional.empty()), noKey, "holds no private key");
    Path noCertificate = file("nocert.pem", CredentialFiles.pem(lent.privateKey()));
    fails(
        () -> KeyStores.credential(noCertificate, Optional.empty()),
        noCertificate,
        "holds no certificate");
    fails(
        () -> KeyStores.trustAnchors(noCertificate, Optional.empty()),
        noCertificate,
        "no certificate to trust");
    Path store = trustStore("PKCS12", fixture("ok-chain").trustAnchors());
    fails(() -> KeyStores.credential(store, Optional.of(PASSWORD)), store, "holds no private key");
  }

  @Test
  void a_key_of_another_certificate_is_told() throws Exception {
    Credential lent = fixture("ok-chain").credential();
    for (String other : List.of("key-p384", "ok-rsa", "key-ed25519", "key-mldsa")) {
      Path file =
          file(
              other + ".pem",
              CredentialFiles.pem(lent.certificates())
                  + CredentialFiles.pem(fixture(other).credential().privateKey()));
      fails(() -> KeyStores.credential(file, Optional.empty()), file, "is not that of");
    }
  }

  @Test
  void what_is_no_key_material_is_told() throws Exception {
    Path text = file("a.txt", "Hello");
    fails(() -> KeyStores.credential(text, Optional.empty()), text, "neither PEM, PKCS#12 nor JKS");
    Path empty = file("empty", "");
    fails(() -> KeyStores.credential(empty, Optional.empty()), empty, "is empty");
    Path jks =
        file("cut.jks", new byte[] {(byte) 0xfe, (byte) 0xed, (byte) 0xfe, (byte) 0xed, 0, 0});
    fails(() -> KeyStores.credential(jks, Optional.of(PASSWORD)), jks, "no readable key store");
    Path p12 = file("cut.p12", new byte[] {0x30, 0x20, 2, 1, 3});
    fails(() -> KeyStores.credential(p12, Optional.of(PASSWORD)), p12, "no readable key store");
    Path big = file("big", new byte[(4 << 20) + 1]);
    fails(() -> KeyStores.credential(big, Optional.empty()), big, "larger than 4 MiB");
  }

  @Test
  void an_expired_credential_is_lent_with_a_warning() throws Exception {
    Credential expired = fixture("expired-leaf").credential();
    Path file = file("expired.pem", CredentialFiles.pem(expired));
    Credential read = KeyStores.credential(file, Optional.empty());
    assertThat(KeyStores.warning(read, NOW))
        .hasValueSatisfying(warning -> assertThat(warning).contains("expired"));
    assertThat(KeyStores.warning(fixture("ok-chain").credential(), NOW)).isEmpty();
    assertThat(KeyStores.warning(fixture("not-yet-valid-leaf").credential(), NOW)).isPresent();
  }

  private static void fails(ThrowingCallable reading, Path file, String what) {
    assertThatThrownBy(reading)
        .isInstanceOf(KeyMaterialException.class)
        .hasMessageStartingWith(file.toString())
        .hasMessageContaining(what)
        .message()
        .doesNotContain("\n")
        .doesNotContain("secret");
  }
}
