package io.github.tlsgauntlet.policy;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How a server stands to one rule.
 *
 * @param rule the rule's id
 * @param title the rule's title
 * @param verdict how it stands
 * @param seen what that rests on
 * @param wants what the policy wants
 * @param reference the rule's section in its source
 * @param mends how to set it, by product ({@code nginx}, {@code Apache}, {@code HAProxy}, {@code
 *     Envoy}, {@code Tomcat}, {@code Spring Boot}, {@code JSSE}); empty unless it failed
 */
public record PolicyFinding(
    String rule,
    String title,
    Verdict verdict,
    String seen,
    String wants,
    String reference,
    Map<String, String> mends) {
  /** How a server stands to a rule. */
  public enum Verdict {
    /** All that the rule is about was seen, and keeps to it. */
    PASS,
    /** Something was seen that breaks it. */
    FAIL,
    /** Nothing was seen that breaks it, but something could not be told. */
    INCONCLUSIVE,
    /** The server has nothing that the rule is about. */
    NOT_APPLICABLE
  }

  public PolicyFinding {
    // Products keep the order of the file that the mends come from.
    mends = Collections.unmodifiableMap(new LinkedHashMap<>(mends));
  }
}
