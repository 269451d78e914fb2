package dev.herokumattermost.store;

import dev.herokumattermost.watch.DynoState;
import dev.herokumattermost.watch.Incident;
import dev.herokumattermost.watch.Patient;
import dev.herokumattermost.watch.PostId;
import dev.herokumattermost.watch.ProcessType;

/** How an incident and its patients lie in the table. */
final class IncidentCodec {
  private IncidentCodec() {}

  static Document write(Incident incident) {
    return new Document()
        .text("id", incident.id())
        .text("type", incident.type().value())
        .time("openedAt", incident.openedAt())
        .time("troubleSince", incident.troubleSince())
        .maps("patients", incident.patients(), IncidentCodec::write)
        .number("crashes", incident.crashes())
        .flag("looping", incident.looping())
        .flag("quiet", incident.quiet())
        .number("said", incident.said())
        .text("root", incident.root().value())
        .timeOrNull("remindAt", incident.remindAt())
        .timeOrNull("endedAt", incident.endedAt());
  }

  static Incident read(Fields fields) {
    return new Incident(
        fields.text("id"),
        fields.parsed("type", "process type", ProcessType::new),
        fields.time("openedAt"),
        fields.time("troubleSince"),
        fields.maps("patients", IncidentCodec::readPatient),
        fields.number("crashes"),
        fields.flag("looping"),
        fields.flag("quiet"),
        fields.number("said"),
        new PostId(fields.text("root")),
        fields.timeOrNull("remindAt"),
        fields.timeOrNull("endedAt"));
  }

  static Document write(Patient patient) {
    return new Document()
        .text("name", patient.name())
        .text("state", patient.state().word())
        .time("since", patient.since())
        .number("crashes", patient.crashes());
  }

  static Patient readPatient(Fields fields) {
    return new Patient(
        fields.text("name"),
        fields.parsed("state", "dyno state", DynoState::new),
        fields.time("since"),
        fields.number("crashes"));
  }
}
