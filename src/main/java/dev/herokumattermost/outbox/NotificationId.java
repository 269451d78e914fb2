package dev.herokumattermost.outbox;

/** The stable name of a notification: the same event always gets the same id. */
public record NotificationId(String value) {
  @Override
  public String toString() {
    return value;
  }
}
