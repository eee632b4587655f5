package io.github.tlsgauntlet.pki;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One certificate scenario: what is presented, what the verifier should do with it, and why.
 *
 * @param id a name in kebab case, unique in the catalogue
 * @param group the heading it stands under
 * @param title one line that says what is wrong, or right
 * @param roles who may present it
 * @param expectations what each profile expects; a profile that is absent expects {@link
 *     Expectation#EITHER}
 * @param alerts the fitting alerts by their RFC names, best first; empty when none is more fitting
 *     than another
 * @param reference the specification and section that decide
 * @param why the reason in plain words
 * @param control the scenario that differs only in not having the fault
 * @param presentation how the presenter behaves
 * @param asks what the server does about client certificates
 * @param versions the TLS versions it makes sense in, "1.2" or "1.3"; empty for both
 * @param keyExchange how the session's keys come about
 * @param ownTrust whether it needs a verifier of its own, since its trust anchors can't stand
 *     beside those of the others
 * @param intrusive whether it could harm a careless verifier: by a crash, or by hours of work
 * @param bounded whether a verdict has to come within the time limit, whatever it is
 * @param level whether a verifier that takes a bad one fails, or is only lenient
 * @param recipe how it is made
 */
public record Scenario(
    String id,
    String group,
    String title,
    Set<Role> roles,
    Map<Profile, Expectation> expectations,
    List<String> alerts,
    String reference,
    String why,
    Optional<String> control,
    Presentation presentation,
    Asks asks,
    Set<String> versions,
    KeyExchange keyExchange,
    boolean ownTrust,
    boolean intrusive,
    boolean bounded,
    Level level,
    Recipe recipe) {
  /** Whom the rule binds that a bad certificate breaks, and so what taking it means. */
  public enum Level {
    /** A verifier has to refuse it. */
    MUST,
    /** An issuer must not make it; a verifier that takes it is lenient, and no more. */
    SHOULD
  }

  public Scenario {
    roles = Set.copyOf(roles);
    expectations = Map.copyOf(expectations);
    alerts = List.copyOf(alerts);
    versions = Set.copyOf(versions);
  }

  /** What a verifier under this profile should do. */
  public Expectation expectation(Profile profile) {
    return expectations.getOrDefault(profile, Expectation.EITHER);
  }
}
