package dev.herokumattermost.json;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.Nulls;
import java.lang.reflect.RecordComponent;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.Version;
import tools.jackson.databind.AnnotationIntrospector;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.AnnotatedClass;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.AnnotatedParameter;

/**
 * Tells Jackson what the records themselves say, so that they need no annotations:
 *
 * <ul>
 *   <li>a component marked {@code @Nullable} can be missing or null, and every other one must be
 *       there and hold no nulls;
 *   <li>a top-level record of a single string, such as a name or an id, is that string; a record
 *       nested in another type describes a document and is an object;
 *   <li>a sealed type says in the field {@value #KIND} which of its records it is, by its name in
 *       kebab case.
 * </ul>
 */
final class RecordIntrospector extends AnnotationIntrospector {
  static final String KIND = "kind";

  private static final long serialVersionUID = 1L;

  @Override
  public Version version() {
    return Version.unknownVersion();
  }

  @Override
  public @Nullable Boolean hasRequiredMarker(MapperConfig<?> config, AnnotatedMember member) {
    if (member instanceof AnnotatedParameter parameter && isOfRecord(parameter)) {
      return !isNullable(parameter);
    }
    return null;
  }

  private static RecordComponent[] components(Class<?> type) {
    return type.isRecord() ? type.getRecordComponents() : new RecordComponent[0];
  }

  @Override
  public JsonSetter.Value findSetterInfo(MapperConfig<?> config, Annotated annotated) {
    return annotated instanceof AnnotatedParameter parameter
            && isOfRecord(parameter)
            && !isNullable(parameter)
        ? JsonSetter.Value.forValueNulls(Nulls.FAIL, Nulls.FAIL)
        : JsonSetter.Value.empty();
  }

  @Override
  public @Nullable Boolean hasAsValue(MapperConfig<?> config, Annotated accessor) {
    boolean isTheString =
        accessor instanceof AnnotatedMember member
            && isSingleString(member.getDeclaringClass())
            && member
                .getDeclaringClass()
                .getRecordComponents()[0]
                .getName()
                .equals(member.getName());
    return isTheString ? true : null;
  }

  @Override
  public JsonCreator.@Nullable Mode findCreatorAnnotation(
      MapperConfig<?> config, Annotated creator) {
    return creator instanceof AnnotatedMember member
            && member.getDeclaringClass().equals(creator.getRawType())
            && isSingleString(creator.getRawType())
        ? JsonCreator.Mode.DELEGATING
        : null;
  }

  @Override
  public JsonTypeInfo.@Nullable Value findPolymorphicTypeInfo(
      MapperConfig<?> config, Annotated annotated) {
    return annotated instanceof AnnotatedClass type && isOfSealedType(type.getRawType())
        ? JsonTypeInfo.Value.construct(
            JsonTypeInfo.Id.NAME, JsonTypeInfo.As.PROPERTY, KIND, null, false, true, null)
        : null;
  }

  @Override
  public @Nullable String findTypeName(MapperConfig<?> config, AnnotatedClass type) {
    return isOfSealedType(type.getRawType()) ? kebabCase(type.getRawType().getSimpleName()) : null;
  }

  private static String kebabCase(String name) {
    return name.replaceAll("(?<=.)(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
  }

  private static boolean isOfSealedType(Class<?> type) {
    if (type.isInterface()) {
      return type.isSealed();
    }
    for (Class<?> parent : type.getInterfaces()) {
      if (isOfSealedType(parent)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isSingleString(Class<?> type) {
    RecordComponent[] components = components(type);
    return components.length == 1
        && components[0].getType() == String.class
        && !type.isMemberClass();
  }

  private static boolean isOfRecord(AnnotatedParameter parameter) {
    return parameter.getDeclaringClass().isRecord()
        && parameter.getOwner().getParameterCount()
            == parameter.getDeclaringClass().getRecordComponents().length;
  }

  private static boolean isNullable(AnnotatedParameter parameter) {
    return parameter
        .getDeclaringClass()
        .getRecordComponents()[parameter.getIndex()]
        .getAnnotatedType()
        .isAnnotationPresent(Nullable.class);
  }
}
