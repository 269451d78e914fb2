package dev.herokumattermost.discovery;

import dev.herokumattermost.dyno.AppName;
import java.util.List;
import java.util.Set;

/**
 * What asking Heroku for an account's apps came to.
 *
 * @param next what is known now
 * @param renamed apps whose state goes on under another name
 * @param gone apps that Heroku no longer shows
 * @param replaced apps that are watched no more, and whose names other apps have now
 * @param troubles what went wrong, for people
 */
public record Discovered(
    KnownApps next,
    List<Renamed> renamed,
    Set<AppName> gone,
    Set<AppName> replaced,
    List<String> troubles) {
  public Discovered {
    renamed = List.copyOf(renamed);
    gone = Set.copyOf(gone);
    replaced = Set.copyOf(replaced);
    troubles = List.copyOf(troubles);
  }
}
