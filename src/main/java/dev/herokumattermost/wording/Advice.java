package dev.herokumattermost.wording;

import static dev.herokumattermost.wording.Markdown.code;

import dev.herokumattermost.detect.Rollback;
import dev.herokumattermost.dyno.ProcessType;
import dev.herokumattermost.incident.IncidentEvent.SuspectRelease;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to do about failing dynos: the runbook first, then what helps most against the cause.
 *
 * @param all whether no other dyno of the type is well
 * @param release the suspect; null if there is none
 */
record Advice(
    Subject subject,
    ProcessType type,
    List<String> dynos,
    boolean all,
    @Nullable SuspectRelease release,
    NextStep nextStep) {

  private record Step(String label, String command) {}

  /** The box with the advice. The first command stands alone, because that block can be copied. */
  Box in(Box box) {
    List<Step> steps = steps();
    var lines = new ArrayList<>(guide());
    if (release != null && release.rollback() instanceof Rollback.NoCodeChanged) {
      lines.add(
          "Check what changed: %s. No code did, and a rollback would restore the old config vars."
              .formatted(code(release.release().description())));
    }
    if (!nextStep.check().isEmpty()) {
      lines.add(nextStep.check());
    }
    Step first = steps.getFirst();
    lines.add(first.label() + ":");
    lines.add("```\n" + first.command() + "\n```");
    steps.stream()
        .skip(1)
        .map(step -> step.label() + ": " + code(step.command()))
        .forEach(lines::add);
    return box.brief(first.command())
        .field("What to do", String.join("\n", lines))
        .field("Links", subject.commands().links());
  }

  private List<Step> steps() {
    Commands commands = subject.commands();
    var steps = new ArrayList<Step>();
    if (release != null && release.rollback() instanceof Rollback.To(int version)) {
      steps.add(new Step("Roll back to v" + version, commands.rollback(version)));
    }
    if (nextStep.restarts()) {
      String whole = commands.restartsAll(dynos, all) && !all ? ", with all others" : "";
      commands
          .restart(type, dynos, all)
          .forEach(command -> steps.add(new Step(nextStep.restart() + whole, command)));
    }
    steps.add(new Step("Watch the log", commands.logs(type, dynos)));
    return steps;
  }

  private List<String> guide() {
    String dyno = dynos.isEmpty() ? "" : dynos.getFirst();
    var guide = subject.guide(type);
    var parts = new ArrayList<String>();
    guide
        .runbook(subject.app(), type, dyno)
        .ifPresent(address -> parts.add("[Runbook](" + address + ")"));
    guide.owner(subject.app(), type, dyno).ifPresent(owner -> parts.add("Owner: " + code(owner)));
    return parts.isEmpty() ? List.of() : List.of(String.join(" · ", parts));
  }
}
