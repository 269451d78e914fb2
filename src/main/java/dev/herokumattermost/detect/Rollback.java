package dev.herokumattermost.detect;

import dev.herokumattermost.dyno.Release;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether a rollback would help after a release that dynos failed on, and to which one. A rollback
 * brings back the config vars of its time together with the code, so it is never advised across a
 * change of config vars or add-ons: it would bring back credentials that are valid no more.
 *
 * @see <a href="https://devcenter.heroku.com/articles/releases#rollback">Rollback</a>
 */
public sealed interface Rollback {

  /** Back to that release. */
  record To(int version) implements Rollback {}

  /** Not back: the release changed config vars or add-ons, and no code. */
  record NoCodeChanged() implements Rollback {}

  /** No release is known that would help. */
  record None() implements Rollback {}

  /** What Heroku calls a release that brings code; the rest changes config vars or add-ons. */
  Pattern BRINGS_CODE = Pattern.compile("(?:Deploy|Deployed|Promote|Promoted|Rollback)\\b.*");

  Pattern ROLLBACK = Pattern.compile("Rollback to v(\\d{1,8})\\b.*");

  /**
   * Finds it.
   *
   * @param releases the newest ones
   * @param bad the one that dynos failed on
   */
  static Rollback after(Release bad, List<Release> releases) {
    List<Release> newestFirst =
        releases.stream().sorted(Comparator.comparingInt(Release::version).reversed()).toList();
    List<Release> before =
        newestFirst.stream().filter(release -> release.version() < bad.version()).toList();
    if (!bringsCode(bad, before)) {
      return new NoCodeChanged();
    }
    boolean isLeft =
        newestFirst.stream()
            .anyMatch(release -> release.version() > bad.version() && release.wentLive());
    if (isLeft) {
      return new None();
    }
    for (int i = 0; i < before.size(); i++) {
      Release candidate = before.get(i);
      if (isGood(candidate, bad, newestFirst)) {
        return new To(candidate.version());
      }
      if (candidate.wentLive() && !bringsCode(candidate, before.subList(i + 1, before.size()))) {
        return new None();
      }
    }
    return new None();
  }

  private static boolean isGood(Release candidate, Release bad, List<Release> releases) {
    boolean sameCode =
        bad.code().isEmpty() ? isRollbackTo(candidate, bad) : bad.code().equals(candidate.code());
    return candidate.wentLive()
        && candidate.eligibleForRollback()
        && !sameCode
        && releases.stream().noneMatch(release -> left(release, candidate));
  }

  private static boolean isRollbackTo(Release target, Release rollback) {
    Matcher to = ROLLBACK.matcher(rollback.description());
    return to.matches() && Integer.parseInt(to.group(1)) == target.version();
  }

  /** Whether a rollback led away from a release, which somebody does because it is bad. */
  private static boolean left(Release rollback, Release candidate) {
    Matcher to = ROLLBACK.matcher(rollback.description());
    return to.matches()
        && rollback.wentLive()
        && candidate.version() < rollback.version()
        && candidate.version() > Integer.parseInt(to.group(1));
  }

  private static boolean bringsCode(Release release, List<Release> before) {
    String known =
        before.stream().filter(Release::wentLive).map(Release::code).findFirst().orElse("");
    return (release.code().isEmpty() || known.isEmpty())
        ? BRINGS_CODE.matcher(release.description()).matches()
        : !release.code().equals(known);
  }
}
