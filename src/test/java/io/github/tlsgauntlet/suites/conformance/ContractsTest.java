package io.github.tlsgauntlet.suites.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsgauntlet.suite.GauntletSuite;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.platform.commons.support.ReflectionSupport;

/** No suite of this package is believed that no contract proves. */
class ContractsTest {
  private static final String HERE = ContractsTest.class.getPackageName();

  @Test
  void every_suite_has_a_contract() {
    Set<String> suites =
        ReflectionSupport.findAllClassesInPackage(
                HERE, type -> type.isAnnotationPresent(GauntletSuite.class), name -> true)
            .stream()
            .map(Class::getSimpleName)
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(proved()).isEqualTo(suites);
  }

  private static Set<String> proved() {
    List<Class<?>> contracts =
        ReflectionSupport.findAllClassesInPackage(
            HERE,
            type -> !Modifier.isAbstract(type.getModifiers()),
            name -> name.endsWith("ContractTest"));
    Set<String> proved = new TreeSet<>();
    for (Class<?> type : contracts) {
      Object contract = ReflectionSupport.newInstance(type);
      if (contract instanceof ServerContract server) {
        proved.add(server.suite().getSimpleName());
      } else if (contract instanceof ClientContract client) {
        proved.add(client.suite().getSimpleName());
      }
    }
    return proved;
  }
}
