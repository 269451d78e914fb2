package dev.herokumattermost.store;

import dev.herokumattermost.dyno.Dyno;
import dev.herokumattermost.dyno.DynoId;
import dev.herokumattermost.dyno.DynoState;
import dev.herokumattermost.dyno.ProcessType;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A dyno as one line of text, which takes half the space of a map; an item holds 400 KB at most.
 *
 * <pre>web.1 up v43 Standard-1X 01234567-89ab-cdef-0123-456789abcdef 2026-11-24T02:00:00Z +10s
 * </pre>
 *
 * <p>These are the name, the state, the release, the size, the id, when the dyno was created and
 * when it was updated. The process type follows the name in brackets, unless the name begins with
 * it. The second time counts from the first if they are near, and is left out if they are equal.
 */
final class DynoText {
  private static final Pattern LINE =
      Pattern.compile("W(?: \\(W\\))? W v(-?\\d+) W W W(?: W)?".replace("W", "([^ (]+)"));

  /** {@code web.1}, and on Fir {@code web.4ed720fa31-ur8z1} or {@code web-1234abcde-123ab}. */
  private static final Pattern TYPED_NAME =
      Pattern.compile("(.+)(?:\\.[^.]+|-[^.-]+-[^.-]+)", Pattern.DOTALL);

  private static final Pattern SECONDS = Pattern.compile("([+-]\\d{1,4})s");
  private static final Duration NEAR = Duration.ofHours(1);

  private DynoText() {}

  static String write(Dyno dyno) {
    String type = dyno.type().value();
    return word(dyno.name())
        + (type.equals(typeIn(dyno.name())) ? " " : " (" + word(type) + ") ")
        + word(dyno.state().word())
        + (" v" + dyno.release() + " ")
        + word(dyno.size())
        + (" " + word(dyno.id().value()))
        + (" " + dyno.createdAt())
        + updated(dyno);
  }

  /**
   * The dyno that was written.
   *
   * @throws IllegalArgumentException if the line is not one that {@link #write} makes
   * @throws java.time.DateTimeException if a time of it is not one
   */
  static Dyno read(String line) {
    Matcher words = LINE.matcher(line);
    if (!words.matches()) {
      throw new IllegalArgumentException(
          "a dyno is not written NAME [(TYPE)] STATE vRELEASE SIZE ID CREATED [UPDATED]");
    }
    String name = text(words.group(1));
    String type = words.group(2) == null ? typeIn(name) : text(words.group(2));
    if (type == null) {
      throw new IllegalArgumentException("a dyno is written without its process type");
    }
    Instant createdAt = Instant.parse(words.group(7));
    return new Dyno(
        new DynoId(text(words.group(6))),
        name,
        new ProcessType(type),
        new DynoState(text(words.group(3))),
        Integer.parseInt(words.group(4)),
        createdAt,
        updatedAt(words.group(8), createdAt),
        text(words.group(5)));
  }

  private static String updated(Dyno dyno) {
    var since = Duration.between(dyno.createdAt(), dyno.updatedAt());
    if (since.isZero()) {
      return "";
    }
    boolean near =
        since.abs().compareTo(NEAR) < 0 && since.equals(since.truncatedTo(ChronoUnit.SECONDS));
    String seconds = (since.isNegative() ? " " : " +") + since.toSeconds() + "s";
    return near ? seconds : " " + dyno.updatedAt();
  }

  private static Instant updatedAt(@Nullable String text, Instant createdAt) {
    if (text == null) {
      return createdAt;
    }
    Matcher seconds = SECONDS.matcher(text);
    return seconds.matches()
        ? createdAt.plusSeconds(Integer.parseInt(seconds.group(1)))
        : Instant.parse(text);
  }

  private static @Nullable String typeIn(String name) {
    Matcher parts = TYPED_NAME.matcher(name);
    return parts.matches() ? parts.group(1) : null;
  }

  /** With escapes for what separates words, and with a hyphen for an empty text. */
  private static String word(String text) {
    return switch (text) {
      case "" -> "-";
      case "-" -> "%2D";
      default -> text.replace("%", "%25").replace(" ", "%20").replace("(", "%28");
    };
  }

  private static String text(String word) {
    if (word.equals("-")) {
      return "";
    }
    String text =
        word.replace("%2D", "-").replace("%28", "(").replace("%20", " ").replace("%25", "%");
    if (!word(text).equals(word)) {
      throw new IllegalArgumentException("a dyno is written with an unknown escape");
    }
    return text;
  }
}
