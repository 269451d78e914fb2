package dev.herokumattermost.json;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.AccessorNamingStrategy;
import tools.jackson.databind.introspect.AnnotatedClass;
import tools.jackson.databind.introspect.AnnotatedMethod;
import tools.jackson.databind.introspect.DefaultAccessorNamingStrategy;

/**
 * A record consists of its components. What other methods derive from them is neither written nor
 * read, even if Jackson would take a name such as {@code isPosted} for a component {@code posted}.
 */
final class ComponentNaming extends DefaultAccessorNamingStrategy.Provider {
  private static final long serialVersionUID = 1L;

  @Override
  public AccessorNamingStrategy forRecord(MapperConfig<?> config, AnnotatedClass type) {
    return new DefaultAccessorNamingStrategy.RecordNaming(config, type) {
      @Override
      public @Nullable String findNameForRegularGetter(AnnotatedMethod method, String name) {
        return _fieldNames.contains(name) ? name : null;
      }

      @Override
      public @Nullable String findNameForIsGetter(AnnotatedMethod method, String name) {
        return null;
      }
    };
  }
}
