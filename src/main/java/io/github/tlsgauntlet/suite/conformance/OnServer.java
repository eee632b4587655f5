package io.github.tlsgauntlet.suite.conformance;

import io.github.tlsgauntlet.target.ClientAuthentication;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;

/**
 * A requirement that is tried on each server under test: the method takes a {@link ServerCase} and
 * has {@link io.github.tlsgauntlet.suite.Must} or {@link io.github.tlsgauntlet.suite.Should} beside
 * it.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@ParameterizedTest(name = "{0}", allowZeroInvocations = true)
@ArgumentsSource(OnServerArguments.class)
public @interface OnServer {
  /** The versions to try it in, {@code 1.2} and {@code 1.3}; none: once, in whatever version. */
  String[] versions() default {};

  /** What it has to hold over; nothing: one combination is enough. */
  Dimension[] over() default {};

  /** What the server does about client certificates. */
  ClientAuthentication asking() default ClientAuthentication.NONE;

  /** Whether it can be tried on a server that asks without a certificate that it takes. */
  boolean anonymous() default false;
}
