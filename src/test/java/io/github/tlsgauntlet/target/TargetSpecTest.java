package io.github.tlsgauntlet.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetSpecTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "example.com | example.com | false | 443 | /",
        "Example.COM. | example.com | false | 443 | /",
        "localhost:8443 | localhost | false | 8443 | /",
        "a_b.example:1 | a_b.example | false | 1 | /",
        "https://example.com | example.com | false | 443 | /",
        "HTTPS://example.com:8443/a/b?c=d#e | example.com | false | 8443 | /a/b?c=d",
        "https://example.com?q=1 | example.com | false | 443 | /?q=1",
        "192.0.2.1 | 192.0.2.1 | true | 443 | /",
        "192.0.2.1:65535 | 192.0.2.1 | true | 65535 | /",
        "[::1]:443 | ::1 | true | 443 | /",
        "[2001:db8::1] | 2001:db8::1 | true | 443 | /",
        "https://[::1]:8443/x | ::1 | true | 8443 | /x",
        "::1 | ::1 | true | 443 | /",
        "fe80::1%eth0 | fe80::1%eth0 | true | 443 | /",
        "bücher.example:44 | xn--bcher-kva.example | false | 44 | /",
        "' host:443 ' | host | false | 443 | /",
        "jvm.example.com | jvm.example.com | false | 443 | /",
      })
  void live_servers_are_read(String text, String host, boolean address, int port, String path)
      throws TargetException {
    assertThat(TargetSpec.parse(text))
        .isEqualTo(
            new TargetSpec.Remote(text.strip(), host, address, port, path, Optional.empty()));
  }

  @ParameterizedTest
  @CsvSource({
    "smtp://mail.example,           SMTP,        25",
    "IMAP://mail.example:1143,      IMAP,        1143",
    "xmpp-server://chat.example,    XMPP_SERVER, 5269",
    "postgres://db.example:15432/x, POSTGRES,    15432",
    "ldap://[::1],                  LDAP,        389",
  })
  void servers_that_go_over_to_tls_are_read(String text, Upgrade upgrade, int port)
      throws TargetException {
    assertThat(TargetSpec.parse(text))
        .isInstanceOfSatisfying(
            TargetSpec.Remote.class,
            remote -> {
              assertThat(remote.upgrade()).contains(upgrade);
              assertThat(remote.port()).isEqualTo(port);
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "jvm | - | - | false",
        "JVM | - | - | false",
        "jvm:sunjsse | SunJSSE | - | false",
        "jvm:BCJSSE?jdk=25 | BCJSSE | 25 | false",
        "jvm:conscrypt?jdk=/usr/lib/jvm/x&tls=legacy | Conscrypt | /usr/lib/jvm/x | true",
        "jvm?jdk=25 | - | 25 | false",
        "jvm:MockWebServer | mockwebserver | - | false",
        "jvm:okhttp | OkHttp | - | false",
      })
  void stacks_in_a_jvm_are_read(String text, String stack, String jdk, boolean legacy)
      throws TargetException {
    assertThat(TargetSpec.parse(text))
        .isEqualTo(
            new TargetSpec.Jvm(text, Optional.ofNullable(stack), Optional.ofNullable(jdk), legacy));
  }

  @Test
  void containers_and_commands_are_read() throws TargetException {
    String container = "container:nginx:1.25?clientAuth=required&port=8443";
    assertThat(TargetSpec.parse(container))
        .isEqualTo(
            new TargetSpec.Container(
                container, "nginx:1.25", Map.of("clientAuth", "required", "port", "8443")));
    String command = "client:curl --cacert {ca} 'https://x/?a=b' {url}";
    assertThat(TargetSpec.parse(command))
        .isEqualTo(new TargetSpec.Command(command, "curl --cacert {ca} 'https://x/?a=b' {url}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | empty",
        "host:0 | not a port from 1 to 65535",
        "host:65536 | not a port from 1 to 65535",
        "host:-1 | not a port from 1 to 65535",
        "host:99999999999 | not a port from 1 to 65535",
        "host: | not a port from 1 to 65535",
        "[::1]:x | not a port from 1 to 65535",
        "[::1 | neither a host name nor an IP address",
        "[host]:443 | neither a host name nor an IP address",
        "::1:28443 | with a port looks like [::1]:8443",
        "1::2::3 | neither a host name nor an IP address",
        "256.1.1.1 | neither a host name nor an IP address",
        "1.2.3 | neither a host name nor an IP address",
        "a..b | neither a host name nor an IP address",
        "-a.example | neither a host name nor an IP address",
        "a b | neither a host name nor an IP address",
        "a/b | neither a host name nor an IP address",
        "https:// | neither a host name nor an IP address",
        "http://example.com | plain HTTP",
        "htps://example.com | did you mean \"https\"?",
        "jvn:SunJSSE | did you mean \"jvm\"?",
        "contaner:nginx | did you mean \"container\"?",
        "jvm:SunJSE | did you mean \"SunJSSE\"?",
        "jvm:xyz | only SunJSSE",
        "jvm:tomcat | jvm:tomcat is not supported yet",
        "jvm:SunJSSE?jkd=25 | did you mean \"jdk\"?",
        "jvm:SunJSSE?jdk | not an option of the form name=value",
        "jvm:SunJSSE?jdk= | jdk= needs a version or a folder",
        "jvm:SunJSSE?jdk=17&jdk=25 | stands twice",
        "jvm:SunJSSE?tls=old | tls= takes only legacy",
        "container: | needs a name",
        "container:x?port=0 | not a port from 1 to 65535",
        "container:x?clientAuth=maybe | clientAuth= takes none, optional or required",
        "client: | needs a command",
        "client | needs a command",
      })
  void what_is_no_target_is_named_with_its_mend(String text, String expected) {
    TargetException refusal =
        catchThrowableOfType(TargetException.class, () -> TargetSpec.parse(text));
    assertThat(refusal.kind()).isEqualTo(TargetException.Kind.INPUT);
    assertThat(refusal.getMessage())
        .startsWith("target \"" + text + "\": ")
        .contains(expected)
        .contains("(forms: jvm, ")
        .doesNotContain("\n");
  }

  @Test
  void a_password_is_not_repeated() {
    TargetException refusal =
        catchThrowableOfType(
            TargetException.class, () -> TargetSpec.parse("https://user:secret@example.com/"));
    assertThat(refusal.kind()).isEqualTo(TargetException.Kind.INPUT);
    assertThat(refusal.getMessage()).doesNotContain("secret");
  }

  @Test
  void long_and_hostile_text_is_shown_short_and_clean() {
    TargetException refusal =
        catchThrowableOfType(
            TargetException.class, () -> TargetSpec.parse("a\u001b[31m" + "x".repeat(10_000)));
    assertThat(refusal.getMessage()).hasSizeLessThan(600).doesNotContain("\u001b");
  }
}
