package io.github.tlsgauntlet.suite;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A requirement of level SHOULD or SHOULD NOT (RFC 2119) that a test method tries. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Should {
  /** The RFC's number. */
  int rfc();

  /** The section, {@code 4.5.1.3}. */
  String section();

  /** The requirement, one sentence in our words. */
  String says();

  /** Which row of the matrix it belongs to. */
  String group();

  /** Other sources of the same, {@code RFC 5246 §7.2.2}. */
  String[] also() default {};

  /** What is sent to try it, in words. */
  String sends() default "";

  /** What conforms, in words. */
  String expects() default "";

  /** What it is about beside its group, in single words: {@code state-machine}. */
  String[] tags() default {};

  /** What it means in practice where it is not met. */
  Breach breach() default Breach.INTEROPERABILITY;
}
