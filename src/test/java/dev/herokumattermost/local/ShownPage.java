package dev.herokumattermost.local;

import dev.herokumattermost.local.page.Controls;
import dev.herokumattermost.local.page.LivePage;
import dev.herokumattermost.local.page.PageState;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

/** All that a browser would get of a page now. */
final class ShownPage {
  private ShownPage() {}

  static String of(PageState state, Controls controls) throws IOException, InterruptedException {
    var http = HttpClient.newHttpClient();
    try (var page = new LivePage(state, controls, 0)) {
      var events =
          http.send(
              HttpRequest.newBuilder(page.uri().resolve("events")).build(), BodyHandlers.ofLines());
      return events.body().findFirst().orElseThrow();
    } finally {
      http.shutdownNow();
    }
  }
}
