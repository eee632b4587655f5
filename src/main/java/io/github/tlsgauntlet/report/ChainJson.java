package io.github.tlsgauntlet.report;

import io.github.tlsgauntlet.pki.RevocationFinding;
import io.github.tlsgauntlet.pki.TimestampFinding;
import io.github.tlsgauntlet.probe.ChainDetails;
import io.github.tlsgauntlet.probe.RevocationFacts;
import io.github.tlsgauntlet.probe.TrustFacts;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What is known of a chain beyond its certificates, as JSON. */
final class ChainJson {
  private ChainJson() {}

  static void details(Map<String, Object> chain, ChainDetails details) {
    chain.put("trust", details.trust().stream().map(ChainJson::trust).toList());
    chain.put(
        "list",
        Map.of(
            "duplicates", details.list().duplicates(),
            "roots", details.list().roots(),
            "unneeded", details.list().unneeded()));
    chain.put("timestamps", details.timestamps().stream().map(ChainJson::timestamp).toList());
    details.staple().ifPresent(staple -> chain.put("stapled", finding(staple)));
    details.mustStaple().ifPresent(answer -> chain.put("mustStapleKept", word(answer)));
    chain.put("revocation", details.revocation().stream().map(ChainJson::revocation).toList());
  }

  private static Map<String, Object> trust(TrustFacts facts) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("store", facts.store());
    map.put("trusted", word(facts.trusted()));
    map.put("detail", facts.detail());
    return map;
  }

  private static Map<String, Object> timestamp(TimestampFinding finding) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("source", word(finding.source()));
    map.put("logId", finding.logId());
    map.put("log", finding.logName());
    finding.time().ifPresent(time -> map.put("time", time.toString()));
    map.put("validity", word(finding.validity()));
    map.put("reason", finding.reason());
    return map;
  }

  private static Map<String, Object> revocation(RevocationFacts facts) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("certificate", facts.certificate());
    map.put("source", facts.source());
    map.put("from", facts.from());
    map.putAll(finding(facts.finding()));
    return map;
  }

  private static Map<String, Object> finding(RevocationFinding finding) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("status", word(finding.status()));
    map.put("reason", finding.reason());
    finding.thisUpdate().ifPresent(time -> map.put("thisUpdate", time.toString()));
    finding.nextUpdate().ifPresent(time -> map.put("nextUpdate", time.toString()));
    finding.revokedAt().ifPresent(time -> map.put("revokedAt", time.toString()));
    return map;
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
