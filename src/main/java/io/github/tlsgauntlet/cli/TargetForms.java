package io.github.tlsgauntlet.cli;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The forms of a target, as the help shows them. */
final class TargetForms {
  static final Map<String, String> ALL = all();

  private TargetForms() {}

  private static Map<String, String> all() {
    Map<String, String> forms = new LinkedHashMap<>();
    forms.put("jvm", "every server and client in the JVM whose library is on the class path");
    forms.put("jvm:SunJSSE", "the JDK's own server and client");
    forms.put("jvm:BCJSSE", "Bouncy Castle's server and client");
    forms.put("jvm:Conscrypt", "BoringSSL's, by way of Conscrypt");
    forms.put("jvm:mockwebserver", "OkHttp's MockWebServer");
    forms.put("jvm:OkHttp", "OkHttp's client");
    forms.put("jvm:NAME?jdk=25", "the same in a JVM of another JDK found on the machine");
    forms.put("HOST, HOST:PORT", "a live server; port 443 where none is given");
    forms.put("https://HOST/PATH", "a live server");
    forms.put("[::1]:443", "a live server by its IPv6 address");
    forms.put("container:nginx", "nginx in a container, with our fixtures");
    forms.put("container:httpd", "Apache in a container, with our fixtures");
    forms.put("container:haproxy", "HAProxy in a container, with our fixtures");
    forms.put("container:NAME?clientAuth=required", "the same, asking for client certificates");
    forms.put("container:IMAGE?port=8443", "any image");
    forms.put("client:COMMAND", "a client command: {host}, {port}, {url}, {ca}, {cert}, {key}");
    return Collections.unmodifiableMap(forms);
  }
}
