package dev.herokumattermost.local.mattermost;

/** The releases whose answers differ. */
public enum ServerVersion {
  V9_11("9.11.18"),
  V11_6("11.6.0"),
  V11_10("11.10.0");

  private final String number;

  ServerVersion(String number) {
    this.number = number;
  }

  /** As the header {@code X-Version-Id} has it: release, build, configuration, license. */
  String id() {
    return number + "." + number + ".0123456789abcdef0123456789abcdef.false";
  }

  boolean postsSilently() {
    return compareTo(V11_10) >= 0;
  }
}
