package dev.herokumattermost;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Assume;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

class SeedsTest {
  @Property(tries = 1, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
  void propertiesDrawTheSameInEachRun(@ForAll int drawn) {
    Assume.that(Seeds.seed(0) == 0);

    assertThat(drawn).isEqualTo(1_102_874);
  }
}
