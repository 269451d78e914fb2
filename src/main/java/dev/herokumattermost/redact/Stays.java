package dev.herokumattermost.redact;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.herokumattermost.redact.Names.Told;

/** What stands in the place of a secret without being one. The patterns are the rules. */
final class Stays {
  /** What ends a word: a space, or a sign that closes or separates, and then no other text. */
  private static final String END =
      "(?:$|[\\s&\\x{a0}]|[,;:.)\\]}>\"'`|\\\\](?:$|[\\s&,;:.)\\]}>\"'`|\\\\]))";

  /** What is said of a secret, and the types that it has in declarations. */
  private static final String WORDS =
      """
      already|and|any|are|await|blank|bool|boolean|bytes|can|can't|cannot|could|denied|did|\
      didn't|disabled|does|doesn't|empty|enabled|error|expired|failed|failure|false|given|has|\
      have|hidden|incorrect|int|integer|invalid|is|isn't|limit|login|malformed|mismatch|\
      missing|must|needs|new|nil|no|none|not|null|number|object|ok|optional|or|plain|rejected|\
      required|revoked|should|str|string|success|text|too|true|undefined|unknown|valid|varchar|\
      was|wrong|xxx+|yes""";

  /** What prose goes on with; in quotes a password may begin so. */
  private static final String PROSE = "a|an|it|of|on|that|the|this|with|your";

  /** What others left in place of a secret. */
  private static final String MASKS =
      "(?:\\*+|•+)(?:$|[\\s&,;)\\]}\"'`\\\\])|(?:-|\\?|\\.{3}|…|%[dsvr]"
          + "|[\\[<(](?i:[a-z]{3,20}|[a-z]+[ -][a-z -]{0,40})[\\])>])"
          + END;

  /** Variables, settings, calls without a text of their own, and parts of something. */
  private static final String EXPRESSIONS =
      "(?:[$#%]?\\{{1,2}[^{}\"']{0,80}\\}{1,2}|\\$\\d|\\$[A-Z_][A-Z0-9_]*|%[A-Z_]+%"
          + "|[A-Z][A-Za-z]*(?:\\.[A-Z][A-Za-z]*)+)"
          + END
          + "|<%=|\\$\\(|\\$\\{|\\$_[A-Z]+\\[|os\\.environ|process\\.env|import\\.meta|Deno\\.env"
          + "|std::env|env::|[\\w.]{0,20}(?:[gG]et_?[eE]nv|LookupEnv|env)\\("
          + "|[A-Za-z_$][\\w.$:]{1,80}\\((?:$|[\\w\\s.,=*&:\\[\\]()]{0,80}\\)"
          + END
          + ")"
          + "|[A-Za-z_$][A-Za-z_.$]{1,80}\\[(?:[\"'][\\w.: -]{1,40}[\"']|:?\\w{1,40})\\](?:[.\\[]|"
          + END
          + ")"
          + "|\\{(?:$|[\\s\"'{}:%]|[\\w.-]{1,40}\\s?[:=}])"
          + "|[A-Za-z_$][\\w.$]{0,80}\\.(?:get|fetch|dig|read|lookup|replace)\\("
          + "|(?:System|Environment|Rails|Application|viper|builder|self|this|req|request|props|ctx)\\."
          + "|(?:config|settings|secrets|vars|params|args|opts|options)[.(]";

  private static final Pattern WORD = Rule.atOnce("(?i:" + WORDS + ")" + END);
  private static final Pattern BARE_WORD = Rule.atOnce("(?i:" + WORDS + "|" + PROSE + ")" + END);
  private static final Pattern EXPRESSION = Rule.atOnce(MASKS + "|" + EXPRESSIONS);
  private static final int LONGEST_WORD = 16;

  /** What goes on after the name of an option: {@code use --password to set one}. */
  private static final Pattern GOES_ON =
      Rule.atOnce(
          "(?i:argument|expects|flag|for|if|in|options?|requires|takes|to|when|with)" + END);

  /** Commands that have a colon: {@code credentials:edit}. */
  private static final Pattern TASK =
      Rule.atOnce(
          """
          (?:add|check|clean|cleanup|clear|create|decrypt|delete|destroy|diff|dump|edit|encrypt|\
          expire|export|generate|get|import|init|install|issue|list|load|login|logout|migrate|new|\
          prune|pull|purge|push|rebuild|refresh|remove|renew|reset|revoke|rotate|seed|set|setup|\
          show|sync|unset|update|validate|verify|whoami)(?:[:-][a-z:_-]{0,40})?"""
              + END);

  private static final Pattern PLAIN = Rule.atOnce("[a-z][a-z_:-]{0,40}" + END);

  /** A variable, or names joined by dots and the like; the last of them is in the group. */
  private static final Pattern PATH =
      Rule.atOnce("(?:[$@&*:]{1,2}|(?:\\w{1,40}(?:\\.|->|::|\\?\\.)){1,6})([A-Za-z_]\\w*)" + END);

  private static final Pattern ENDS = Rule.atOnce(END);

  private Stays() {}

  private static boolean is(Pattern pattern, Text text, int from) {
    return pattern.matcher(text.from(from)).lookingAt();
  }

  /** Whether what begins here is no secret, although its name says so. */
  static boolean isNoSecret(Text text, int from, String name) {
    int to = text.end(from, Text.NAME);
    boolean joint = text.has("::", to) || text.has("?.", to) || text.at(to) == '>';
    boolean expression =
        to == from || joint || text.at(from) == '-' || ".([".indexOf(text.at(to)) >= 0;
    boolean bare = !text.is(from - 1, Text.QUOTE);
    return (bare && text.is(from, Text.SPACE))
        || (to > from && to - from <= LONGEST_WORD && is(bare ? BARE_WORD : WORD, text, from))
        || (expression && is(EXPRESSION, text, from))
        || (bare && expression && isPath(text, from))
        || (bare
            && to > from
            && Names.isVariableFor(name, text.cut(from, to))
            && is(ENDS, text, to));
  }

  /** {@code user.password}: where a secret comes from. */
  private static boolean isPath(Text text, int from) {
    Matcher path = PATH.matcher(text.from(from));
    return path.lookingAt() && Names.told(path.group(1)) != Told.NOTHING;
  }

  /** Whether a sentence about an option goes on here. */
  static boolean goesOn(Text text, int from) {
    return is(GOES_ON, text, from);
  }

  /** Whether it is a command, or a setting that has the name of a secret: {@code Jwt:SecretKey}. */
  static boolean isTask(Text text, int from) {
    int to = text.end(from, Text.LETTER);
    return is(TASK, text, from)
        || (to - from <= LONGEST_WORD
            && is(ENDS, text, to)
            && Names.told(text.cut(from, to)) == Told.SECRET);
  }

  /** Whether it is a number that counts. */
  static boolean isNumber(Text text, int from) {
    int to = text.end(from, Text.DIGIT);
    to = text.at(to) == '.' ? text.end(to + 1, Text.DIGIT) : to;
    return to > from && to - from <= LONGEST_WORD && !text.is(to, Text.NAME) && text.at(to) != '.';
  }

  /** Whether it is nothing but small letters. */
  static boolean isPlain(Text text, int from) {
    return is(PLAIN, text, from);
  }
}
