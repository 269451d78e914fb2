package dev.herokumattermost.wording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herokumattermost.Seeds;
import dev.herokumattermost.detect.CauseHint;
import dev.herokumattermost.detect.CauseHint.Certainty;
import dev.herokumattermost.detect.FailingDyno;
import dev.herokumattermost.detect.Failure;
import dev.herokumattermost.detect.Failure.PlatformError;
import dev.herokumattermost.detect.FailureCause;
import dev.herokumattermost.detect.Rollback;
import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.dyno.DynoState;
import dev.herokumattermost.dyno.HerokuIncident;
import dev.herokumattermost.dyno.LogLine;
import dev.herokumattermost.dyno.ProcessType;
import dev.herokumattermost.dyno.Reading.Cause;
import dev.herokumattermost.dyno.Release;
import dev.herokumattermost.incident.AlertEvent;
import dev.herokumattermost.incident.IncidentEvent.CrashLooping;
import dev.herokumattermost.incident.IncidentEvent.DynosFailed;
import dev.herokumattermost.incident.IncidentEvent.FailureReport;
import dev.herokumattermost.incident.IncidentEvent.Opened;
import dev.herokumattermost.incident.IncidentEvent.OverBeforeDelivery;
import dev.herokumattermost.incident.IncidentEvent.Recovered;
import dev.herokumattermost.incident.IncidentEvent.StillFailing;
import dev.herokumattermost.incident.IncidentEvent.SuspectRelease;
import dev.herokumattermost.incident.Resolution.NewRelease;
import dev.herokumattermost.incident.VisibilityEvent.BecameBlind;
import dev.herokumattermost.outbox.Delivery.Form;
import dev.herokumattermost.outbox.Notification;
import dev.herokumattermost.outbox.NotificationId;
import dev.herokumattermost.rules.Route;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever a log, a release, or the name of a dyno or an app contains: to a Markdown parser all of
 * it is inside code, and the post is within its limits.
 *
 * <p>Each post is made twice, with hostile texts and with harmless ones of the same places; but for
 * what stands in code, both have the same structure. {@code -Dinjections} sets how many texts are
 * tried, {@code -Dinjection.seed} repeats one post.
 */
class InjectionTest {
  /** Longer names are refused where they enter. */
  private static final int LONGEST_NAME = 200;

  private static final int TEXTS = Integer.getInteger("injections", 100_000);
  private static final Instant NOW = Instant.parse("2026-05-04T02:02:00Z");
  private static final Parser PARSER = Parser.builder().build();

  @Test
  void everythingFromOutsideIsInsideCode() {
    Long only = Long.getLong("injection.seed");
    int texts = 0;
    for (long seed = 0; texts < TEXTS; seed++) {
      long current = only == null ? Seeds.seed(seed) : only;
      var random = new Random(current);
      var hostile = new Hostile(random);
      check("-Dinjection.seed=" + current, hostile, random.nextInt(KINDS));
      texts = only == null ? texts + hostile.made : TEXTS;
    }
  }

  /** What once broke a notifier, each in every place. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "@all",
        "@channel look",
        "`@here`",
        "```\n@here\n```",
        "~~~\n@all",
        "````````` @all",
        "``` \n\n# heading\n\n@all",
        "![x](https://evil.example/pixel.png)",
        "<https://evil.example|click>",
        "<!channel>",
        "[click](https://evil.example)",
        "https://evil.example/long?x=y",
        "a\u0000b",
        "\u202Egnp.exe",
        "a\u2028@all",
        "a\u2424@all\u2424",
        "a\r@all\r\n\r\n@here",
        "\u001b[31m@all\u001b[0m",
        "\\`@all\\`",
        "&#96;@all&#96;",
        "<script>alert(1)</script>",
        "| a | b |\n|---|---|\n| @all | 2 |",
        "$$\\text{@all}$$",
        "> quote\n@all",
        "\ud83d",
        "\ude00\ud83d`",
        "",
      })
  void textsThatBreakOutElsewhere(String text) {
    for (int kind = 0; kind < KINDS; kind++) {
      String where = text + " in kind " + kind;
      check(where, () -> text, kind);
    }
  }

  private interface Source {
    String next();
  }

  private static void check(String where, Source hostile, int kind) {
    Post bad = post(hostile, kind);
    Post good = post(() -> "x", kind);
    assertThat(bad.length()).as(where).isLessThanOrEqualTo(Post.LONGEST);
    assertThat(shapes(bad)).as(where).isEqualTo(shapes(good));
    assertThat(plainTexts(bad)).as(where).allSatisfy(InjectionTest::assertHarmless);
    assertThat(everything(bad)).as(where).doesNotContainPattern(UNSEEN);
  }

  private static final Pattern UNSEEN = Pattern.compile("[\\p{C}&&[^\\n]]|[\\p{Zl}\\p{Zp}\\u2424]");

  private static String everything(Post post) {
    return String.join("\n", Stream.concat(markdown(post), plainTexts(post).stream()).toList());
  }

  /** What Mattermost reads as Markdown, each a document of its own. */
  private static Stream<String> markdown(Post post) {
    return Stream.concat(
        Stream.of(post.text()),
        post.attachments().stream()
            .flatMap(
                box ->
                    Stream.concat(
                        Stream.of(box.text()), box.fields().stream().map(Post.Field::value))));
  }

  /** What it shows as it stands. */
  private static List<String> plainTexts(Post post) {
    return post.attachments().stream()
        .flatMap(
            box ->
                Stream.concat(
                    Stream.of(box.title(), box.footer(), box.fallback()),
                    box.fields().stream().map(Post.Field::title)))
        .toList();
  }

  private static void assertHarmless(String plain) {
    assertThat(plain).doesNotContain("\n").hasSizeLessThanOrEqualTo(1000);
  }

  /** The structure of each document, with what stands in code left out. */
  private static List<String> shapes(Post post) {
    return markdown(post).map(InjectionTest::shape).toList();
  }

  private static String shape(String markdown) {
    var shape = new StringBuilder();
    PARSER.parse(markdown).accept(new Outline(shape));
    return shape.toString();
  }

  /** Writes down every node and every text outside of code. */
  private static final class Outline extends AbstractVisitor {
    private final StringBuilder shape;

    Outline(StringBuilder shape) {
      this.shape = shape;
    }

    @Override
    public void visit(Code code) {
      shape.append("[code]");
    }

    @Override
    public void visit(FencedCodeBlock block) {
      shape.append("[block]");
    }

    @Override
    public void visit(Text text) {
      shape.append(text.getLiteral());
    }

    @Override
    protected void visitChildren(Node parent) {
      shape.append('<').append(parent.getClass().getSimpleName());
      super.visitChildren(parent);
      shape.append('>');
    }
  }

  private static final int KINDS = 9;

  private static Post post(Source text, int kind) {
    var app = new AppName("api");
    AlertEvent news = news(text, kind);
    Form form = kind == 6 ? Form.PLAIN : Form.FULL;
    var notification =
        new Notification(
            new NotificationId("api/" + text.next() + "@2026-05-04T02:02:00Z#1"),
            "thread",
            news,
            Route.DEFAULT,
            NOW,
            "pending",
            Posts.attempts(0, form));
    return new Wording(app, NOW).post(notification);
  }

  private static AlertEvent news(Source text, int kind) {
    var type = new ProcessType(name(text));
    var release = new Release(7, text.next(), name(text), NOW.minusSeconds(70));
    var suspect = new SuspectRelease(release, new Rollback.NoCodeChanged());
    return switch (kind) {
      case 0, 6 -> failed(text, type, suspect, 1);
      case 1 -> failed(text, type, suspect, 12);
      case 2 -> new CrashLooping(type, text.next(), 3, NOW, failure(text, 50), suspect);
      case 3 -> new StillFailing(type, List.of(dyno(text), dyno(text)), 2, NOW, 2, NOW);
      case 4 -> recovered(text, type, release);
      case 5 ->
          new OverBeforeDelivery(failed(text, type, suspect, 2), recovered(text, type, release));
      case 7 -> {
        DynosFailed failed = failed(text, type, suspect, 1);
        yield failed.withReport(failed.report().withHerokuIncident(incident(text)));
      }
      default -> new BecameBlind(Cause.REFUSED, text.next(), NOW, List.of(), incident(text));
    };
  }

  /** Its link is checked where it comes in. */
  private static HerokuIncident incident(Source text) {
    return new HerokuIncident(
        text.next(),
        "https://status.heroku.com/incidents/1",
        NOW,
        List.of(text.next()),
        List.of(text.next(), text.next()));
  }

  private static DynosFailed failed(
      Source text, ProcessType type, SuspectRelease release, int dynos) {
    var failures = IntStream.range(0, dynos).mapToObj(n -> failure(text, n == 0 ? 50 : 0)).toList();
    return new Opened(new FailureReport(type, Set.of(), dynos + 1, dynos, failures, release));
  }

  private static Failure failure(Source text, int lines) {
    return new Failure(
        name(text),
        DynoState.CRASHED,
        NOW.minusSeconds(20),
        7,
        null,
        1,
        NOW.minusSeconds(20),
        1,
        List.of(new PlatformError("R14", 2)),
        IntStream.range(0, lines)
            .mapToObj(n -> new LogLine(NOW, "app", "web.1", text.next()))
            .toList(),
        null,
        // Of others it would decide whether dynos failed alike.
        lines == 0
            ? null
            : new CauseHint(FailureCause.MISSING_CONFIG_VAR, text.next(), Certainty.PROBABLE));
  }

  private static FailingDyno dyno(Source text) {
    return new FailingDyno(name(text), DynoState.CRASHED, NOW, 1, 7, false);
  }

  private static Recovered recovered(Source text, ProcessType type, Release release) {
    return new Recovered(
        type, List.of(name(text), name(text)), NOW, NOW, 2, new NewRelease(8, release));
  }

  /** Names may be anything but blank. */
  private static String name(Source text) {
    String name = text.next();
    String some = name.isBlank() ? "x" + name : name;
    return some.substring(0, Math.min(some.length(), LONGEST_NAME));
  }

  /** Texts of pieces that mean something to a parser, of a length that may go over any limit. */
  private static final class Hostile implements Source {
    private final Random random;
    private int made;

    Hostile(Random random) {
      this.random = random;
    }

    private static final List<String> PIECES =
        List.of(
            "`",
            "``",
            "```",
            "````",
            "~~~",
            "\n",
            "\r",
            "\r\n",
            "\n\n",
            "\t",
            " ",
            "@all",
            "@here",
            "@channel",
            "@ada",
            "#",
            "# ",
            "> ",
            "- ",
            "1. ",
            "* ",
            "**",
            "_",
            "~~",
            "[a](b)",
            "![i](https://evil.example/i.png)",
            "<https://evil.example|x>",
            "<!channel>",
            "<b>",
            "https://evil.example",
            "\\",
            "&#64;",
            "&lt;",
            "|",
            "---",
            "===",
            ":smile:",
            "$$",
            "\u0000",
            "\u001b[31m",
            "\u0007",
            "\u007f",
            "\u0085",
            "\u00ad",
            "\u200b",
            "\u200d",
            "\u200e",
            "\u202e",
            "\u2028",
            "\u2029",
            "\u2066",
            "\u2069",
            "\u2424",
            "\ufeff",
            "\ud83d",
            "\ude00",
            "\ud83d\ude00",
            "\ue000",
            "\u0301\u0301\u0301\u0301\u0301",
            "word",
            "漢字",
            "\udb40\udc41",
            "x".repeat(700),
            "`".repeat(300));

    @Override
    public String next() {
      made++;
      int pieces = random.nextInt(random.nextInt(50) == 0 ? 200 : 8);
      var text = new StringBuilder();
      for (int piece = 0; piece < pieces; piece++) {
        text.append(PIECES.get(random.nextInt(PIECES.size())));
      }
      return text.toString();
    }
  }
}
