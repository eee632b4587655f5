package io.github.tlsgauntlet.policy;

import io.github.tlsgauntlet.probe.Answer;
import io.github.tlsgauntlet.probe.Fact;
import io.github.tlsgauntlet.probe.ServerFacts;
import java.util.ArrayList;
import java.util.List;

/**
 * What else a server is to do, or not to do.
 *
 * @param required whether it is to have these features, or else to have none of them
 * @param ids of the features
 */
public record FeatureDemand(boolean required, List<String> ids) implements Demand {
  public FeatureDemand {
    ids = List.copyOf(ids);
  }

  @Override
  public Ruling judge(ServerFacts facts) {
    Tally tally = new Tally();
    ids.forEach(id -> judge(id, facts, tally));
    return tally.ruling("speaks nothing in which this can be");
  }

  private void judge(String id, ServerFacts facts, Tally tally) {
    Answer answer = facts.feature(id).map(Fact::answer).orElse(Answer.UNTOLD);
    if (answer != Answer.YES && Features.possible(id, facts) == Answer.NO) {
      return;
    }
    switch (answer) {
      case YES -> tally.add(required, "has " + id);
      case NO -> tally.add(!required, "has no " + id);
      case UNTOLD -> tally.untold(id);
    }
  }

  @Override
  public String wants() {
    return (required ? "" : "no ") + String.join(required ? ", " : ", no ", ids);
  }

  @Override
  public List<String> topics(ServerFacts facts, Wishes wishes) {
    List<String> topics = new ArrayList<>();
    for (String id : ids) {
      Tally tally = new Tally();
      judge(id, facts, tally);
      if (tally.isBroken()) {
        topics.add((required ? "with-" : "without-") + id);
      }
    }
    return topics;
  }
}
