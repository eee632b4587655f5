package io.github.tlsgauntlet.pki;

import io.github.tlsgauntlet.pki.CertificateRecipe.Kind;
import io.github.tlsgauntlet.pki.CertificateRecipe.Setting;
import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;

/**
 * Makes a catalogue's scenarios real: the same seed and clock give the same octets. Each fixture is
 * made when it is first asked for, and kept. Safe for use by several threads.
 */
public final class Mint {
  private final Catalogue catalogue;
  private final long seed;
  private final Instant now;
  private final Keys keys;
  private final Optional<CertificateIssuer> clientIssuer;
  private final Once<Role, Workshop.Shared> shared = new Once<>(this::makeShared);
  private final Once<Wanted, Fixture> fixtures = new Once<>(this::make);
  private final Once<Role, List<X509Certificate>> anchors = new Once<>(this::makeAnchors);

  private record Wanted(String scenario, Role role) {}

  /**
   * A mint.
   *
   * @param catalogue the scenarios
   * @param seed what keys and serial numbers follow from; RSA keys are the same for every seed
   * @param now the verifier's clock, to the second
   */
  public Mint(Catalogue catalogue, long seed, Instant now) {
    this(
        catalogue,
        seed,
        now.truncatedTo(ChronoUnit.SECONDS),
        new Keys(seed, new RsaKeys(PrimeStore.usual())),
        Optional.empty());
  }

  private Mint(
      Catalogue catalogue,
      long seed,
      Instant now,
      Keys keys,
      Optional<CertificateIssuer> clientIssuer) {
    this.catalogue = catalogue;
    this.seed = seed;
    this.now = now;
    this.keys = keys;
    this.clientIssuer = clientIssuer;
  }

  /**
   * Loads what makes certificates on a thread of its own, for whoever has a catalogue to read
   * first: a provider's classes and tables take as long as that. Nothing is kept but what the JVM
   * keeps.
   */
  public static void beginEarly() {
    Thread early =
        new Thread(() -> new Mint(Catalogue.empty(), 0, Instant.EPOCH).warm(), "tls-gauntlet-mint");
    early.setDaemon(true);
    early.start();
  }

  private void warm() {
    issuer(Role.SERVER);
    CertificateKey rsa = keys.get(KeyAlgorithm.RSA_2048, "server intermediate");
    SignatureAlgorithm.RSA_SHA256.sign(rsa, new byte[0], new SeededRandom(seed, "early"));
  }

  /**
   * A mint whose client fixtures stand under a CA of the user's, which the server under test
   * trusts.
   *
   * @param issuer the CA; if its path length allows no other CA below it, it issues the leaves
   *     itself, and {@link #obstacle} says which scenarios that leaves out
   */
  public Mint withClientIssuer(CertificateIssuer issuer) {
    return new Mint(catalogue, seed, now, keys, Optional.of(issuer));
  }

  /**
   * A scenario as this role presents it.
   *
   * @throws IllegalArgumentException if the catalogue has no such scenario for the role
   */
  public Fixture fixture(String scenarioId, Role role) {
    scenario(scenarioId, role);
    return fixtures.get(new Wanted(scenarioId, role));
  }

  /**
   * Many fixtures at once, made on all processors: for each role, those of these scenarios that it
   * presents, in their order.
   */
  public List<Fixture> fixtures(List<Scenario> scenarios) {
    List<Callable<Fixture>> work = new ArrayList<>();
    for (Role role : Role.values()) {
      for (Scenario scenario : scenarios) {
        if (scenario.roles().contains(role)) {
          work.add(() -> fixture(scenario.id(), role));
        }
      }
    }
    try {
      return Workers.all(work);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  /**
   * Makes what a user has added, since a recipe may ask for what cannot be made.
   *
   * @throws RecipeException if one can't be
   */
  public void requireMakeable() throws RecipeException {
    for (Scenario scenario : catalogue.scenarios()) {
      String file = catalogue.added().get(scenario.id());
      if (file != null) {
        for (Role role : scenario.roles()) {
          requireMakeable(file, scenario, role);
        }
      }
    }
  }

  private void requireMakeable(String file, Scenario scenario, Role role) throws RecipeException {
    try {
      if (obstacle(scenario.id(), role).isEmpty()) {
        fixture(scenario.id(), role);
      }
    } catch (RuntimeException e) {
      // Whatever Bouncy Castle or the JDK says of a combination that nobody thought of.
      throw new RecipeException(
          file,
          scenario.id(),
          "it can't be made (" + e.getMessage() + ")",
          "Check that its keys fit its signatures, and that its trust anchors are certificates");
    }
  }

  /**
   * Why a scenario can't be tried under the lent CA, as a sentence; empty where nothing is lent.
   *
   * @throws IllegalArgumentException if the catalogue has no such scenario for the role
   */
  public Optional<String> obstacle(String scenarioId, Role role) {
    Scenario scenario = scenario(scenarioId, role);
    return lent(role)
        .flatMap(ca -> workshop(scenario, role).obstacle(LentAuthority.issuesLeavesOnly(ca)));
  }

  private Optional<CertificateIssuer> lent(Role role) {
    return role == Role.CLIENT ? clientIssuer : Optional.empty();
  }

  private Scenario scenario(String id, Role role) {
    return catalogue
        .find(id)
        .filter(found -> found.roles().contains(role))
        .orElseThrow(
            () -> new IllegalArgumentException("no scenario " + id + " for the role " + role));
  }

  /**
   * What a verifier is to trust so that it can be shown every fixture of this presenter, those with
   * {@link Scenario#ownTrust()} apart.
   */
  public List<X509Certificate> trustAnchors(Role presenter) {
    return anchors.get(presenter);
  }

  /** The CA above every fixture of this presenter, key included: what {@code issuer.pem} holds. */
  public CertificateIssuer issuer(Role presenter) {
    Workshop.Shared common = shared.get(presenter);
    return new CertificateIssuer(common.anchor(), common.root().key().privateKey());
  }

  /**
   * The revocation lists of the authorities that most fixtures of this presenter have in common.
   *
   * @param presenter of the fixtures
   * @param revoked scenarios whose leaves, issued by the common intermediate, are on its list
   * @return lists in DER, in date for a week
   */
  public List<byte[]> revocationLists(Role presenter, List<String> revoked) {
    Workshop.Shared common = shared.get(presenter);
    SecureRandom random = new SeededRandom(seed, "revocation " + presenter);
    List<BigInteger> serials =
        revoked.stream()
            .map(id -> parsed(fixture(id, presenter).credential().certificates().get(0)))
            .map(X509Certificate::getSerialNumber)
            .toList();
    byte[] lower = RevocationLists.of(common.intermediate(), serials, now, random);
    return common.intermediate() == common.root()
        ? List.of(lower)
        : List.of(RevocationLists.of(common.root(), List.of(), now, random), lower);
  }

  /**
   * One certificate of a scenario, sent or not.
   *
   * @param called its name in the recipe
   * @return in DER
   */
  public byte[] certificate(String scenarioId, Role role, String called) {
    return workshop(scenario(scenarioId, role), role).certificates(List.of(called)).get(0).clone();
  }

  private Fixture make(Wanted wanted) {
    Scenario scenario = scenario(wanted.scenario(), wanted.role());
    Setting setting = new Setting(wanted.role(), now);
    Workshop workshop = workshop(scenario, wanted.role());
    List<String> send = scenario.recipe().send();
    CertificateKey key = workshop.key("leaf");
    return new Fixture(
        scenario,
        wanted.role(),
        new Credential(sent(workshop.certificates(send), wanted.role()), key.lazyKey()),
        parsed(wanted.role(), workshop.certificates(scenario.recipe().trust())),
        scenario.recipe().name().orElse(setting.host()),
        scenario.presentation() == Presentation.PROOF_BY_OTHER_KEY
            ? Optional.of(keys.get(key.algorithm(), "other " + wanted.role()).privateKey())
            : Optional.empty());
  }

  /** A lent CA that isn't a root itself is sent too, since only its own issuer may be trusted. */
  private List<byte[]> sent(List<byte[]> chain, Role role) {
    byte[] ca = shared.get(role).root().encoded();
    if (lent(role).map(LentAuthority::isSelfIssued).orElse(true)
        || chain.stream().anyMatch(one -> one == ca)) {
      return chain;
    }
    List<byte[]> longer = new ArrayList<>(chain);
    longer.add(ca);
    return longer;
  }

  private Workshop workshop(Scenario scenario, Role role) {
    return new Workshop(scenario, new Setting(role, now), keys, seed, shared.get(role));
  }

  private List<X509Certificate> makeAnchors(Role presenter) {
    List<byte[]> all = new ArrayList<>();
    all.add(shared.get(presenter).root().encoded());
    for (Scenario scenario : catalogue.scenarios()) {
      if (!scenario.ownTrust() && scenario.roles().contains(presenter)) {
        all.addAll(workshop(scenario, presenter).certificates(scenario.recipe().trust()));
      }
    }
    return parsed(presenter, all).stream().distinct().toList();
  }

  private Workshop.Shared makeShared(Role role) {
    Setting setting = new Setting(role, now);
    // A lent CA may be one of ours, of the same seed: what is below it needs another serial number.
    SecureRandom random =
        new SeededRandom(seed, (lent(role).isPresent() ? "shared below lent " : "shared ") + role);
    Workshop.Authority root =
        lent(role).map(LentAuthority::of).orElseGet(() -> makeRoot(setting, random));
    if (lent(role).map(LentAuthority::issuesLeavesOnly).orElse(false)) {
      return new Workshop.Shared(root, parsed(root.encoded()), root);
    }
    Draft lower = Kinds.draft(Kind.INTERMEDIATE, "intermediate", "", setting, random);
    CertificateKey key = keys.get(lower.key.algorithm(), lower.key.label());
    byte[] encoded =
        Assembler.certificate(
            lower, root.subject(), new Assembler.Signatories(key, root.key(), root.key()), random);
    return new Workshop.Shared(
        root, parsed(root.encoded()), new Workshop.Authority(encoded, lower.subject, key));
  }

  private Workshop.Authority makeRoot(Setting setting, SecureRandom random) {
    Draft root = Kinds.draft(Kind.ROOT, "root", "", setting, random);
    CertificateKey key = keys.get(root.key.algorithm(), root.key.label());
    byte[] encoded =
        Assembler.certificate(root, root.subject, new Assembler.Signatories(key, key, key), random);
    return new Workshop.Authority(encoded, root.subject, key);
  }

  private List<X509Certificate> parsed(Role presenter, List<byte[]> encoded) {
    Workshop.Shared common = shared.get(presenter);
    return encoded.stream()
        .map(one -> one == common.root().encoded() ? common.anchor() : parsed(one))
        .toList();
  }

  private static X509Certificate parsed(byte[] encoded) {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(encoded));
    } catch (CertificateException e) {
      throw new IllegalStateException("A trust anchor that this Java can't read", e);
    }
  }
}
