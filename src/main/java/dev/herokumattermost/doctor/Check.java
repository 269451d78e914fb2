package dev.herokumattermost.doctor;

import dev.herokumattermost.dyno.Lookup;
import dev.herokumattermost.dyno.Lookup.Known;
import dev.herokumattermost.dyno.Lookup.Unknown;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How one check came out, as the function returns it.
 *
 * @param check what was checked
 * @param seen what was found, for people; never a secret
 * @param fix what to do about it, as an imperative; null if nothing
 */
public record Check(String check, Result result, String seen, @Nullable String fix) {

  public enum Result {
    OK,
    /** The watch works, but with less than it could. */
    WARNING,
    /** The watch does not work, or not for some app or channel. */
    FAILED,
    /** It could not be checked, for a reason that another check gives. */
    SKIPPED;

    /** As it is returned and shown. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static Check ok(String check, String seen) {
    return new Check(check, Result.OK, seen, null);
  }

  static Check warning(String check, String seen, String fix) {
    return new Check(check, Result.WARNING, seen, fix);
  }

  static Check failed(String check, String seen, String fix) {
    return new Check(check, Result.FAILED, seen, fix);
  }

  static Check skipped(String check, String why) {
    return new Check(check, Result.SKIPPED, why, null);
  }

  /** The same check, of one of several. */
  Check of(String whom) {
    return new Check(whom + ", " + check, result, seen, fix);
  }

  /** Fails if there is no answer. */
  static <T> Check of(String check, Lookup<T> answer, Function<T, String> seen, String fix) {
    return switch (answer) {
      case Known<T>(var value) -> ok(check, seen.apply(value));
      case Unknown<T>(_, var why) -> failed(check, why, fix);
    };
  }

  /** Why there is no answer; empty if there is one. */
  static Optional<String> whyUnknown(Lookup<?> answer) {
    return answer instanceof Unknown<?>(_, var why) ? Optional.of(why) : Optional.empty();
  }
}
