package dev.herokumattermost.wording;

import static dev.herokumattermost.wording.Markdown.code;

import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.dyno.ProcessType;
import dev.herokumattermost.rules.Guide;
import dev.herokumattermost.wording.Headline.Symbol;
import java.time.Instant;

/**
 * The app that a post is about, and what every kind of post says of it in the same way.
 *
 * @param now by our clock
 */
record Subject(AppName app, Presentation presentation, Instant now) {
  String process(ProcessType type) {
    return code(app.value()) + " " + code(type.value());
  }

  Times times() {
    return new Times(now, presentation.zone());
  }

  Commands commands() {
    return new Commands(app);
  }

  Guide guide(ProcessType type) {
    return presentation.rules().forProcess(app, type).guide();
  }

  Box box(Symbol symbol) {
    return new Box(
        symbol, Markdown.plain(app.value()) + " on Heroku", commands().dashboard(), times());
  }
}
