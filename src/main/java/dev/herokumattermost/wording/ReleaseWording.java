package dev.herokumattermost.wording;

import static dev.herokumattermost.wording.Markdown.code;

import dev.herokumattermost.dyno.Release;
import dev.herokumattermost.incident.ReleaseFailed;
import dev.herokumattermost.wording.Headline.Symbol;

/** The words for a release that never went live. */
record ReleaseWording(Subject subject) {

  Draft failed(ReleaseFailed event) {
    Release release = event.failed();
    String command = subject.commands().releaseOutput(release.version());
    return Draft.of(
        new Headline(
            Symbol.LOOK,
            "%s: release v%d failed".formatted(code(subject.app().value()), release.version()),
            "the dynos run on with the one before"),
        subject
            .box(Symbol.LOOK)
            .line(
                "• Its release phase failed at %s or later: %s"
                    .formatted(
                        subject.times().exactly(release.createdAt()),
                        FailureLines.described(release)))
            .brief(FailureLines.described(release))
            .brief(command)
            .field("What to do", "Check its output:\n```\n" + command + "\n```")
            .field("Links", subject.commands().links()));
  }
}
