package io.github.tlsgauntlet.suites;

import io.github.tlsgauntlet.pki.ChainRule;
import io.github.tlsgauntlet.pki.PathFinding;
import io.github.tlsgauntlet.suite.Mend;
import java.util.List;

/** How to mend what servers are found to do, product by product. */
final class Mends {
  /** Which versions to speak. */
  static final List<Mend> VERSIONS =
      List.of(
          new Mend("nginx", "ssl_protocols TLSv1.2 TLSv1.3;"),
          new Mend("Apache", "SSLProtocol -all +TLSv1.2 +TLSv1.3"),
          new Mend("HAProxy", "bind :443 ssl crt site.pem ssl-min-ver TLSv1.2"),
          new Mend("Envoy", "tls_params: { tls_minimum_protocol_version: TLSv1_2 }"),
          new Mend("Tomcat", "<SSLHostConfig protocols=\"TLSv1.2+TLSv1.3\">"),
          new Mend("Spring Boot", "server.ssl.enabled-protocols=TLSv1.2,TLSv1.3"),
          new Mend("JSSE", "parameters.setProtocols(new String[] {\"TLSv1.3\", \"TLSv1.2\"});"));

  /** To let the server's order of cipher suites decide. */
  static final List<Mend> SERVER_ORDER =
      List.of(
          new Mend("nginx", "ssl_prefer_server_ciphers on;"),
          new Mend("Apache", "SSLHonorCipherOrder on"),
          new Mend("HAProxy", "# its own order decides, unless prefer-client-ciphers is set"),
          new Mend("Envoy", "# its own order decides: tls_params: { cipher_suites: [...] }"),
          new Mend("Tomcat", "<SSLHostConfig honorCipherOrder=\"true\">"),
          new Mend("Spring Boot", "server.ssl.ciphers=... # without weaker suites"),
          new Mend("JSSE", "parameters.setUseCipherSuitesOrder(true);"));

  /** To verify client certificates. */
  static final List<Mend> CLIENT_VERIFICATION =
      List.of(
          new Mend(
              "nginx", "ssl_client_certificate /etc/nginx/client-ca.pem;\nssl_verify_client on;"),
          new Mend(
              "Apache", "SSLCACertificateFile /etc/apache2/client-ca.pem\nSSLVerifyClient require"),
          new Mend("HAProxy", "bind :443 ssl crt site.pem ca-file client-ca.pem verify required"),
          new Mend(
              "Envoy",
              "require_client_certificate: true\nvalidation_context: { trusted_ca: { filename:"
                  + " client-ca.pem } }"),
          new Mend(
              "Tomcat",
              "<SSLHostConfig certificateVerification=\"required\""
                  + " truststoreFile=\"conf/client-ca.p12\">"),
          new Mend(
              "Spring Boot",
              "server.ssl.client-auth=need\nserver.ssl.trust-store=classpath:client-ca.p12"),
          new Mend("JSSE", "parameters.setNeedClientAuth(true);"));

  private static final List<Mend> SEND_THE_CHAIN =
      List.of(
          new Mend(
              "nginx",
              "cat leaf.pem intermediate.pem > chain.pem\nssl_certificate /etc/nginx/chain.pem;"),
          new Mend(
              "Apache",
              "cat leaf.pem intermediate.pem > chain.pem\n"
                  + "SSLCertificateFile /etc/apache2/chain.pem"),
          new Mend(
              "HAProxy",
              "cat leaf.pem intermediate.pem key.pem > site.pem\nbind :443 ssl crt site.pem"),
          new Mend(
              "Envoy", "certificate_chain: { filename: chain.pem } # leaf, then intermediates"),
          new Mend(
              "Tomcat",
              "<Certificate certificateFile=\"conf/leaf.pem\""
                  + " certificateChainFile=\"conf/intermediate.pem\">"),
          new Mend(
              "Spring Boot", "spring.ssl.bundle.pem.site.keystore.certificate=classpath:chain.pem"),
          new Mend("JSSE", "keytool -importcert -alias site -file chain.pem -keystore site.p12"));

  private static final List<Mend> RENEW =
      List.of(
          new Mend(
              "nginx",
              "# renew the certificate, put leaf and intermediates into chain.pem, then\n"
                  + "nginx -s reload"),
          new Mend("Apache", "apachectl graceful # after the certificate is renewed"),
          new Mend("HAProxy", "systemctl reload haproxy # after the certificate is renewed"),
          new Mend("JSSE", "restart, or reload the key store, after the certificate is renewed"));

  private Mends() {}

  static List<Mend> of(ChainRule rule, PathFinding finding) {
    if (finding.outcome() != PathFinding.Outcome.BROKEN) {
      return List.of();
    }
    return switch (rule) {
      case CHAIN_IS_COMPLETE, CHAIN_IS_IN_ORDER, END_ENTITY_CERTIFICATE_COMES_FIRST ->
          SEND_THE_CHAIN;
      case CERTIFICATES_ARE_IN_DATE -> RENEW;
      default -> List.of();
    };
  }
}
