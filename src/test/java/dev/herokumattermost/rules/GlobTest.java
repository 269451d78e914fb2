package dev.herokumattermost.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class GlobTest {
  @Test
  void nameMatchesItselfAlone() {
    assertThat(new Glob("web").matches("web")).isTrue();
    assertThat(new Glob("web").matches("web2")).isFalse();
    assertThat(new Glob("web").matches("we")).isFalse();
  }

  @Test
  void starStandsForAnyTextEvenNone() {
    assertThat(new Glob("web-*").matches("web-")).isTrue();
    assertThat(new Glob("web-*").matches("web-eu")).isTrue();
    assertThat(new Glob("*-eu").matches("web-eu")).isTrue();
    assertThat(new Glob("a*b*c").matches("aXbYbZc")).isTrue();
    assertThat(new Glob("a*b*c").matches("acb")).isFalse();
    assertThat(Glob.ANY.matches("")).isTrue();
  }

  @Test
  void nothingButTheStarIsSpecial() {
    assertThat(new Glob("a.c").matches("abc")).isFalse();
    assertThat(new Glob("a?c").matches("abc")).isFalse();
  }

  @Test
  void coversNarrowerPatterns() {
    assertThat(new Glob("web-*").covers(new Glob("web-eu-*"))).isTrue();
    assertThat(new Glob("web-eu-*").covers(new Glob("web-*"))).isFalse();
    assertThat(new Glob("*").covers(new Glob("a*b"))).isTrue();
    assertThat(new Glob("web").covers(Glob.ANY)).isFalse();
  }

  @Test
  void blankPatternIsRefused() {
    assertThatThrownBy(() -> new Glob(" ")).isInstanceOf(IllegalArgumentException.class);
  }

  @Property
  void matchesWhatTheSameRegularExpressionMatches(
      @ForAll("patterns") String pattern, @ForAll("names") String name) {
    var regex = Pattern.compile(pattern.replace("*", ".*"));
    assertThat(new Glob(pattern).matches(name)).isEqualTo(regex.matcher(name).matches());
  }

  @Property
  void whatACoveredPatternMatchesTheCoveringOneMatches(
      @ForAll("patterns") String wide,
      @ForAll("patterns") String narrow,
      @ForAll("names") String name) {
    if (new Glob(wide).covers(new Glob(narrow)) && new Glob(narrow).matches(name)) {
      assertThat(new Glob(wide).matches(name)).isTrue();
    }
  }

  @Provide
  Arbitrary<String> patterns() {
    return Arbitraries.strings().withChars('a', 'b', '*').ofMinLength(1).ofMaxLength(6);
  }

  @Provide
  Arbitrary<String> names() {
    return Arbitraries.strings().withChars('a', 'b').ofMaxLength(6);
  }
}
