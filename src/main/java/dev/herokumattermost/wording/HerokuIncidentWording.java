package dev.herokumattermost.wording;

import static dev.herokumattermost.wording.Markdown.code;

import dev.herokumattermost.dyno.HerokuIncident;

/**
 * The words for an incident of Heroku itself. That Heroku is well is never said: nobody knows.
 *
 * @param reports as it is now, or as it was in a post that is edited later
 */
record HerokuIncidentWording(HerokuIncident incident, Times times, String reports) {
  private static final int MOST_REGIONS = 4;

  static HerokuIncidentWording now(HerokuIncident incident, Times times) {
    return new HerokuIncidentWording(incident, times, "reports");
  }

  /** With its link, for a box. */
  String line() {
    String title = code(incident.title());
    String linked = incident.link() == null ? title : "[%s](%s)".formatted(title, incident.link());
    return "• " + sentence(linked);
  }

  /** For those who see no box. */
  String brief() {
    return sentence(code(incident.title()));
  }

  private String sentence(String title) {
    String regions =
        incident.regions().isEmpty() ? "" : ", " + Markdown.codes(incident.regions(), MOST_REGIONS);
    return "Heroku %s an incident: %s since %s%s"
        .formatted(reports, title, times.at(incident.since()), regions);
  }
}
