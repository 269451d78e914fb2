package dev.herokumattermost.store;

import dev.herokumattermost.dyno.Dyno;
import dev.herokumattermost.dyno.ListedApp;
import dev.herokumattermost.dyno.Plausible;
import dev.herokumattermost.json.Json;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.function.Function;
import software.amazon.awssdk.enhanced.dynamodb.AttributeConverter;
import software.amazon.awssdk.enhanced.dynamodb.AttributeValueType;
import software.amazon.awssdk.enhanced.dynamodb.EnhancedType;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.ToStringSerializerBase;
import tools.jackson.databind.type.LogicalType;
import tools.jackson.databind.util.TokenBuffer;

/**
 * An attribute of any type that JSON can hold, as DynamoDB's own maps, lists and texts, so that
 * people can read it in the console.
 *
 * @param name the attribute's name, for errors
 */
record JsonAttribute<T>(String name, Class<T> of) implements AttributeConverter<T> {
  private static final int LARGEST_SCALE = 200;

  private static final Json JSON = Json.CAMEL_CASE.with(JsonAttribute::strict);

  /** Takes no number for a text, and no fraction for a whole number. */
  private static JsonMapper.Builder strict(JsonMapper.Builder mapper) {
    return mapper
        .addModule(
            new SimpleModule()
                .addSerializer(
                    new ToStringSerializerBase(Dyno.class) {
                      @Override
                      public String valueToString(Object dyno) {
                        return DynoText.write((Dyno) dyno);
                      }
                    })
                .addDeserializer(Dyno.class, parsed(Dyno.class, DynoText::read))
                .addSerializer(
                    new ToStringSerializerBase(ListedApp.class) {
                      @Override
                      public String valueToString(Object app) {
                        return ListedAppText.write((ListedApp) app);
                      }
                    })
                .addDeserializer(ListedApp.class, parsed(ListedApp.class, ListedAppText::read))
                .addDeserializer(
                    Instant.class,
                    parsed(Instant.class, text -> Plausible.time(Instant.parse(text)))))
        .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
        .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
        .withCoercionConfig(
            LogicalType.Textual,
            texts ->
                texts
                    .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                    .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                    .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail));
  }

  private static <T> ValueDeserializer<T> parsed(Class<T> type, Function<String, T> parse) {
    return new StdDeserializer<>(type) {
      @Override
      public T deserialize(JsonParser tokens, DeserializationContext context) {
        String text = tokens.getString();
        try {
          return parse.apply(text);
        } catch (DateTimeException | IllegalArgumentException wrong) {
          throw context.weirdStringException(text, type, "not parsed");
        }
      }
    };
  }

  @Override
  public AttributeValue transformFrom(T value) {
    try (var tokens = TokenBuffer.forGeneration()) {
      JSON.mapper().writeValue(tokens, value);
      try (JsonParser parser = tokens.asParser()) {
        return attribute(parser, parser.nextToken());
      }
    }
  }

  @Override
  public T transformTo(AttributeValue attribute) {
    try (var tokens = TokenBuffer.forGeneration()) {
      write(attribute, tokens);
      return JSON.read(tokens.asParser(), of);
    } catch (Json.Malformed wrong) {
      String path = name + (wrong.path().isEmpty() ? "" : "." + wrong.path());
      throw StoreException.unreadable(path + " " + wrong.reason(), wrong);
    }
  }

  @Override
  public EnhancedType<T> type() {
    return EnhancedType.of(of);
  }

  @Override
  public AttributeValueType attributeValueType() {
    if (of == String.class) {
      return AttributeValueType.S;
    }
    return Number.class.isAssignableFrom(of) ? AttributeValueType.N : AttributeValueType.M;
  }

  private static AttributeValue attribute(JsonParser tokens, JsonToken token) {
    return switch (token) {
      case START_OBJECT -> {
        var map = new LinkedHashMap<String, AttributeValue>();
        for (String field = tokens.nextName(); field != null; field = tokens.nextName()) {
          map.put(field, attribute(tokens, tokens.nextToken()));
        }
        yield AttributeValue.fromM(map);
      }
      case START_ARRAY -> {
        var list = new ArrayList<AttributeValue>();
        JsonToken element = tokens.nextToken();
        while (element != JsonToken.END_ARRAY) {
          list.add(attribute(tokens, element));
          element = tokens.nextToken();
        }
        yield AttributeValue.fromL(list);
      }
      case VALUE_STRING -> AttributeValue.fromS(tokens.getString());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> AttributeValue.fromN(tokens.getString());
      case VALUE_TRUE, VALUE_FALSE -> AttributeValue.fromBool(tokens.getBooleanValue());
      case VALUE_NULL -> AttributeValue.fromNul(true);
      case END_OBJECT, END_ARRAY, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE ->
          throw new IllegalArgumentException("no attribute can hold " + token);
    };
  }

  /** DynamoDB's own numbers have 38 digits, and at most 126 before the point. */
  private static BigDecimal number(String text) {
    try {
      var number = new BigDecimal(text);
      if (Math.abs(number.scale()) <= LARGEST_SCALE) {
        return number;
      }
    } catch (NumberFormatException noNumber) {
      throw StoreException.unreadable("a number is none", noNumber);
    }
    throw StoreException.unreadable("a number is beyond those of DynamoDB", null);
  }

  private static void write(AttributeValue attribute, TokenBuffer tokens) {
    switch (attribute.type()) {
      case M -> {
        tokens.writeStartObject();
        attribute
            .m()
            .forEach(
                (field, value) -> {
                  tokens.writeName(field);
                  write(value, tokens);
                });
        tokens.writeEndObject();
      }
      case L -> {
        tokens.writeStartArray();
        attribute.l().forEach(element -> write(element, tokens));
        tokens.writeEndArray();
      }
      case S -> tokens.writeString(attribute.s());
      case N -> {
        BigDecimal number = number(attribute.n());
        if (number.scale() > 0) {
          tokens.writeNumber(number);
        } else {
          tokens.writeNumber(number.toBigInteger());
        }
      }
      case BOOL -> tokens.writeBoolean(attribute.bool());
      case NUL -> tokens.writeNull();
      // Never written. No record can be read from it, and where no field is read it is ignored.
      case B, SS, NS, BS, UNKNOWN_TO_SDK_VERSION -> {
        tokens.writeStartObject();
        tokens.writeEndObject();
      }
    }
  }
}
