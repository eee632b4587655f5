package io.github.tlsgauntlet.suites.conformance;

import io.github.tlsgauntlet.peer.PeerJudge;
import io.github.tlsgauntlet.pki.ChainJudge;
import io.github.tlsgauntlet.pki.ChainRule;
import io.github.tlsgauntlet.pki.Question;
import io.github.tlsgauntlet.protocol.AlertDescription;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Looks at a peer's chain as the RFCs ask for it, but for the rules that it does not know.
 *
 * @param question what the chain is judged by
 * @param unknown the rules that it passes over
 */
record PathChecking(Supplier<Question> question, Set<ChainRule> unknown) implements PeerJudge {
  static PathChecking of(Supplier<Question> question, ChainRule... unknown) {
    Set<ChainRule> rules = EnumSet.noneOf(ChainRule.class);
    rules.addAll(Arrays.asList(unknown));
    return new PathChecking(question, rules);
  }

  @Override
  public Optional<AlertDescription> objection(List<byte[]> certificates) {
    return !certificates.isEmpty()
            && ChainJudge.judge(certificates, question.get()).broken().stream()
                .filter(ChainRule::decides)
                .anyMatch(rule -> !unknown.contains(rule))
        ? Optional.of(AlertDescription.BAD_CERTIFICATE)
        : Optional.empty();
  }
}
