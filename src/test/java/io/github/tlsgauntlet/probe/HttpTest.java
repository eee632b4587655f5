package io.github.tlsgauntlet.probe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the headers of an HTTP answer say. */
class HttpTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "max-age=63072000; includeSubDomains | 63072000",
        "Max-Age=\"31536000\"                | 31536000",
        "includeSubDomains ; max-age=0       | 0",
        "max-age=soon                        | -1",
        "includeSubDomains                   | -1",
      })
  void the_age_of_strict_transport_security_is_read(String header, long seconds) {
    assertThat(
            Http.read("HTTP/1.1 200 OK\r\nStrict-Transport-Security: " + header + "\r\n\r\n")
                .orElseThrow()
                .hstsSeconds())
        .isEqualTo(seconds);
  }

  @Test
  void of_two_headers_the_first_counts() {
    assertThat(
            Http.read(
                    "HTTP/1.1 301 x\r\nstrict-transport-security: max-age=1\r\n"
                        + "Strict-Transport-Security: max-age=2\r\nLocation: https://a/\r\n\r\n")
                .orElseThrow())
        .satisfies(facts -> assertThat(facts.hstsSeconds()).isEqualTo(1))
        .satisfies(facts -> assertThat(facts.location()).isEqualTo("https://a/"));
  }

  @Test
  void cookies_without_the_attribute_are_named() {
    assertThat(
            Http.read(
                    "HTTP/1.1 200 OK\r\nSet-Cookie: a=1; Secure; HttpOnly\r\n"
                        + "Set-Cookie: b=secure\r\nContent-Encoding: gzip\r\n\r\n")
                .orElseThrow())
        .satisfies(facts -> assertThat(facts.insecureCookies()).containsExactly("b"))
        .satisfies(facts -> assertThat(facts.compressed()).isTrue());
  }

  @Test
  void what_is_no_http_is_none() {
    assertThat(Http.read("220 mail.example ESMTP\r\n")).isEmpty();
    assertThat(Http.read("")).isEmpty();
  }

  @Test
  void cookies_are_told_by_their_attributes() {
    assertThat(
            Http.read(
                    "HTTP/1.1 200 OK\r\nSet-Cookie: a=1; Secure; HttpOnly; SameSite=Lax\r\n"
                        + "Set-Cookie: b=secure; path=/\r\nSet-Cookie: ;\r\n\r\n")
                .orElseThrow()
                .details()
                .cookies())
        .containsExactly(
            new HttpDetails.Cookie("a", true, true, "Lax"),
            new HttpDetails.Cookie("b", false, false, ""),
            new HttpDetails.Cookie("", false, false, ""));
  }

  @Test
  void strict_transport_security_is_read_as_browsers_read_it() {
    assertThat(HttpHeaders.strictTransport("max-age=\"31536000\"; includeSubDomains; preload"))
        .isEqualTo(new HttpDetails.StrictTransport(true, 31_536_000, true, true));
    assertThat(HttpHeaders.strictTransport("max-age=5").includesSubDomains()).isFalse();
    assertThat(HttpHeaders.strictTransport("includeSubDomains").valid()).isFalse();
    assertThat(HttpHeaders.strictTransport("max-age=5; max-age=6").valid()).isFalse();
    assertThat(HttpHeaders.strictTransport("max-age=soon").maxAge()).isEqualTo(-1);
  }

  @Test
  void a_policy_that_upgrades_requests_and_obsolete_headers_are_told() {
    HttpDetails found =
        Http.read(
                "HTTP/1.1 200 OK\r\n"
                    + "Expect-CT: max-age=1\r\n"
                    + "Public-Key-Pins: x\r\n"
                    + "Content-Security-Policy: default-src https:;"
                    + " upgrade-insecure-requests\r\n\r\n")
            .orElseThrow()
            .details();

    assertThat(found.upgradesRequests()).isTrue();
    assertThat(found.obsolete()).containsExactly("Expect-CT", "Public-Key-Pins");
    HttpDetails none = Http.read("HTTP/1.1 200 OK\r\n\r\n").orElseThrow().details();
    assertThat(none).isEqualTo(HttpDetails.NONE);
  }
}
