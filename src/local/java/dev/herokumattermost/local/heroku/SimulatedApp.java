package dev.herokumattermost.local.heroku;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * One app: what people do to it, what happens to its dynos, and what can be seen of it. Before any
 * operation or view, everything happens that is due by the model's clock.
 */
public final class SimulatedApp {
  private final HerokuModel model;
  private final String id;
  private volatile String name;
  private final Generation generation;
  private final Instant createdAt;
  private final List<ReleaseRow> releases = new ArrayList<>();
  private final AppDynos dynos = new AppDynos(this);
  private final LogBuffer log = new LogBuffer();
  private final List<CrashRow> crashes = new ArrayList<>();
  private Rollout rollout = Rollout.AT_ONCE;
  private boolean maintenance;
  private boolean crashRestartsKeepId;
  private Duration bootTime = Duration.ofSeconds(5);
  private String team = "";
  private String space = "";
  private String pipeline = "";
  private String stage = "";

  SimulatedApp(HerokuModel model, String name, Generation generation) {
    this.model = model;
    this.name = name;
    this.generation = generation;
    id = model.newId();
    createdAt = model.clock().instant();
    releases.add(
        new ReleaseRow(
            model.newId(),
            1,
            "Initial release",
            "ops@example.com",
            "",
            "succeeded",
            true,
            createdAt));
  }

  /** Sets the time from {@code starting} to {@code up}; 5 seconds if not set. */
  public synchronized SimulatedApp bootsIn(Duration time) {
    bootTime = time;
    return this;
  }

  /**
   * Whether a restart after a crash only changes {@code updated_at}; Heroku does not document it.
   */
  public synchronized SimulatedApp crashRestartsKeepId(boolean keep) {
    crashRestartsKeepId = keep;
    return this;
  }

  /** How releases reach the dynos from now on; at once if not set. */
  public synchronized SimulatedApp releases(Rollout how) {
    rollout = how;
    return this;
  }

  /** Gives the app to a team; it is a person's own if not set. */
  public synchronized SimulatedApp ofTeam(String owner) {
    team = owner;
    return this;
  }

  /** Puts the app into a Private Space. */
  public synchronized SimulatedApp inSpace(String place) {
    space = place;
    return this;
  }

  /** Couples the app to a pipeline. */
  public synchronized SimulatedApp inPipeline(String coupled, String at) {
    pipeline = coupled;
    stage = at;
    return this;
  }

  /** The team that owns it; empty if it is a person's own. */
  public synchronized String team() {
    return team;
  }

  /** The Private Space; empty if it is in none. */
  public synchronized String space() {
    return space;
  }

  /** The pipeline; empty if it is in none. */
  public synchronized String pipeline() {
    return pipeline;
  }

  synchronized String stage() {
    return stage;
  }

  void rename(String other) {
    name = other;
  }

  /** Sets how many dynos of a type are wanted; makes no release. */
  public synchronized SimulatedApp scale(String type, int quantity) {
    Instant at = settled();
    FormationRow row = dynos.formation(type, at);
    dynos.scale(row.with(quantity, row.size(), at));
    return this;
  }

  /** Replaces every dyno of a type by one of another size; makes no release. */
  public synchronized SimulatedApp resize(String type, String size) {
    Instant at = settled();
    FormationRow row = dynos.formation(type, at);
    dynos.scale(row.with(row.quantity(), size, at));
    dynos.ofType(type).forEach(dyno -> dyno.resize(size));
    dynos.ofType(type).forEach(dyno -> dyno.restart(at, "Restarting"));
    return this;
  }

  /** Releases new code; every dyno of the formation is replaced. */
  public synchronized ReleaseRow deploy(String commit, String author) {
    log("app", "api", settled(), "Deploy " + commit + " by user " + author);
    return release("Deploy " + commit, author, model.newId());
  }

  /** Releases new code whose release phase fails at once, so that no dyno is replaced. */
  public synchronized ReleaseRow deployInVain(String commit, String author) {
    Instant at = settled();
    ReleaseRow next = next("Deploy " + commit, author, model.newId(), "failed", at);
    releases.add(next);
    log("app", "api", at, "Deploy " + commit + " by user " + author);
    log("app", "api", at, "Running release v" + next.version() + " commands by user " + author);
    return next;
  }

  public synchronized ReleaseRow setConfig(String variable, String author) {
    log("app", "api", settled(), "Set " + variable + " config vars by user " + author);
    return release("Set " + variable + " config vars", author, currentRelease().slug());
  }

  public synchronized ReleaseRow rollback(int version, String author) {
    String slug =
        releases.stream()
            .filter(release -> release.version() == version)
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException(name + " has no v" + version))
            .slug();
    log("app", "api", settled(), "Rollback to v" + version + " by user " + author);
    return release("Rollback to v" + version, author, slug);
  }

  /** Restarts every dyno of the formation, as people do. */
  public synchronized void restart() {
    Instant at = settled();
    dynos.ofFormation().forEach(dyno -> dyno.restart(at, "Restarting"));
  }

  public synchronized void restart(String dyno) {
    dyno(dyno).restart(settled(), "Restarting");
  }

  /** Heroku's daily restart. */
  public synchronized void cycle(String dyno) {
    dyno(dyno).restart(settled(), "Cycling");
  }

  /** Heroku moves the dyno to another server. */
  public synchronized void relocate(String dyno) {
    dyno(dyno).relocate(settled());
  }

  /** The process ends. Heroku restarts it at once, or later if it also ended shortly before. */
  public synchronized void crash(String dyno, int exitStatus) {
    dyno(dyno).exit(settled(), exitStatus);
  }

  /** The process ends, and again each time that it has come up, until its cause is fixed. */
  public synchronized void breakDown(String dyno, int exitStatus) {
    dyno(dyno).breakDown(settled(), exitStatus);
  }

  /**
   * From its next start on, the process ends each time that it has come up, until its cause is
   * fixed.
   *
   * @param lastWords what it logs before it ends
   */
  public synchronized void breakFromNextStart(String dyno, int exitStatus, String lastWords) {
    settled();
    dyno(dyno).breakFromNextStart(exitStatus, lastWords);
  }

  /** The process ends and stays {@code crashed} until its cause is fixed or it is restarted. */
  public synchronized void crashStaying(String dyno, int exitStatus) {
    dyno(dyno).exitForGood(settled(), exitStatus);
  }

  /** The cause of the crashes is fixed; a crashed dyno starts again at once. */
  public synchronized void fix(String dyno) {
    dyno(dyno).fix(settled());
  }

  /** R10: a web process did not bind its port in time and is killed. */
  public synchronized void bootTimeout(String dyno) {
    dyno(dyno).failToBoot(settled());
  }

  /** R14: the process uses more memory than its quota and keeps running. */
  public synchronized void memoryExceeded(String dyno) {
    Instant at = settled();
    dyno(dyno).log(at, "Process running mem=640M(125.1%)");
    dyno(dyno).log(at, "Error R14 (Memory quota exceeded)");
  }

  /** R15: the process uses far more memory than its quota and is killed. */
  public synchronized void memoryVastlyExceeded(String dyno) {
    Instant at = settled();
    dyno(dyno).log(at, "Process running mem=1048M(204.8%)");
    dyno(dyno).log(at, "Error R15 (Memory quota vastly exceeded)");
    dyno(dyno).log(at, "Stopping process with SIGKILL");
    dyno(dyno).exit(at, 137);
  }

  public synchronized void idle(String dyno) {
    dyno(dyno).idle(settled());
  }

  public synchronized void unidle(String dyno) {
    dyno(dyno).unidle(settled());
  }

  public synchronized void maintenance(boolean on) {
    maintenance = on;
  }

  /**
   * Runs a command in a dyno of its own.
   *
   * @param type {@code run}, {@code scheduler} or {@code release}
   * @return the dyno's name
   */
  public synchronized String oneOff(String type, String command) {
    Instant at = settled();
    SimulatedDyno dyno = dynos.oneOff(type, command);
    dyno.start(at);
    return dyno.name();
  }

  /** The command of a one-off dyno ends, and the dyno leaves the list. */
  public synchronized void finish(String oneOff, int exitStatus) {
    Instant at = settled();
    SimulatedDyno dyno = dyno(oneOff);
    dyno.log(at, "Process exited with status " + exitStatus);
    dyno.to(exitStatus == 0 ? "complete" : "crashed", at);
    dyno.ended(at, exitStatus);
    dynos.remove(dyno);
  }

  /** A line of the process itself. */
  public synchronized void print(String dyno, String text) {
    log("app", dyno(dyno).name(), settled(), text);
  }

  public synchronized List<DynoRow> dynos() {
    settled();
    return dynos.rows();
  }

  /** Whether there is such a dyno; those that preboot is replacing do not count. */
  public synchronized boolean has(String dyno) {
    settled();
    return dynos.has(dyno);
  }

  public synchronized DynoRow row(String dyno) {
    settled();
    return dyno(dyno).row();
  }

  /** Oldest first. */
  public synchronized List<ReleaseRow> releases() {
    return List.copyOf(releases);
  }

  public synchronized List<FormationRow> formation() {
    return dynos.formation();
  }

  /** The last lines of the log; see {@link LogBuffer#last}. */
  public synchronized List<String> log(int lines, String dyno, String source) {
    settled();
    return log.last(lines, dyno, source);
  }

  /** Every crash so far, oldest first. */
  public synchronized List<CrashRow> crashes() {
    settled();
    return List.copyOf(crashes);
  }

  void changed(DynoChange change) {
    model.changed(change);
  }

  void crashed(Instant at, String type, String dyno) {
    crashes.add(new CrashRow(at, type, dyno));
  }

  public synchronized boolean maintenance() {
    return maintenance;
  }

  public String id() {
    return id;
  }

  public String name() {
    return name;
  }

  public Generation generation() {
    return generation;
  }

  public Instant createdAt() {
    return createdAt;
  }

  /** The newest that went live. */
  ReleaseRow currentRelease() {
    return releases.reversed().stream().filter(ReleaseRow::wentLive).findFirst().orElseThrow();
  }

  Duration bootTime() {
    return bootTime;
  }

  boolean crashRestartsKeepId() {
    return crashRestartsKeepId;
  }

  String newId() {
    return model.newId();
  }

  void log(String source, String process, Instant at, String text) {
    log.add(at, source, process, text);
  }

  /** On Cedar the next instance keeps the name; on Fir each instance has a name of its own. */
  String nameOfNext(String type, String slot, String instance) {
    String hex = instance.replace("-", "");
    return generation == Generation.CEDAR || !dynos.isInFormation(type)
        ? slot
        : type + "-" + hex.substring(0, 10) + "-" + hex.substring(20, 25);
  }

  private ReleaseRow release(String description, String author, String slug) {
    Instant at = settled();
    releases.replaceAll(ReleaseRow::replaced);
    ReleaseRow next = next(description, author, slug, "succeeded", at);
    releases.add(next);
    log("app", "api", at, "Release v" + next.version() + " created by user " + author);
    dynos.release(at, rollout);
    return next;
  }

  private ReleaseRow next(
      String description, String author, String slug, String status, Instant at) {
    int version = releases.getLast().version() + 1;
    boolean live = status.equals("succeeded");
    return new ReleaseRow(model.newId(), version, description, author, slug, status, live, at);
  }

  private SimulatedDyno dyno(String dyno) {
    return dynos.dyno(dyno);
  }

  /** Carries out what is due and returns the time. */
  private Instant settled() {
    Instant now = model.clock().instant();
    dynos.settle(now);
    return now;
  }
}
