package dev.herokumattermost.wording;

import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.dyno.Release;
import dev.herokumattermost.incident.ReleaseFailed;
import dev.herokumattermost.wording.Box.Color;
import java.time.Instant;

/** The words for a release that never went live. */
record ReleaseWording(AppName app, Instant now) {

  Draft failed(ReleaseFailed event) {
    Release release = event.failed();
    return Draft.of(
        "🟠 **%s: release v%d failed**, the dynos run on with the one before"
            .formatted(Markdown.code(app.value()), release.version()),
        new FailureWording(app, now, true)
            .box(Color.AMBER)
            .line(
                "• its release phase failed at %s or later: %s"
                    .formatted(
                        Times.at(release.createdAt(), now), FailureWording.described(release)))
            .field("What to do", "see why: " + new Commands(app).releaseOutput(release.version())));
  }
}
