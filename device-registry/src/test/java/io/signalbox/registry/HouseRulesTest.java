package io.signalbox.registry;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import io.signalbox.testkit.arch.AggregateRules;
import io.signalbox.testkit.arch.HouseRules;

/// The rules of the house, on this service.
@AnalyzeClasses(packages = "io.signalbox.registry", importOptions = DoNotIncludeTests.class)
class HouseRulesTest {
  @ArchTest static final ArchTests HOUSE = ArchTests.in(HouseRules.class);
  @ArchTest static final ArchTests AGGREGATES = ArchTests.in(AggregateRules.class);
}
