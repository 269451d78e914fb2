package dev.herokumattermost.local.mattermost;

/**
 * A request the server received.
 *
 * @param path with its query
 * @param authorized whether it carried a token; never which
 */
public record Call(String method, String path, String body, boolean authorized) {
  @Override
  public String toString() {
    return method + " " + (path.startsWith("/hooks/") ? "/hooks/***" : path);
  }
}
