package dev.herokumattermost.watch;

/** The stable name of one thing to tell: the same news always gets the same id. */
public record NoticeId(String value) {
  @Override
  public String toString() {
    return value;
  }
}
