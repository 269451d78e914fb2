package dev.herokumattermost.stack;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What CloudFormation makes of the template, for one stack. */
final class Evaluation {
  private static final Object NO_VALUE = Map.of("!Ref", "AWS::NoValue");
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^}]+)}");

  private final Template template;
  private final Map<String, String> names = new HashMap<>();

  /**
   * For a stack.
   *
   * @param given parameters; of the others the defaults hold
   * @param made what resources and pseudo parameters refer to, by their names
   */
  Evaluation(Template template, Map<String, String> given, Map<String, String> made) {
    this.template = template;
    template
        .map("Parameters")
        .forEach(
            (name, parameter) ->
                names.put(
                    name, Template.value(parameter, "Default").map(Object::toString).orElse("")));
    names.putAll(given);
    names.putAll(made);
  }

  /** Whether a condition or an assertion holds. */
  boolean holds(Object condition) {
    var function = ((Map<?, ?>) condition).entrySet().iterator().next();
    return switch (function.getKey().toString()) {
      case "!Condition" -> holds(template.at("Conditions/" + function.getValue()));
      case "!Equals" -> {
        var operands = (List<?>) function.getValue();
        yield of(operands.get(0)).equals(of(operands.get(1)));
      }
      case "!Not" -> !holds(((List<?>) function.getValue()).getFirst());
      case "!And" -> ((List<?>) function.getValue()).stream().allMatch(this::holds);
      case "!Or" -> ((List<?>) function.getValue()).stream().anyMatch(this::holds);
      default -> throw new IllegalArgumentException("no condition: " + function.getKey());
    };
  }

  /** Whether a resource is made. */
  boolean makes(String resource) {
    return Template.value(template.at("Resources/" + resource), "Condition")
        .map(condition -> holds(Map.of("!Condition", condition)))
        .orElse(true);
  }

  Object at(String path) {
    return of(template.at(path));
  }

  /** A value without functions; texts for all scalars. */
  Object of(Object value) {
    if (value instanceof List<?> list) {
      return list.stream().map(this::of).filter(one -> !one.equals(NO_VALUE)).toList();
    }
    if (!(value instanceof Map<?, ?> map)) {
      return value;
    }
    if (map.equals(NO_VALUE)) {
      return value;
    }
    String key = map.keySet().iterator().next().toString();
    return switch (key) {
      case "!Ref" -> name(map.get(key).toString());
      case "!GetAtt" -> attribute(map.get(key).toString());
      case "!If" -> {
        var parts = (List<?>) map.get(key);
        yield of(parts.get(holds(Map.of("!Condition", parts.get(0))) ? 1 : 2));
      }
      case "!Sub" ->
          map.get(key) instanceof List<?> parts
              ? substituted(parts.get(0).toString(), (Map<?, ?>) parts.get(1))
              : substituted(map.get(key).toString(), Map.of());
      default -> {
        var evaluated = new LinkedHashMap<String, Object>();
        map.forEach((name, inner) -> evaluated.put(name.toString(), of(inner)));
        evaluated.values().removeIf(NO_VALUE::equals);
        yield evaluated;
      }
    };
  }

  private String substituted(String text, Map<?, ?> local) {
    return VARIABLE
        .matcher(text)
        .replaceAll(
            found -> {
              String name = found.group(1);
              return local.containsKey(name)
                  ? of(local.get(name)).toString()
                  : name.contains(".") ? attribute(name) : name(name);
            });
  }

  private String name(String name) {
    if (!names.containsKey(name)) {
      throw new IllegalArgumentException("nothing is known of " + name);
    }
    return names.get(name);
  }

  private String attribute(String reference) {
    String resource = reference.substring(0, reference.indexOf('.'));
    String made = name(resource);
    String own = made.substring(made.lastIndexOf('/') + 1);
    if (reference.endsWith(".QueueName")) {
      return own;
    }
    return switch (template.text("Resources/" + resource + "/Type")) {
      case "AWS::SQS::Queue" -> arn("sqs", own);
      case "AWS::Lambda::Url" -> made;
      case "AWS::DynamoDB::Table" -> arn("dynamodb", "table/" + made);
      case "AWS::Logs::LogGroup" -> arn("logs", "log-group:" + made + ":*");
      case "AWS::IAM::Role" -> "arn:aws:iam::" + name("AWS::AccountId") + ":role/" + made;
      default -> throw new IllegalArgumentException("no attribute is known: " + reference);
    };
  }

  private String arn(String service, String resource) {
    return "arn:aws:%s:%s:%s:%s"
        .formatted(service, name("AWS::Region"), name("AWS::AccountId"), resource);
  }
}
