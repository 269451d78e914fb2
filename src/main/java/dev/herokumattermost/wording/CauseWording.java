package dev.herokumattermost.wording;

import static dev.herokumattermost.wording.Markdown.code;

import dev.herokumattermost.detect.CauseHint;
import dev.herokumattermost.detect.CauseHint.Certainty;
import java.util.regex.Pattern;

/**
 * A cause in words, how sure it is, and what to do next.
 *
 * @param hint what it names comes from a log, and stands in code
 */
record CauseWording(CauseHint hint) {
  /** Of a database, which needs no code. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z]{1,20}");

  boolean isCertain() {
    return hint.certainty() == Certainty.CERTAIN;
  }

  /** Whether it says more than Heroku's codes and the exit status, which stand before it. */
  boolean saysMore() {
    return switch (hint.cause()) {
      case KILLED_WHILE_STARTING -> true;
      case MISSING_COMMAND, MISSING_MODULE -> !isCertain() || hint.named() != null;
      default -> !isCertain();
    };
  }

  /** With how sure it is, for behind what Heroku says. */
  String brief() {
    return switch (hint.certainty()) {
      case CERTAIN -> cause();
      case PROBABLE -> "probably " + cause();
      case POSSIBLE -> "possibly " + cause();
    };
  }

  private String cause() {
    return switch (hint.cause()) {
      case OUT_OF_MEMORY -> "out of memory";
      case PORT_NOT_BOUND ->
          hint.named() == null
              ? "its port cannot be bound"
              : "its port is %s and not `$PORT`".formatted(code(hint.named()));
      case MISSING_MODULE -> named("module", "a module") + " is missing";
      case MISSING_COMMAND -> named("command", "a command") + " is missing";
      case MISSING_CONFIG_VAR -> named("config var", "a config var") + " is missing";
      case DATABASE_UNREACHABLE -> database() + " cannot be reached";
      case DATABASE_ON_LOCALHOST -> "the address of " + database() + " is missing";
      case DATABASE_CONNECTIONS -> database() + " has no connection left";
      case DATABASE_LOGIN -> database() + " refuses the login";
      case DEPENDENCY_TLS ->
          "TLS to " + (hint.named() == null ? "another service" : code(hint.named())) + " fails";
      case DEPENDENCY_DNS -> named("host", "a host") + " cannot be resolved";
      case DISK_FULL -> "a disk is full";
      case QUOTA -> "a licence or quota is used up";
      case MIGRATION_PENDING -> "a migration is pending";
      case KILLED_WHILE_STARTING -> "killed while starting";
      case RELEASE_PHASE_FAILED -> named("release", "a release") + " failed half-way";
    };
  }

  NextStep nextStep() {
    return hint.certainty() == Certainty.POSSIBLE && !step().restarts()
        ? NextStep.andRestart(step().check())
        : step();
  }

  private NextStep step() {
    return switch (hint.cause()) {
      case OUT_OF_MEMORY -> NextStep.FREE_MEMORY;
      case PORT_NOT_BOUND ->
          hint.named() == null
              ? NextStep.BIND_PORT
              : NextStep.withoutRestart("Make the process listen on `$PORT`, on all addresses.");
      case MISSING_MODULE ->
          NextStep.withoutRestart(
              "Check that %s is among the dependencies, and check the last build."
                  .formatted(hint.named() == null ? "it" : code(hint.named())));
      case MISSING_COMMAND -> NextStep.FIX_COMMAND;
      case MISSING_CONFIG_VAR ->
          NextStep.withoutRestart(
              "Set %s, or check which release removed it."
                  .formatted(named("config var", "the config var")));
      case DATABASE_UNREACHABLE ->
          NextStep.andRestart(
              "Check that %s is up, and check its address in the config vars."
                  .formatted(database()));
      case DATABASE_ON_LOCALHOST ->
          NextStep.withoutRestart(
              "Set the config var with the address of %s: the process calls its own machine."
                  .formatted(database()));
      case DATABASE_CONNECTIONS ->
          NextStep.andRestart(
              "Check what holds the connections of %s, and the size of the pools."
                  .formatted(database()));
      case DATABASE_LOGIN ->
          NextStep.withoutRestart(
              "Check the credentials in the config vars, and whether %s requires TLS."
                  .formatted(database()));
      case DEPENDENCY_TLS -> NextStep.andRestart("Check the certificate, and when it expires.");
      case DEPENDENCY_DNS ->
          NextStep.andRestart("Check the name of the host in the config vars, and its DNS.");
      case DISK_FULL ->
          NextStep.andRestart(
              "Check what fills the disk. A restart empties a dyno's disk, not a database's.");
      case QUOTA ->
          NextStep.withoutRestart(
              isCertain()
                  ? "Check the dyno hours of the Heroku account."
                  : "Check the plan and the bill of the service in the log.");
      case MIGRATION_PENDING -> NextStep.withoutRestart("Run the migrations, or roll back.");
      case KILLED_WHILE_STARTING ->
          NextStep.andRestart("Check its memory, and whether it starts within 60 s.");
      case RELEASE_PHASE_FAILED ->
          NextStep.andRestart("Check what its release phase changed in the database.");
    };
  }

  private String named(String what, String otherwise) {
    return hint.named() == null ? otherwise : what + " " + code(hint.named());
  }

  private String database() {
    String name = hint.named();
    return name == null ? "a database" : NAME.matcher(name).matches() ? name : code(name);
  }
}
