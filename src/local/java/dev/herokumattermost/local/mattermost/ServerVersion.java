package dev.herokumattermost.local.mattermost;

/** The releases whose answers differ. */
public enum ServerVersion {
  V9_11,
  V11_6
}
