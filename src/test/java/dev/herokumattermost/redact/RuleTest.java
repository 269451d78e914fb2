package dev.herokumattermost.redact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herokumattermost.redact.Rule.Goes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How the places are found at which a rule is tried. */
class RuleTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "sk-[a-z]+ sk-",
        "plain plain",
        "a.b a",
        "a\\.b\\$c a.b$c",
        "a\\db a",
        "(AKIA[A-Z]{16})x AKIA",
        "://(?:a|b) ://",
        "a{2} a",
        "ab?c ab",
        "ab+ ab",
        "ab* ab",
        "a(b) a",
        "a|b a",
        "a^b a",
        "pat\\.[\\w-]{22}\\. pat."
      })
  void ruleStartsWithTheLettersOfItsPattern(String pattern, String start) {
    assertThat(Rule.token("Acme", pattern).start()).isEqualTo(start);
  }

  @Test
  void rulesDifferInWhatGoes() {
    assertThat(Rule.token("Acme", "ac-(x)").goes()).isEqualTo(Goes.ALL);
    assertThat(Rule.groups("Acme", "ac-(x)").goes()).isEqualTo(Goes.GROUPS);
    assertThat(Rule.value("Acme", "ac-x").goes()).isEqualTo(Goes.VALUE);
    assertThat(Rule.within("Acme", "-us", "(\\w+-us)").goes())
        .isEqualTo(Goes.GROUPS_FROM_WORD_BEFORE);
    assertThat(Rule.within("Acme", "-us", "(\\w+-us)").start()).isEqualTo("-us");
    assertThat(Rule.option("mysql", "-p").goes()).isEqualTo(Goes.VALUE_OF_OPTION);
    assertThat(Rule.option("mysql", "-p").start()).isEqualTo("mysql");
    assertThat(Rule.groups("Acme", "ac-(x)").start()).isEqualTo("ac-");
    assertThat(Rule.value("Acme", "ac-x").start()).isEqualTo("ac-x");
  }

  /** Otherwise each look would read on to the end of the text. */
  @Test
  void patternIsTriedAtOnePlaceAlone() {
    Rule rule = Rule.token("Acme", "ac-x|zz");

    assertThat(rule.matcher(new Text("1 ac-x"), 2).lookingAt()).isTrue();
    assertThat(rule.matcher(new Text("1 ac-x"), 0).find()).isFalse();
  }

  @Test
  void rulesAreFoundByTheirFirstTwoCharacters() {
    assertThat(Rules.startingWith('g', 'h')).anyMatch(rule -> rule.start().equals("ghp_"));
    assertThat(Rules.startingWith('g', 'h')).noneMatch(rule -> rule.start().equals("glpat-"));
    assertThat(Rules.startingWith('~', 'Q')).anyMatch(rule -> rule.name().equals("Azure"));
    assertThat(Rules.startingWith('\u0080', 'h')).isEmpty();
    assertThat(Rules.startingWith('g', '\u0080')).isEmpty();
  }
}
