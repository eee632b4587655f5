package io.github.tlsgauntlet.pki;

import io.github.tlsgauntlet.pki.CertificateRecipe.Kind;
import io.github.tlsgauntlet.pki.CertificateRecipe.Setting;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes one scenario's certificates for one presenter. One thread works in it. */
final class Workshop {
  private static final String ROOT = "root";
  private static final String INTERMEDIATE = "intermediate";
  private static final String LEAF = "leaf";

  private final Scenario scenario;
  private final Setting setting;
  private final Keys keys;
  private final long seed;
  private final Shared shared;
  private final Map<String, Draft> drafts = new HashMap<>();
  private final Map<String, byte[]> certificates = new HashMap<>();
  private final Set<String> inWork = new HashSet<>();

  /** An authority that scenarios have in common, and its certificate. */
  record Authority(byte[] encoded, byte[] subject, CertificateKey key) {}

  /** The authorities that scenarios of a role have in common. */
  record Shared(Authority root, X509Certificate anchor, Authority intermediate) {
    Optional<Authority> find(String name) {
      return switch (name) {
        case ROOT -> Optional.of(root);
        case INTERMEDIATE -> Optional.of(intermediate);
        default -> Optional.empty();
      };
    }
  }

  Workshop(Scenario scenario, Setting setting, Keys keys, long seed, Shared shared) {
    this.scenario = scenario;
    this.setting = setting;
    this.keys = keys;
    this.seed = seed;
    this.shared = shared;
  }

  List<byte[]> certificates(List<String> names) {
    return names.stream().map(this::certificate).toList();
  }

  CertificateKey key(String name) {
    Optional<Authority> common = common(name);
    if (common.isPresent()) {
      return common.get().key();
    }
    Draft draft = draft(name);
    if (draft.keyOf.isPresent() && !draft.keyOf.get().equals(name)) {
      return key(draft.keyOf.get());
    }
    return keys.get(draft.key.algorithm(), draft.key.label());
  }

  /**
   * Why the root that all share can't serve here, when it isn't ours.
   *
   * @param leavesOnly whether it may issue to no other CA
   */
  Optional<String> obstacle(boolean leavesOnly) {
    Recipe recipe = scenario.recipe();
    if (!recipe.trust().equals(List.of(ROOT)) || recipe.certificate(ROOT).isPresent()) {
      return Optional.of("It needs trust anchors of its own beside the lent CA.");
    }
    for (String name : recipe.names()) {
      Draft draft = draft(name);
      if (!draft.issuer.equals(ROOT)) {
        continue;
      }
      if (leavesOnly && recipe.certificate(name).orElseThrow().kind() == Kind.INTERMEDIATE) {
        return Optional.of("It needs another CA below the lent one, whose path length forbids it.");
      }
      String signer = draft.signingKey.orElse(ROOT);
      if (draft.signature.isPresent() && !draft.signature.get().fits(key(signer).algorithm())) {
        return Optional.of(
            "It needs a signature of the kind "
                + draft.signature.get().text()
                + ", which the lent CA's key can't make.");
      }
    }
    return Optional.empty();
  }

  private byte[] subject(String name) {
    Optional<Authority> common = common(name);
    if (common.isPresent()) {
      return common.get().subject();
    }
    Draft draft = draft(name);
    return draft.subjectOf.isPresent() && !draft.subjectOf.get().equals(name)
        ? subject(draft.subjectOf.get())
        : draft.subject;
  }

  private byte[] certificate(String name) {
    Optional<Authority> common = common(name);
    return common.isPresent()
        ? common.get().encoded()
        : certificates.computeIfAbsent(name, this::make);
  }

  private byte[] make(String name) {
    Draft draft = draft(name);
    draft.subject = subject(name);
    CertificateKey issuer = key(draft.issuer);
    CertificateKey signer = draft.signingKey.isPresent() ? key(draft.signingKey.get()) : issuer;
    return Assembler.certificate(
        draft,
        subject(draft.issuer),
        new Assembler.Signatories(key(name), issuer, signer),
        random("signature", name));
  }

  /** The certificate that all share, when the recipe leaves it and what is above it alone. */
  private Optional<Authority> common(String name) {
    Recipe recipe = scenario.recipe();
    boolean touched =
        recipe.certificate(name).isPresent()
            || (name.equals(INTERMEDIATE) && recipe.certificate(ROOT).isPresent());
    return touched ? Optional.empty() : shared.find(name);
  }

  private Draft draft(String name) {
    Draft known = drafts.get(name);
    if (known != null) {
      return known;
    }
    if (!inWork.add(name)) {
      throw new IllegalStateException(scenario.id() + ": " + name + " depends on itself");
    }
    Optional<CertificateRecipe> recipe = scenario.recipe().certificate(name);
    Kind kind =
        recipe
            .map(CertificateRecipe::kind)
            .orElse(name.equals(LEAF) ? Kind.LEAF : Kind.INTERMEDIATE);
    Draft draft = Kinds.draft(kind, name, scenario.id(), setting, random("serial", name));
    recipe.ifPresent(one -> one.steps().forEach(step -> step.apply(draft, setting)));
    drafts.put(name, draft);
    return draft;
  }

  private SeededRandom random(String use, String name) {
    return new SeededRandom(
        seed, String.join(" ", use, scenario.id(), setting.role().name(), name));
  }
}
