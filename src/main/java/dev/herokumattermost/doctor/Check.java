package dev.herokumattermost.doctor;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * One thing that was looked at.
 *
 * @param name what it was
 * @param seen what was found, for people; never a secret
 * @param fix what to do about it, as an imperative; empty if nothing
 */
public record Check(String name, Result result, String seen, String fix) {

  /** How a check came out. */
  public enum Result {
    OK,
    /** The watch works, but with less than it could. */
    WARNING,
    /** The watch does not work, or not for some app or channel. */
    FAILED,
    /** It could not be looked at, for a reason that another check gives. */
    SKIPPED;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static Check ok(String name, String seen) {
    return new Check(name, Result.OK, seen, "");
  }

  static Check warning(String name, String seen, String fix) {
    return new Check(name, Result.WARNING, seen, fix);
  }

  static Check failed(String name, String seen, String fix) {
    return new Check(name, Result.FAILED, seen, fix);
  }

  static Check skipped(String name, String why) {
    return new Check(name, Result.SKIPPED, why, "");
  }

  Map<String, Object> toMap() {
    var map = new LinkedHashMap<String, Object>();
    map.put("check", name);
    map.put("result", result.word());
    map.put("seen", seen);
    if (!fix.isEmpty()) {
      map.put("fix", fix);
    }
    return map;
  }
}
