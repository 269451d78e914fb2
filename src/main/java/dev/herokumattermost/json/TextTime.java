package dev.herokumattermost.json;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;

/** A time as text with its offset. A number would be a time too, by its size in any unit. */
final class TextTime extends StdDeserializer<Instant> {
  TextTime() {
    super(Instant.class);
  }

  @Override
  public Instant deserialize(JsonParser tokens, DeserializationContext context) {
    if (!tokens.hasToken(JsonToken.VALUE_STRING)) {
      return (Instant) context.handleUnexpectedToken(context.constructType(Instant.class), tokens);
    }
    String text = tokens.getString();
    try {
      Instant second = UtcSecond.parse(text);
      return second != null ? second : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException noTime) {
      throw context.weirdStringException(text, Instant.class, "not parsed");
    }
  }
}
