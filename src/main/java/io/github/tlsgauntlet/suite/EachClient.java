package io.github.tlsgauntlet.suite;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;

/**
 * A test that runs once for each client under test, or once for each client and TLS version: its
 * parameters are a {@link Trial}, a {@link ClientUnderTest} and, where versions are named, a {@link
 * io.github.tlsgauntlet.protocol.ProtocolVersion}. It has {@link Must} or {@link Should} beside it.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@ParameterizedTest(name = "{0}", allowZeroInvocations = true)
@ArgumentsSource(EachClientArguments.class)
public @interface EachClient {
  /** The versions to try it in, {@code 1.2} and {@code 1.3}; none: once, in whatever version. */
  String[] versions() default {};
}
