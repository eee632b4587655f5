package io.github.tlsgauntlet.policy;

import io.github.tlsgauntlet.probe.ServerFacts;
import java.util.List;

/** What a rule wants of a server: one kind of rule each. */
public sealed interface Demand
    permits AllowedCurves,
        AllowedGroups,
        AllowedKeys,
        AllowedSignatures,
        AllowedSuites,
        FeatureDemand,
        ForbiddenSignatures,
        ForbiddenSuites,
        ForbiddenWeaknesses,
        LeastDhBits,
        LeastEcBits,
        LeastGrade,
        LeastHsts,
        LeastRsaBits,
        MostDays,
        RequiredChain,
        RequiredGroups,
        ServerOrder,
        VersionDemand {

  /** How the facts stand to it. */
  Ruling judge(ServerFacts facts);

  /** What it wants, in words. */
  String wants();

  /**
   * What to look up among the mends when it fails.
   *
   * @param facts what broke it
   * @param wishes what the policy would have
   */
  List<String> topics(ServerFacts facts, Wishes wishes);
}
