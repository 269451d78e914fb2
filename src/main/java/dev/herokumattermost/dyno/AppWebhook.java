package dev.herokumattermost.dyno;

import java.util.Set;

/**
 * A webhook of an app, as Heroku shows it: without the secret that signs it.
 *
 * @param url where it goes; that of others may hold a secret of theirs
 * @param include the entities it tells of
 * @param level whether Heroku tries once or again and again
 */
public record AppWebhook(String id, String url, Set<String> include, String level) {
  public AppWebhook {
    include = Set.copyOf(include);
  }

  @Override
  public String toString() {
    return "webhook " + id;
  }
}
