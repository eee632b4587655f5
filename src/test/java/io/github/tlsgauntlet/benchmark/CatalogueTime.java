package io.github.tlsgauntlet.benchmark;

import io.github.tlsgauntlet.pki.Catalogue;
import io.github.tlsgauntlet.pki.Mint;
import io.github.tlsgauntlet.pki.RecipeException;
import io.github.tlsgauntlet.pki.Role;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Prints how long a fresh JVM takes to read the catalogue and to make all of it. */
public final class CatalogueTime {
  private CatalogueTime() {}

  public static void main(String[] arguments) throws RecipeException {
    long start = System.nanoTime();
    Mint.beginEarly();
    Catalogue catalogue = Catalogue.load();
    long loaded = System.nanoTime();
    Mint mint = new Mint(catalogue, 1, Instant.now(Clock.systemUTC()));
    long certificates =
        mint.fixtures(catalogue.scenarios()).stream()
            .mapToLong(fixture -> fixture.credential().certificates().size())
            .sum();
    int anchors = mint.trustAnchors(Role.SERVER).size() + mint.trustAnchors(Role.CLIENT).size();
    long made = System.nanoTime();
    System.out.printf(
        "%d scenarios read in %d ms; %d certificates and %d anchors made in %d ms; %d ms of processor time in all%n",
        catalogue.scenarios().size(),
        (loaded - start) / 1_000_000,
        certificates,
        anchors,
        (made - loaded) / 1_000_000,
        ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO).toMillis());
  }
}
