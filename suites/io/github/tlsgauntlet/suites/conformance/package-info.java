/**
 * The sentences of the RFCs, each as a test: what is sent, and which reactions conform. One class
 * for each subject and side.
 */
@NullMarked
package io.github.tlsgauntlet.suites.conformance;

import org.jspecify.annotations.NullMarked;
