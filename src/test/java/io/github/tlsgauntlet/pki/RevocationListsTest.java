package io.github.tlsgauntlet.pki;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RevocationListsTest {
  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
  private static Mint mint;

  @BeforeAll
  static void mint() throws RecipeException {
    mint = new Mint(Catalogue.load(), 7, NOW);
  }

  @Test
  void the_leaves_that_are_named_are_revoked_and_no_others() {
    assertThat(status("ok-chain")).isEqualTo(RevocationFinding.Status.REVOKED);
    assertThat(status("ok-dual-eku")).isEqualTo(RevocationFinding.Status.GOOD);
  }

  @Test
  void the_same_seed_makes_the_same_lists() throws RecipeException {
    Mint other = new Mint(Catalogue.load(), 7, NOW);

    assertThat(other.revocationLists(Role.CLIENT, List.of("ok-chain")))
        .usingRecursiveComparison()
        .isEqualTo(mint.revocationLists(Role.CLIENT, List.of("ok-chain")));
  }

  /** By the list of the intermediate, the second one. */
  private static RevocationFinding.Status status(String scenario) {
    List<byte[]> chain = mint.fixture(scenario, Role.CLIENT).credential().certificates();
    byte[] list = mint.revocationLists(Role.CLIENT, List.of("ok-chain")).get(1);
    return CrlJudge.judge(list, chain.get(0), Optional.of(chain.get(1)), "", NOW).status();
  }
}
