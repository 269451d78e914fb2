package dev.herokumattermost.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.AnnotationIntrospector;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.PropertyNamingStrategy;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.exc.InvalidNullException;
import tools.jackson.databind.exc.InvalidTypeIdException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.ValueInstantiationException;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/**
 * Reads and writes JSON as records. Unknown fields are ignored. A missing or wrong field is an
 * error that says where it is, and never what it held.
 */
public final class Json {
  /**
   * A list of a thousand dynos takes 40,000 tokens, and a page of 200 posts with large properties
   * 400,000. What is beyond is no document that anybody asked for.
   */
  private static final StreamReadConstraints LIMITS =
      StreamReadConstraints.builder()
          .maxTokenCount(500_000)
          .maxNestingDepth(100)
          .maxStringLength(1 << 20)
          .maxNameLength(1_000)
          .maxNumberLength(100)
          .build();

  /** Field names are those of the components. */
  public static final Json CAMEL_CASE = new Json(PropertyNamingStrategies.LOWER_CAMEL_CASE);

  /** Field names are those of the components in snake case, as in the APIs of Heroku and others. */
  public static final Json SNAKE_CASE = new Json(PropertyNamingStrategies.SNAKE_CASE);

  private final JsonMapper mapper;

  private Json(PropertyNamingStrategy names) {
    this(
        JsonMapper.builder(
                JsonFactory.builder()
                    .streamReadConstraints(LIMITS)
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .build())
            .addModule(
                new SimpleModule()
                    .addDeserializer(String.class, new WellFormedText())
                    .addDeserializer(Instant.class, new TextTime()))
            .annotationIntrospector(
                AnnotationIntrospector.pair(
                    new RecordIntrospector(), new JacksonAnnotationIntrospector()))
            .accessorNaming(new ComponentNaming())
            .propertyNamingStrategy(names)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .changeDefaultPropertyInclusion(
                included -> included.withValueInclusion(JsonInclude.Include.NON_NULL))
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build());
  }

  private Json(JsonMapper mapper) {
    this.mapper = mapper;
  }

  /** A document is not JSON, or not of the form that was asked for. */
  public static final class Malformed extends Exception {
    private static final long serialVersionUID = 1L;

    private final String path;
    private final String reason;

    private Malformed(String message, String path, String reason) {
      super(message);
      this.path = path;
      this.reason = reason;
    }

    /** Where the wrong field is, such as {@code incidents[0].type}; empty for the whole. */
    public String path() {
      return path;
    }

    /** What is wrong with it, to follow the path: {@code is missing}. */
    public String reason() {
      return reason;
    }
  }

  /** The same with other settings. */
  public Json with(UnaryOperator<JsonMapper.Builder> settings) {
    return new Json(settings.apply(mapper.rebuild()).build());
  }

  /** Jackson's own mapper, for those who need the tree between. */
  public JsonMapper mapper() {
    return mapper;
  }

  public <T> T read(String document, Class<T> type) throws Malformed {
    try {
      return withoutNulls(mapper.readValue(document, type));
    } catch (JacksonException wrong) {
      throw malformed(wrong);
    }
  }

  /** Jackson reads a null where a whole document or an item of an array is one. */
  private static <T> T withoutNulls(@Nullable T read) throws Malformed {
    if (read == null) {
      throw new Malformed("null", "", "is missing");
    }
    int missing = read instanceof Object[] items ? Arrays.asList(items).indexOf(null) : -1;
    if (missing >= 0) {
      String path = "[" + missing + "]";
      throw new Malformed("without a usable " + path, path, "is missing");
    }
    return read;
  }

  /** Reads a document of which only some fields are of interest. */
  public JsonNode readTree(String document) throws Malformed {
    try {
      return mapper.readTree(document);
    } catch (JacksonException wrong) {
      throw malformed(wrong);
    }
  }

  /** Reads an object whose fields are not known beforehand; null if the document is null. */
  public @Nullable Map<String, Object> readMap(String document) throws Malformed {
    try {
      return mapper.readValue(document, new TypeReference<Map<String, Object>>() {});
    } catch (JacksonException wrong) {
      throw malformed(wrong);
    }
  }

  /** Reads a document that was parsed elsewhere. */
  public <T> T read(JsonParser document, Class<T> type) throws Malformed {
    try {
      return withoutNulls(mapper.readValue(document, type));
    } catch (JacksonException wrong) {
      throw malformed(wrong);
    }
  }

  /** Reads a part of a document that was read as a tree. */
  public <T> T read(JsonNode node, Class<T> type) throws Malformed {
    try {
      return mapper.treeToValue(node, type);
    } catch (JacksonException wrong) {
      throw malformed(wrong);
    }
  }

  public String write(Object document) {
    return mapper.writeValueAsString(document);
  }

  /** Jackson's own message repeats what was read, so only its place is taken over. */
  private static Malformed malformed(JacksonException wrong) {
    String path = path(wrong);
    if (wrong instanceof DatabindException
        || wrong instanceof InputCoercionException
        || !path.isEmpty()) {
      return new Malformed(
          path.isEmpty() ? "not of the expected form" : "without a usable " + path,
          path,
          reason(wrong));
    }
    var where = wrong.getLocation();
    String place =
        where == null || where.getLineNr() < 0
            ? "not JSON"
            : "not JSON at line " + where.getLineNr() + ", column " + where.getColumnNr();
    return new Malformed(place, "", "is " + place);
  }

  private static String reason(JacksonException wrong) {
    return switch (wrong) {
      case InvalidNullException _ -> "is missing";
      case InvalidTypeIdException _ -> "is of no kind that this version knows";
      // Jackson has no exception of its own for a missing field.
      case MismatchedInputException missing
          when missing.getOriginalMessage().startsWith("Missing required creator property") ->
          "is missing";
      case MismatchedInputException other when other.getTargetType() != null ->
          "is no valid " + other.getTargetType().getSimpleName();
      case ValueInstantiationException refused ->
          "is no valid " + refused.getType().getRawClass().getSimpleName();
      case InputCoercionException number -> "is no valid " + number.getTargetType().getSimpleName();
      default -> "is not usable";
    };
  }

  private static String path(JacksonException wrong) {
    return wrong.getPath().stream()
        .map(
            step ->
                step.getPropertyName() == null
                    ? "[" + step.getIndex() + "]"
                    : "." + step.getPropertyName())
        .collect(Collectors.joining())
        .replaceFirst("^\\.", "");
  }
}
