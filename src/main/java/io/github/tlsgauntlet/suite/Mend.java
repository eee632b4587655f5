package io.github.tlsgauntlet.suite;

/**
 * How to mend a finding in one product.
 *
 * @param product {@code nginx}, {@code Apache}, {@code HAProxy}, {@code Envoy}, {@code Tomcat},
 *     {@code Spring Boot}, {@code JSSE}
 * @param snippet configuration or command to use, as text
 */
public record Mend(String product, String snippet) {}
