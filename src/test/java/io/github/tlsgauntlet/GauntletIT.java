package io.github.tlsgauntlet;

import org.junit.platform.suite.api.IncludeEngines;
import org.junit.platform.suite.api.IncludeTags;
import org.junit.platform.suite.api.SelectPackages;
import org.junit.platform.suite.api.Suite;

/** Lets Failsafe find the suites, which are main code; other engines would search all of it. */
@Suite
@SelectPackages("io.github.tlsgauntlet.suites")
@IncludeTags("gauntlet")
@IncludeEngines("junit-jupiter")
class GauntletIT {}
