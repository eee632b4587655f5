package io.github.tlsgauntlet.report;

import io.github.tlsgauntlet.probe.CaaFacts;
import io.github.tlsgauntlet.probe.HostFacts;
import io.github.tlsgauntlet.probe.HttpDetails;
import io.github.tlsgauntlet.probe.PlainHttpFacts;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What is known of a host beside its TLS port, and of what it says over HTTP, as JSON. */
final class HostJson {
  private HostJson() {}

  static Map<String, Object> host(HostFacts facts) {
    Map<String, Object> map = new LinkedHashMap<>();
    facts.caa().ifPresent(caa -> map.put("caa", caa(caa)));
    facts.plainHttp().ifPresent(plain -> map.put("plainHttp", plain(plain)));
    return map;
  }

  private static Map<String, Object> caa(CaaFacts caa) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("found", word(caa.found()));
    map.put("domain", caa.domain());
    map.put(
        "records",
        caa.records().stream()
            .map(one -> Map.of("critical", one.critical(), "tag", one.tag(), "value", one.value()))
            .toList());
    map.put("detail", caa.detail());
    return map;
  }

  private static Map<String, Object> plain(PlainHttpFacts plain) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("answers", word(plain.answers()));
    map.put("status", plain.status());
    map.put("location", plain.location());
    map.put("leads", word(plain.leads()));
    map.put("strictTransport", plain.strictTransport());
    map.put("detail", plain.detail());
    return map;
  }

  static void http(Map<String, Object> http, HttpDetails details) {
    http.put(
        "cookies",
        details.cookies().stream()
            .map(
                one ->
                    Map.of(
                        "name", one.name(),
                        "secure", one.secure(),
                        "httpOnly", one.httpOnly(),
                        "sameSite", one.sameSite()))
            .toList());
    details
        .strictTransport()
        .ifPresent(
            one ->
                http.put(
                    "strictTransport",
                    Map.of(
                        "valid", one.valid(),
                        "maxAge", one.maxAge(),
                        "includesSubDomains", one.includesSubDomains(),
                        "preload", one.preload())));
    http.put("upgradesRequests", details.upgradesRequests());
    http.put("obsolete", details.obsolete());
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
