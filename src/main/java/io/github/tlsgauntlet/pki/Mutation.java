package io.github.tlsgauntlet.pki;

import java.util.function.UnaryOperator;

/**
 * Something done to a certificate's octets that no field can say.
 *
 * @param beforeSigning whether it is done to the part that is then signed, or to the whole
 *     afterwards
 */
record Mutation(boolean beforeSigning, UnaryOperator<byte[]> change) {}
