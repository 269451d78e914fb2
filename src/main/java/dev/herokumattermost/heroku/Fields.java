package dev.herokumattermost.heroku;

import dev.herokumattermost.http.Json;
import java.time.DateTimeException;
import java.time.Instant;

/**
 * The fields that one object of an answer must have.
 *
 * @param where what the object is, for the message when a field is missing or of the wrong kind
 */
record Fields(Json object, String where) {

  String text(String field) throws Unreadable {
    return object
        .get(field)
        .text()
        .filter(text -> !text.isBlank())
        .orElseThrow(() -> without(field));
  }

  Instant time(String field) throws Unreadable {
    try {
      return Instant.parse(text(field));
    } catch (DateTimeException wrong) {
      throw without(field);
    }
  }

  int count(String field) throws Unreadable {
    return object
        .get(field)
        .number()
        .filter(number -> number >= 0 && number <= Integer.MAX_VALUE)
        .orElseThrow(() -> without(field))
        .intValue();
  }

  boolean flag(String field) throws Unreadable {
    return object.get(field).bool().orElseThrow(() -> without(field));
  }

  private Unreadable without(String field) {
    return new Unreadable(where + " without a readable " + field);
  }
}
