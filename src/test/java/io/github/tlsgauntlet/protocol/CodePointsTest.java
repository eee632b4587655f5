package io.github.tlsgauntlet.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class CodePointsTest {
  @Test
  void a_registered_code_point_has_its_name() {
    assertThat(new CipherSuite(0x1301)).hasToString("TLS_AES_128_GCM_SHA256");
    assertThat(new CipherSuite(0xc02f)).hasToString("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256");
    assertThat(NamedGroup.X25519).hasToString("x25519");
    assertThat(AlertDescription.CERTIFICATE_REQUIRED).hasToString("certificate_required");
    assertThat(SignatureScheme.ED448).hasToString("ed448");
    assertThat(ExtensionType.SERVER_NAME).hasToString("server_name");
    assertThat(ProtocolVersion.TLS13).hasToString("TLS 1.3");
  }

  @Test
  void an_unregistered_code_point_shows_its_number() {
    assertThat(new CipherSuite(0x1399)).hasToString("0x1399");
    assertThat(new NamedGroup(0x7777)).hasToString("0x7777");
    assertThat(new AlertDescription(200)).hasToString("200");
    assertThat(new ProtocolVersion(0x0305)).hasToString("0x0305");
  }

  @Test
  void a_grease_value_is_called_so() {
    assertThat(new CipherSuite(0x0a0a)).hasToString("GREASE_a0a");
    assertThat(new ExtensionType(0xfafa)).hasToString("GREASE_fafa");
    assertThat(new CipherSuite(0x0a1a)).hasToString("0x0a1a");
  }

  @Test
  void a_name_leads_back_to_its_code_point() {
    assertThat(CipherSuite.named("TLS_AES_128_GCM_SHA256")).contains(new CipherSuite(0x1301));
    assertThat(CipherSuite.named("tls_aes_128_gcm_sha256")).contains(new CipherSuite(0x1301));
    assertThat(NamedGroup.named("secp256r1")).contains(NamedGroup.SECP256R1);
    assertThat(SignatureScheme.named("rsa_pss_rsae_sha256"))
        .contains(SignatureScheme.RSA_PSS_RSAE_SHA256);
    assertThat(AlertDescription.named("unknown_ca")).contains(AlertDescription.UNKNOWN_CA);
    assertThat(CipherSuite.named("TLS_NO_SUCH_SUITE")).isEmpty();
  }

  /** What the resource has, so that none is lost unseen. */
  @ParameterizedTest
  @CsvSource({"suite,367", "group,59", "scheme,62", "extension,65", "alert,36"})
  void as_many_code_points_have_names_as_were_put_in(String kind, int count) {
    assertThat(CodePointNames.registered(kind)).hasSize(count);
  }

  @Test
  void a_code_point_is_recommended_or_not_or_discouraged() {
    assertThat(NamedGroup.X25519.recommended()).contains(Recommended.Y);
    assertThat(new NamedGroup(41).recommended()).contains(Recommended.N);
    assertThat(new NamedGroup(2).recommended()).contains(Recommended.D);
    assertThat(new CipherSuite(0x1301).recommended()).contains(Recommended.Y);
    assertThat(new CipherSuite(0x002f).recommended()).contains(Recommended.N);
    assertThat(new CipherSuite(0xc007).recommended()).contains(Recommended.D);
    assertThat(SignatureScheme.ED25519.recommended()).contains(Recommended.Y);
    assertThat(SignatureScheme.MLDSA44.recommended()).contains(Recommended.N);
    assertThat(new NamedGroup(0x7777).recommended()).isEmpty();
    assertThat(SignatureScheme.DSA_SHA1.recommended()).isEmpty();
    assertThat(new NamedGroup(0x6399).recommended()).contains(Recommended.D);
    assertThat(new NamedGroup(0x639a).recommended()).contains(Recommended.D);
    assertThat(NamedGroup.X25519MLKEM768.recommended()).contains(Recommended.Y);
  }

  @Test
  void suites_of_ascon_are_those_of_tls_1_3_and_as_strong_as_their_keys() {
    for (int code : new int[] {0x006e, 0x006f, 0x0070, 0x0071}) {
      SuiteTraits traits = SuiteTraits.of(new CipherSuite(code)).orElseThrow();
      assertThat(traits.tls13()).isTrue();
      assertThat(traits.bits()).isEqualTo(128);
      assertThat(traits.mode()).isEqualTo(SuiteTraits.Mode.AEAD);
    }
  }

  @Test
  void suites_by_a_password_alone_have_keys_of_one_connection() {
    SuiteTraits traits = SuiteTraits.of(new CipherSuite(0xc0b3)).orElseThrow();
    assertThat(traits.tls13()).isFalse();
    assertThat(traits.forwardSecret()).isTrue();
    assertThat(traits.anonymous()).isFalse();
    assertThat(traits.bits()).isEqualTo(256);
  }

  @Test
  void the_suites_of_gost_and_sm_for_tls_1_3_are_told_from_those_before_it() {
    for (int code : new int[] {0x00c6, 0x00c7, 0xc103, 0xc104, 0xc105, 0xc106}) {
      assertThat(SuiteTraits.of(new CipherSuite(code)).orElseThrow().tls13()).isTrue();
    }
    for (int code : new int[] {0x0081, 0xc100, 0xc101, 0xc102, 0xff85}) {
      SuiteTraits traits = SuiteTraits.of(new CipherSuite(code)).orElseThrow();
      assertThat(traits.tls13()).isFalse();
      assertThat(traits.bits()).isEqualTo(256);
    }
  }

  static Stream<Field> constants() {
    return Stream.of(
            NamedGroup.class,
            SignatureScheme.class,
            AlertDescription.class,
            HandshakeType.class,
            ContentType.class)
        .flatMap(type -> Arrays.stream(type.getFields()))
        .filter(field -> Modifier.isStatic(field.getModifiers()));
  }

  /** The constants were typed by one hand and the registry's names came by another. */
  @ParameterizedTest
  @MethodSource("constants")
  void a_constant_is_named_as_the_registry_names_it(Field constant) throws IllegalAccessException {
    assertThat(plain(constant.get(null).toString())).startsWith(plain(constant.getName()));
  }

  private static String plain(String name) {
    return name.toUpperCase(Locale.ROOT).replace("-", "").replace("_", "");
  }
}
