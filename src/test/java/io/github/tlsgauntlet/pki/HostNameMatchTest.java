package io.github.tlsgauntlet.pki;

import static org.assertj.core.api.Assertions.assertThat;

import org.bouncycastle.asn1.DERIA5String;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.x509.GeneralName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostNameMatchTest {
  @ParameterizedTest
  @CsvSource({
    "a.test, a.test, true",
    "A.TEST, a.test, true",
    "a.test, a.test., true",
    "a.test., a.test, false",
    "a.test, b.test, false",
    "*.test, a.test, true",
    "*.a.test, b.a.test, true",
    "*.a.test, c.b.a.test, false",
    "*.a.test, a.test, false",
    "b*.a.test, bb.a.test, false",
    "*b.a.test, bb.a.test, false",
    "b.*.test, b.a.test, false",
    "*.*.test, b.a.test, false",
    "*, localhost, false",
    "*., a., false",
    "a..test, a..test, false",
    ".a.test, .a.test, false",
    "'a.test ', a.test, false",
    "xn--bcher-kva.test, bücher.test, true",
    "xn--bcher-kva.test, xn--bcher-kva.test, true",
    "*.test, xn--bcher-kva.test, true",
    "1.2.3.4, 1.2.3.4, false"
  })
  void host_names_match_as_rfc_9525_says(String presented, String reference, boolean match) {
    assertThat(HostNameMatch.matches(host(presented), reference)).isEqualTo(match);
  }

  @Test
  void a_nul_or_a_letter_beyond_ascii_matches_nothing() {
    assertThat(HostNameMatch.matches(host("a.test\0.evil.test"), "a.test")).isFalse();
    assertThat(HostNameMatch.matches(host("bücher.test"), "bücher.test")).isFalse();
  }

  @Test
  void an_address_matches_octet_by_octet_only() {
    GeneralName four = address(127, 0, 0, 1);
    assertThat(HostNameMatch.matches(four, "127.0.0.1")).isTrue();
    assertThat(HostNameMatch.matches(four, "127.0.0.2")).isFalse();
    assertThat(HostNameMatch.matches(four, "localhost")).isFalse();
    GeneralName six = address(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1);
    assertThat(HostNameMatch.matches(six, "::1")).isTrue();
    assertThat(HostNameMatch.matches(six, "[::1]")).isTrue();
    assertThat(HostNameMatch.matches(six, "0:0:0:0:0:0:0:1")).isTrue();
    GeneralName mapped = address(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 255, 255, 127, 0, 0, 1);
    assertThat(HostNameMatch.matches(mapped, "127.0.0.1")).isFalse();
  }

  @Test
  void mailboxes_and_uris_match_their_own_kind() {
    GeneralName mailbox = new GeneralName(GeneralName.rfc822Name, "Client@Gauntlet.Test");
    assertThat(HostNameMatch.matches(mailbox, "Client@gauntlet.test")).isTrue();
    assertThat(HostNameMatch.matches(mailbox, "client@gauntlet.test")).isFalse();
    GeneralName uri =
        new GeneralName(GeneralName.uniformResourceIdentifier, "spiffe://gauntlet.test/client");
    assertThat(HostNameMatch.matches(uri, "spiffe://gauntlet.test/client")).isTrue();
    assertThat(HostNameMatch.matches(uri, "gauntlet.test")).isFalse();
  }

  private static GeneralName host(String name) {
    return new GeneralName(GeneralName.dNSName, new DERIA5String(name));
  }

  private static GeneralName address(int... octets) {
    byte[] bytes = new byte[octets.length];
    for (int i = 0; i < octets.length; i++) {
      bytes[i] = (byte) octets[i];
    }
    return new GeneralName(GeneralName.iPAddress, new DEROctetString(bytes));
  }
}
