package io.github.tlsgauntlet.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs the factory in a class loader that lacks the optional libraries, as a user's build may. */
class MissingLibrariesTest {
  private static URLClassLoader bare;

  @BeforeAll
  static void leaveTheOptionalLibrariesOut() throws IOException {
    List<URL> urls = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      String name = Path.of(entry).getFileName().toString();
      boolean optional =
          Stream.of("bctls", "conscrypt", "okhttp", "mockwebserver", "testcontainers")
              .anyMatch(name::startsWith);
      if (!optional) {
        urls.add(Path.of(entry).toUri().toURL());
      }
    }
    bare = new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
  }

  @AfterAll
  static void close() throws IOException {
    bare.close();
  }

  private static List<?> make(String method, String text) throws Exception {
    Class<?> spec = bare.loadClass("io.github.tlsgauntlet.target.TargetSpec");
    Object parsed = spec.getMethod("parse", String.class).invoke(null, text);
    Class<?> targets = bare.loadClass("io.github.tlsgauntlet.target.choice.Targets");
    return (List<?>) targets.getMethod(method, spec).invoke(null, parsed);
  }

  @Test
  void what_is_there_works_without_them() throws Exception {
    assertThat(make("servers", "jvm")).hasSize(1);
    assertThat(make("clients", "jvm")).hasSize(1);
    assertThat(make("servers", "example.com")).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "servers, jvm:BCJSSE, bctls-jdk18on",
    "clients, jvm:BCJSSE, bctls-jdk18on",
    "servers, jvm:Conscrypt, conscrypt-openjdk-uber",
    "servers, jvm:mockwebserver, mockwebserver3",
    "clients, jvm:OkHttp, okhttp-jvm",
  })
  void what_is_missing_is_named_with_its_artifact(String method, String text, String artifact) {
    assertThatThrownBy(() -> make(method, text))
        .isInstanceOf(InvocationTargetException.class)
        .cause()
        .hasMessageContaining(artifact)
        .extracting("kind")
        .hasToString("UNAVAILABLE");
  }
}
