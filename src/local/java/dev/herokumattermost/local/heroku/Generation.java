package dev.herokumattermost.local.heroku;

import java.util.Locale;

/** Heroku's platforms: Cedar numbers its dynos, Fir gives each instance a new name. */
public enum Generation {
  CEDAR,
  FIR;

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
