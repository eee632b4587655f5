package io.github.tlsgauntlet;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import java.util.List;

/** Packages depend in one direction, and each keeps to its own business. */
@AnalyzeClasses(
    packages = "io.github.tlsgauntlet",
    importOptions = ImportOption.DoNotIncludeTests.class)
class LayersTest {
  /** Lowest first: each may use those before it. */
  private static final List<String> LAYERS =
      List.of(
          "wire",
          "protocol",
          "crypto",
          "pki",
          "peer",
          "target",
          "probe",
          "policy",
          "suite",
          "suites",
          "report",
          "cli");

  @ArchTest
  static void each_package_uses_only_those_below_it(JavaClasses classes) {
    LayeredArchitecture layers =
        layeredArchitecture().consideringOnlyDependenciesInAnyPackage("io.github.tlsgauntlet..");
    for (String layer : LAYERS) {
      layers = layers.layer(layer).definedBy("io.github.tlsgauntlet." + layer + "..");
    }
    for (int i = 0; i < LAYERS.size(); i++) {
      String[] below =
          LAYERS.subList(0, i).stream()
              // Reports and commands find the suites through JUnit, by their annotations.
              .filter(name -> !name.equals("suites"))
              .toArray(String[]::new);
      layers =
          below.length == 0
              ? layers.whereLayer(LAYERS.get(i)).mayNotAccessAnyLayer()
              : layers.whereLayer(LAYERS.get(i)).mayOnlyAccessLayers(below);
    }
    layers.check(classes);
  }

  @ArchTest
  static final ArchRule no_package_is_in_a_cycle =
      slices().matching("io.github.tlsgauntlet.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule only_the_command_line_prints =
      noClasses()
          .that()
          .resideOutsideOfPackage("..cli..")
          .and()
          // The forked JVM's standard error is how it tells its parent why it ends.
          .doNotHaveSimpleName("ForkMain")
          .should()
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err");

  @ArchTest
  static final ArchRule only_container_targets_know_testcontainers =
      noClasses()
          .that()
          .resideOutsideOfPackage("..target.container..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.testcontainers..");

  @ArchTest
  static final ArchRule reports_know_no_junit =
      noClasses()
          .that()
          .resideInAPackage("..report..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.junit..", "picocli..");

  @ArchTest
  static final ArchRule no_static_field_changes =
      fields().that().areStatic().should().beFinal().allowEmptyShould(false);
}
