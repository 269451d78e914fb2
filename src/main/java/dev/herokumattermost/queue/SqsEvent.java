package dev.herokumattermost.queue;

import dev.herokumattermost.json.Json;
import dev.herokumattermost.pass.Work;
import java.util.List;
import java.util.Map;

/** What Lambda hands to the function of a queue: messages, which it deletes if they succeed. */
public record SqsEvent(List<Message> messages) {
  private static final String RECORDS = "Records";

  public SqsEvent {
    messages = List.copyOf(messages);
  }

  /**
   * One message.
   *
   * @param messageId as SQS has given it
   */
  public record Message(String messageId, String eventSource, String body) {
    /**
     * The work that it asks for.
     *
     * @throws Json.Malformed if it is none that this version knows
     */
    public Work work() throws Json.Malformed {
      return Json.CAMEL_CASE.read(body, Work.class);
    }
  }

  /** Whether an input is meant as such an event. */
  public static boolean isMeantBy(Map<String, Object> input) {
    return input.containsKey(RECORDS);
  }

  /**
   * Reads the function's input.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static SqsEvent of(Map<String, Object> input) {
    try {
      String records = Json.CAMEL_CASE.write(input.getOrDefault(RECORDS, List.of()));
      var event = new SqsEvent(List.of(Json.CAMEL_CASE.read(records, Message[].class)));
      if (event.messages.stream().allMatch(one -> one.eventSource().equals("aws:sqs"))) {
        return event;
      }
    } catch (Json.Malformed wrong) {
      throw new IllegalArgumentException(noEvent(), wrong);
    }
    throw new IllegalArgumentException(noEvent());
  }

  private static String noEvent() {
    return "The input has \"Records\", but they are no messages of SQS.";
  }
}
