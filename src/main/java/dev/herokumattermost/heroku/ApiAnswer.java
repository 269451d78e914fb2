package dev.herokumattermost.heroku;

import dev.herokumattermost.dyno.Reading.Cause;
import dev.herokumattermost.http.Exchange;
import dev.herokumattermost.http.Exchange.Answer;
import dev.herokumattermost.json.Json;
import java.util.function.Function;

/** What a call came to: a document that can be used, or why there is none. */
sealed interface ApiAnswer<T> {
  record Usable<T>(T document) implements ApiAnswer<T> {}

  record Unusable<T>(CallFailure failure) implements ApiAnswer<T> {}

  /** Reads an answer that is one whole document. */
  static <T> ApiAnswer<T> of(Exchange exchange, Class<T> type) {
    if (!(exchange instanceof Answer answer) || answer.status() != 200) {
      return new Unusable<>(CallFailure.of(exchange));
    }
    try {
      return new Usable<>(Json.SNAKE_CASE.read(answer.body(), type));
    } catch (Json.Malformed | IllegalArgumentException unusable) {
      return new Unusable<>(CallFailure.unreadable(answer, String.valueOf(unusable.getMessage())));
    }
  }

  /** What follows from the document, if there is one. */
  default <R> ApiAnswer<R> then(Function<T, ApiAnswer<R>> next) {
    return switch (this) {
      case Usable<T>(var document) -> next.apply(document);
      case Unusable<T>(var failure) -> new Unusable<>(failure);
    };
  }

  /** The same in another form; unusable, if the document cannot have that. */
  default <R> ApiAnswer<R> map(Function<T, R> change) {
    try {
      return then(document -> new Usable<>(change.apply(document)));
    } catch (IllegalArgumentException wrong) {
      return new Unusable<>(new CallFailure(Cause.UNREADABLE, String.valueOf(wrong.getMessage())));
    }
  }
}
