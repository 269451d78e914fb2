package dev.herokumattermost.webhook;

import java.util.List;

/** One thing to do at Heroku, so that an app has the webhooks that it should have. */
public sealed interface WebhookStep {
  /** There is none. */
  record Add() implements WebhookStep {
    @Override
    public String toString() {
      return "add";
    }
  }

  /**
   * There is one that is not as it should be.
   *
   * @param wrong what is wrong with it
   */
  record Repair(String id, List<String> wrong) implements WebhookStep {
    public Repair {
      wrong = List.copyOf(wrong);
    }

    @Override
    public String toString() {
      return "repair (" + String.join(", ", wrong) + ")";
    }
  }

  /**
   * There is one that should not be.
   *
   * @param why to follow the word remove
   */
  record Remove(String id, String why) implements WebhookStep {
    @Override
    public String toString() {
      return "remove (" + why + ")";
    }
  }
}
