package io.github.tlsgauntlet.report;

import io.github.tlsgauntlet.policy.LetterGrade;
import io.github.tlsgauntlet.probe.CertificateFacts;
import io.github.tlsgauntlet.probe.ChainFacts;
import io.github.tlsgauntlet.probe.ClientAuthenticationFacts;
import io.github.tlsgauntlet.probe.ConstraintFacts;
import io.github.tlsgauntlet.probe.DhFacts;
import io.github.tlsgauntlet.probe.Fact;
import io.github.tlsgauntlet.probe.GroupFacts;
import io.github.tlsgauntlet.probe.HttpFacts;
import io.github.tlsgauntlet.probe.Part;
import io.github.tlsgauntlet.probe.SchemeFacts;
import io.github.tlsgauntlet.probe.ServerFacts;
import io.github.tlsgauntlet.probe.SuiteFacts;
import io.github.tlsgauntlet.probe.VersionFacts;
import io.github.tlsgauntlet.probe.Weakness;
import io.github.tlsgauntlet.protocol.NamedGroup;
import io.github.tlsgauntlet.protocol.Recommended;
import io.github.tlsgauntlet.protocol.SignatureScheme;
import io.github.tlsgauntlet.protocol.SuiteTraits;
import java.util.Base64;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The facts of one server as JSON; {@code scan.schema.json} describes the form. */
public final class ScanJson {
  /** The form's version: the first number changes when a reader must. */
  public static final String FORM = "1.0";

  private final JsonMapper mapper;

  /**
   * A renderer.
   *
   * @param pretty whether over many lines; otherwise on one
   */
  public ScanJson(boolean pretty) {
    this.mapper =
        pretty
            ? JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build()
            : JsonMapper.builder().build();
  }

  /** One server's facts, and what they are worth. */
  public String render(Scanned scanned) {
    Map<String, Object> map = map(scanned.facts());
    if (scanned.isWhole()) {
      map.put("grade", grade(scanned.grade()));
    } else {
      leaveOut(map, scanned.parts());
    }
    scanned.cutShort().ifPresent(why -> map.put("cutShort", why));
    map.put("policies", scanned.judged().stream().map(ScanJson::policy).toList());
    return mapper.writeValueAsString(map);
  }

  /** What was not asked for is absent, rather than empty. */
  private static void leaveOut(Map<String, Object> map, Set<Part> parts) {
    map.put("only", parts.stream().sorted().map(Part::id).toList());
    Set<Part> others = EnumSet.allOf(Part.class);
    others.removeAll(parts);
    for (Part part : others) {
      map.remove(
          switch (part) {
            case GROUPS -> "groups";
            case SIGNATURES -> "signatureSchemes";
            case CHAIN -> "chains";
            case CLIENT -> "clientAuthentication";
            case HTTP -> "http";
            case FEATURES -> "features";
            case WEAKNESSES -> "weaknesses";
          });
    }
  }

  private static Map<String, Object> grade(LetterGrade grade) {
    Map<String, Object> map = new LinkedHashMap<>();
    grade.letter().ifPresent(letter -> map.put("letter", letter));
    grade
        .score()
        .ifPresent(
            score -> {
              map.put("score", score.total());
              map.put("protocol", score.protocol());
              map.put("keyExchange", score.keyExchange());
              map.put("cipher", score.cipher());
            });
    map.put(
        "caps",
        grade.caps().stream()
            .map(cap -> Map.of("most", cap.most(), "reason", cap.reason()))
            .toList());
    map.put("inconclusive", grade.inconclusive());
    map.put("reason", grade.reason());
    return map;
  }

  private static Map<String, Object> policy(Scanned.Judged judged) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", judged.policy().name());
    map.put("title", judged.policy().title());
    map.put("broken", judged.broken());
    map.put(
        "rules",
        judged.findings().stream()
            .map(
                finding -> {
                  Map<String, Object> rule = new LinkedHashMap<>();
                  rule.put("id", finding.rule());
                  rule.put("title", finding.title());
                  rule.put("level", word(judged.level(finding)));
                  rule.put("verdict", word(finding.verdict()));
                  rule.put("seen", finding.seen());
                  rule.put("wants", finding.wants());
                  rule.put("reference", finding.reference());
                  rule.put("mends", finding.mends());
                  return rule;
                })
            .toList());
    return map;
  }

  /** That a server could not be scanned, and why. */
  public String failure(String target, String reason) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("form", FORM);
    map.put("target", target);
    map.put("error", reason);
    return mapper.writeValueAsString(map);
  }

  private static Map<String, Object> map(ServerFacts facts) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("form", FORM);
    map.put("target", facts.target());
    map.put("address", facts.address());
    facts.serverName().ifPresent(name -> map.put("serverName", name));
    map.put("began", facts.began().toString());
    map.put("tookMillis", facts.took().toMillis());
    map.put("connections", facts.connections());
    map.put("versions", facts.versions().stream().map(ScanJson::version).toList());
    map.put("groups", facts.groups().stream().map(ScanJson::groups).toList());
    map.put("signatureSchemes", facts.schemes().stream().map(ScanJson::schemes).toList());
    map.put("diffieHellman", facts.dh().stream().map(ScanJson::dh).toList());
    map.put("chains", facts.chains().stream().map(ScanJson::chain).toList());
    map.put("clientAuthentication", clientAuthentication(facts.clientAuthentication()));
    map.put("features", facts.features().stream().map(ScanJson::fact).toList());
    map.put("weaknesses", facts.weaknesses().stream().map(ScanJson::weakness).toList());
    facts.http().ifPresent(http -> map.put("http", http(http)));
    map.put("host", HostJson.host(facts.host()));
    return map;
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static List<String> words(List<?> values) {
    return values.stream().map(Object::toString).toList();
  }

  private static Map<String, Object> version(VersionFacts version) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("version", version.version());
    map.put("offered", word(version.offered()));
    map.put("detail", version.detail());
    map.put("order", word(version.preference()));
    map.put("prefersChaCha20", version.prefersChaCha());
    map.put("suites", version.suites().stream().map(ScanJson::suite).toList());
    return map;
  }

  private static Map<String, Object> suite(SuiteFacts suite) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", suite.suite().toString());
    map.put("code", String.format(Locale.ROOT, "0x%04x", suite.suite().code()));
    SuiteTraits.of(suite.suite()).ifPresent(traits -> map.put("bits", traits.bits()));
    suite.suite().recommended().ifPresent(value -> map.put("recommended", value.name()));
    map.put("keyExchange", suite.keyExchange());
    map.put("keyExchangeBits", suite.keyExchangeBits());
    return map;
  }

  private static Map<String, Object> groups(GroupFacts groups) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("version", groups.version());
    map.put("order", word(groups.preference()));
    map.put("groups", words(groups.groups()));
    map.put("untold", words(groups.untold()));
    map.put("recommended", recommended(groups.groups(), NamedGroup::recommended));
    return map;
  }

  private static Map<String, Object> schemes(SchemeFacts schemes) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("version", schemes.version());
    map.put("schemes", words(schemes.schemes()));
    map.put("recommended", recommended(schemes.schemes(), SignatureScheme::recommended));
    return map;
  }

  /** By their names, what the registry says of those of which it says anything. */
  private static <T> Map<String, String> recommended(
      List<T> values, Function<T, Optional<Recommended>> says) {
    Map<String, String> map = new LinkedHashMap<>();
    for (T value : values) {
      says.apply(value).ifPresent(one -> map.put(value.toString(), one.name()));
    }
    return map;
  }

  private static Map<String, Object> dh(DhFacts dh) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("bits", dh.bits());
    map.put("prime", dh.prime().toString(16));
    map.put("generator", dh.generator().toString(16));
    map.put("known", dh.known());
    map.put("safe", word(dh.safe()));
    map.put("reused", word(dh.reused()));
    return map;
  }

  private static Map<String, Object> chain(ChainFacts chain) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("versions", chain.details().versions().stream().map(Object::toString).toList());
    map.put("trusted", word(chain.trusted()));
    map.put("trustDetail", chain.trustDetail());
    map.put("matchesName", word(chain.matchesName()));
    map.put("nameDetail", chain.nameDetail());
    map.put("inOrder", chain.inOrder());
    map.put("complete", word(chain.complete()));
    map.put("onlyWithoutServerName", chain.onlyWithoutServerName());
    map.put("staple", chain.staple());
    map.put("unreadable", chain.unreadable());
    ChainJson.details(map, chain.details());
    map.put("certificates", chain.certificates().stream().map(ScanJson::certificate).toList());
    return map;
  }

  private static Map<String, Object> certificate(CertificateFacts one) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("subject", one.subject());
    map.put("issuer", one.issuer());
    map.put("serial", one.serial());
    map.put("notBefore", one.notBefore().toString());
    map.put("notAfter", one.notAfter().toString());
    map.put("keyAlgorithm", one.keyAlgorithm());
    map.put("keyBits", one.keyBits());
    map.put("curve", one.curve());
    map.put("signatureAlgorithm", one.signatureAlgorithm());
    map.put("names", one.names());
    map.put("keyUsage", one.keyUsage());
    map.put("extendedKeyUsage", one.extendedKeyUsage());
    map.put("authority", one.authority());
    ConstraintFacts constraints = one.constraints();
    constraints.pathLength().ifPresent(length -> map.put("pathLength", length));
    map.put("permittedNames", constraints.permitted());
    map.put("excludedNames", constraints.excluded());
    map.put("policies", constraints.policies());
    map.put("mustStaple", one.mustStaple());
    map.put("timestamps", one.timestamps());
    map.put("ocsp", one.ocsp());
    map.put("crls", one.crls());
    map.put("sha256", one.sha256());
    map.put("der", Base64.getEncoder().encodeToString(one.encoded()));
    return map;
  }

  private static Map<String, Object> clientAuthentication(ClientAuthenticationFacts facts) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("asks", word(facts.asks()));
    map.put("detail", facts.detail());
    map.put("authorities", facts.authorities());
    map.put("schemes", facts.schemes());
    map.put("types", facts.types());
    return map;
  }

  private static Map<String, Object> fact(Fact fact) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("id", fact.id());
    map.put("title", fact.title());
    map.put("answer", word(fact.answer()));
    map.put("detail", fact.detail());
    return map;
  }

  private static Map<String, Object> weakness(Weakness weakness) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("id", weakness.id());
    map.put("title", weakness.title());
    map.put("reference", weakness.reference());
    map.put("exposure", word(weakness.exposure()));
    map.put("detail", weakness.detail());
    return map;
  }

  private static Map<String, Object> http(HttpFacts http) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("status", http.status());
    map.put("server", http.server());
    map.put("location", http.location());
    map.put("hstsSeconds", http.hstsSeconds());
    map.put("hsts", http.hsts());
    map.put("insecureCookies", http.insecureCookies());
    map.put("compressed", http.compressed());
    HostJson.http(map, http.details());
    return map;
  }
}
