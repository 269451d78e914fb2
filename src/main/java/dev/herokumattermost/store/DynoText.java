package dev.herokumattermost.store;

import dev.herokumattermost.dyno.Dyno;
import dev.herokumattermost.dyno.DynoId;
import dev.herokumattermost.dyno.DynoState;
import dev.herokumattermost.dyno.ProcessType;
import dev.herokumattermost.json.UtcSecond;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
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
    var words = new ArrayDeque<>(List.of(line.split(" ", -1)));
    String name = next(words);
    String bracketed = words.peek();
    String type =
        bracketed != null && bracketed.startsWith("(") && bracketed.endsWith(")")
            ? text(words.remove().substring(1, bracketed.length() - 1))
            : typeIn(name);
    if (type == null) {
      throw new IllegalArgumentException("a dyno is written without its process type");
    }
    var state = new DynoState(next(words));
    int release = release(next(words));
    String size = next(words);
    var id = new DynoId(next(words));
    Instant createdAt = time(next(words));
    Instant updatedAt = words.isEmpty() ? createdAt : updatedAt(next(words), createdAt);
    if (!words.isEmpty()) {
      throw unreadable();
    }
    return new Dyno(id, name, new ProcessType(type), state, release, createdAt, updatedAt, size);
  }

  private static String next(Queue<String> words) {
    String word = words.poll();
    if (word == null) {
      throw unreadable();
    }
    return text(word);
  }

  private static int release(String word) {
    boolean written = word.startsWith("v") && !word.startsWith("v+");
    try {
      return Integer.parseInt(written ? word.substring(1) : "");
    } catch (NumberFormatException _) {
      throw unreadable();
    }
  }

  private static IllegalArgumentException unreadable() {
    return new IllegalArgumentException(
        "a dyno is not written NAME [(TYPE)] STATE vRELEASE SIZE ID CREATED [UPDATED]");
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

  private static Instant updatedAt(String word, Instant createdAt) {
    char first = word.isEmpty() ? ' ' : word.charAt(0);
    if (first != '+' && first != '-') {
      return time(word);
    }
    Matcher seconds = SECONDS.matcher(word);
    return seconds.matches()
        ? createdAt.plusSeconds(Integer.parseInt(seconds.group(1)))
        : Instant.parse(word);
  }

  private static Instant time(String word) {
    Instant second = UtcSecond.parse(word);
    return second != null ? second : Instant.parse(word);
  }

  /** Of {@code web.1}, and on Fir {@code web.4ed720fa31-ur8z1} or {@code web-1234abcde-123ab}. */
  private static @Nullable String typeIn(String name) {
    int second = name.lastIndexOf('-');
    int first = name.lastIndexOf('-', second - 1);
    int dot = name.lastIndexOf('.');
    boolean hyphens = first > dot && second > first + 1 && second < name.length() - 1;
    int end = hyphens ? first : dot < name.length() - 1 ? dot : -1;
    return end > 0 ? name.substring(0, end) : null;
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
    if (word.isEmpty() || word.indexOf('(') >= 0) {
      throw unreadable();
    }
    if (word.equals("-")) {
      return "";
    }
    if (word.indexOf('%') < 0) {
      return word;
    }
    String text =
        word.replace("%2D", "-").replace("%28", "(").replace("%20", " ").replace("%25", "%");
    if (!word(text).equals(word)) {
      throw new IllegalArgumentException("a dyno is written with an unknown escape");
    }
    return text;
  }
}
