package io.github.tlsgauntlet.suite;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/** Marks a class of tests that judge a target: each of its tests takes a {@link Trial}. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@Tag("gauntlet")
@ExtendWith(GauntletExtension.class)
public @interface GauntletSuite {
  /** The suite's name, as reports show it. */
  String name();

  /** Which of the four quarters it stands in. */
  Quarter quarter();
}
