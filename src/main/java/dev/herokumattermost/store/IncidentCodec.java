package dev.herokumattermost.store;

import dev.herokumattermost.watch.Attention;
import dev.herokumattermost.watch.Attention.Person;
import dev.herokumattermost.watch.DynoState;
import dev.herokumattermost.watch.Incident;
import dev.herokumattermost.watch.Incident.End;
import dev.herokumattermost.watch.News.Ending;
import dev.herokumattermost.watch.Patient;
import dev.herokumattermost.watch.PostId;
import dev.herokumattermost.watch.ProcessType;
import dev.herokumattermost.watch.Root;

/** How an incident and its patients lie in the table. */
final class IncidentCodec {
  private IncidentCodec() {}

  static Document write(Incident incident) {
    return new Document()
        .text("id", incident.id())
        .text("type", incident.type().value())
        .map("destination", NoticeCodec.write(incident.destination()))
        .time("openedAt", incident.openedAt())
        .time("troubleSince", incident.troubleSince())
        .maps("patients", incident.patients(), IncidentCodec::write)
        .number("crashes", incident.crashes())
        .flag("looping", incident.looping())
        .flag("quiet", incident.quiet())
        .flag("recovering", incident.recovering())
        .maps("acknowledgedBy", incident.attention().acknowledgedBy(), IncidentCodec::write)
        .maps("mutedBy", incident.attention().mutedBy(), IncidentCodec::write)
        .number("said", incident.said())
        .map("root", write(incident.root()))
        .timeOrNull("remindAt", incident.remindAt())
        .mapOrNull("end", incident.end(), IncidentCodec::write);
  }

  private static Document write(Person person) {
    return new Document().text("id", person.id()).text("name", person.name());
  }

  private static Person readPerson(Fields fields) {
    return new Person(fields.text("id"), fields.text("name"));
  }

  private static Document write(Root root) {
    return new Document()
        .text("post", root.post().value())
        .text("notice", root.notice())
        .flag("shared", root.shared())
        .mapOrNull("opening", root.opening(), NewsCodec::write)
        .text("shown", root.shown())
        .map("edit", NoticeCodec.write(root.edit()));
  }

  private static Root readRoot(Fields fields) {
    return new Root(
        new PostId(fields.text("post")),
        fields.text("notice"),
        fields.flag("shared"),
        fields.mapOrNull("opening", NewsCodec::readFailed),
        fields.text("shown"),
        fields.map("edit", NoticeCodec::readAttempts));
  }

  private static Document write(End end) {
    return new Document()
        .time("at", end.at())
        .time("until", end.until())
        .textOrNull("why", end.why() == null ? null : end.why().name());
  }

  private static End readEnd(Fields fields) {
    return new End(
        fields.time("at"),
        fields.time("until"),
        fields.parsedOrNull("why", "reason this version knows", Ending::valueOf));
  }

  static Incident read(Fields fields) {
    return new Incident(
        fields.text("id"),
        fields.parsed("type", "process type", ProcessType::new),
        fields.map("destination", NoticeCodec::readDestination),
        fields.time("openedAt"),
        fields.time("troubleSince"),
        fields.maps("patients", IncidentCodec::readPatient),
        fields.number("crashes"),
        fields.flag("looping"),
        fields.flag("quiet"),
        fields.flag("recovering"),
        new Attention(
            fields.maps("acknowledgedBy", IncidentCodec::readPerson),
            fields.maps("mutedBy", IncidentCodec::readPerson)),
        fields.number("said"),
        fields.map("root", IncidentCodec::readRoot),
        fields.timeOrNull("remindAt"),
        fields.mapOrNull("end", IncidentCodec::readEnd));
  }

  static Document write(Patient patient) {
    return new Document()
        .text("name", patient.name())
        .text("state", patient.state().word())
        .time("since", patient.since())
        .number("crashes", patient.crashes())
        .number("release", patient.release())
        .flag("restartedByHand", patient.restartedByHand());
  }

  static Patient readPatient(Fields fields) {
    return new Patient(
        fields.text("name"),
        fields.parsed("state", "dyno state", DynoState::new),
        fields.time("since"),
        fields.number("crashes"),
        fields.number("release"),
        fields.flag("restartedByHand"));
  }
}
