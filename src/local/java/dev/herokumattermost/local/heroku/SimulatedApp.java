package dev.herokumattermost.local.heroku;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * One app: what people do to it, what befalls its dynos, and what can be seen of it. Everything
 * that is due by the model's clock has happened before any operation or view.
 */
public final class SimulatedApp {
  private final HerokuModel model;
  private final String id;
  private final String name;
  private final Generation generation;
  private final Instant createdAt;
  private final List<ReleaseRow> releases = new ArrayList<>();
  private final Fleet fleet = new Fleet(this);
  private final LogBuffer log = new LogBuffer();
  private final List<CrashRow> crashes = new ArrayList<>();
  private Rollout rollout = Rollout.AT_ONCE;
  private boolean maintenance;
  private boolean crashRestartsKeepId;
  private Duration bootTime = Duration.ofSeconds(5);

  SimulatedApp(HerokuModel model, String name, Generation generation) {
    this.model = model;
    this.name = name;
    this.generation = generation;
    id = model.newId();
    createdAt = model.clock().instant();
    releases.add(
        new ReleaseRow(
            model.newId(), 1, "Initial release", "ops@example.com", "", true, createdAt));
  }

  /** How long a process takes from {@code starting} to {@code up}; 5 seconds if not set. */
  public synchronized SimulatedApp bootsIn(Duration time) {
    bootTime = time;
    return this;
  }

  /** Whether a restart after a crash only moves {@code updated_at}; Heroku does not say. */
  public synchronized SimulatedApp crashRestartsKeepId(boolean keep) {
    crashRestartsKeepId = keep;
    return this;
  }

  /** How releases reach the dynos from now on; at once if not set. */
  public synchronized SimulatedApp releases(Rollout how) {
    rollout = how;
    return this;
  }

  /** Sets how many dynos of a type are wanted; makes no release. */
  public synchronized SimulatedApp scale(String type, int quantity) {
    Instant at = settled();
    FormationRow row = fleet.wanted(type, at);
    fleet.form(row.wanting(quantity, row.size(), at));
    return this;
  }

  /** Gives every dyno of a type another size, and so a new incarnation; makes no release. */
  public synchronized SimulatedApp resize(String type, String size) {
    Instant at = settled();
    FormationRow row = fleet.wanted(type, at);
    fleet.form(row.wanting(row.quantity(), size, at));
    fleet.ofType(type).forEach(dyno -> dyno.resize(size));
    fleet.ofType(type).forEach(dyno -> dyno.restart(at, "Restarting"));
    return this;
  }

  /** Releases new code; every dyno of the formation starts anew. */
  public synchronized ReleaseRow deploy(String commit, String author) {
    log("app", "api", settled(), "Deploy " + commit + " by user " + author);
    return release("Deploy " + commit, author, model.newId());
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

  /** Restarts every dyno of the formation on request. */
  public synchronized void restart() {
    Instant at = settled();
    fleet.formed().forEach(dyno -> dyno.restart(at, "Restarting"));
  }

  public synchronized void restart(String dyno) {
    dyno(dyno).restart(settled(), "Restarting");
  }

  /** Heroku's daily restart. */
  public synchronized void cycle(String dyno) {
    dyno(dyno).restart(settled(), "Cycling");
  }

  /** The process ends once: Heroku restarts it at once, or after a cool-off if it ended lately. */
  public synchronized void crash(String dyno, int exitStatus) {
    dyno(dyno).exit(settled(), exitStatus);
  }

  /** The process ends, and again each time it has come up, until it is healed. */
  public synchronized void breakDown(String dyno, int exitStatus) {
    dyno(dyno).breakDown(settled(), exitStatus);
  }

  /** The process ends and stays {@code crashed} until it is healed or restarted. */
  public synchronized void crashStaying(String dyno, int exitStatus) {
    dyno(dyno).exitForGood(settled(), exitStatus);
  }

  public synchronized void heal(String dyno) {
    dyno(dyno).heal(settled());
  }

  /** R10: a web process did not bind its port in time and is killed. */
  public synchronized void bootTimeout(String dyno) {
    dyno(dyno).failToBoot(settled());
  }

  /** R14: over its memory quota, and running on. */
  public synchronized void memoryExceeded(String dyno) {
    Instant at = settled();
    dyno(dyno).log(at, "Process running mem=640M(125.1%)");
    dyno(dyno).log(at, "Error R14 (Memory quota exceeded)");
  }

  /** R15: far over its memory quota, and killed. */
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

  /** Puts a dyno into any state, without a word in the log. */
  public synchronized void force(String dyno, String state) {
    dyno(dyno).force(state, settled());
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
    SimulatedDyno dyno = fleet.oneOff(type, command);
    dyno.start(at);
    return dyno.name();
  }

  /** A one-off dyno's command ends: it is gone from the list. */
  public synchronized void finish(String oneOff, int exitStatus) {
    Instant at = settled();
    SimulatedDyno dyno = dyno(oneOff);
    dyno.log(at, "Process exited with status " + exitStatus);
    dyno.to(exitStatus == 0 ? "complete" : "crashed", at);
    fleet.remove(dyno);
  }

  /** A line of the process itself. */
  public synchronized void print(String dyno, String text) {
    log("app", dyno(dyno).name(), settled(), text);
  }

  public synchronized List<DynoRow> dynos() {
    settled();
    return fleet.rows();
  }

  /** Whether people can do something to that dyno; not to one that preboot is replacing. */
  public synchronized boolean has(String dyno) {
    settled();
    return fleet.has(dyno);
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
    return fleet.formation();
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

  ReleaseRow currentRelease() {
    return releases.getLast();
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

  /** The slot is kept on Cedar; on Fir each incarnation has a name of its own. */
  String nameOfNext(String type, String slot, String incarnation) {
    String hex = incarnation.replace("-", "");
    return generation == Generation.CEDAR || !fleet.wants(type)
        ? slot
        : type + "-" + hex.substring(0, 10) + "-" + hex.substring(20, 25);
  }

  private ReleaseRow release(String description, String author, String slug) {
    Instant at = settled();
    ReleaseRow last = releases.removeLast();
    releases.add(last.replaced());
    var next =
        new ReleaseRow(model.newId(), last.version() + 1, description, author, slug, true, at);
    releases.add(next);
    log("app", "api", at, "Release v" + next.version() + " created by user " + author);
    fleet.release(at, rollout);
    return next;
  }

  private SimulatedDyno dyno(String called) {
    return fleet.dyno(called);
  }

  /** Lets what is due happen, and says what time it is. */
  private Instant settled() {
    Instant now = model.clock().instant();
    fleet.settle(now);
    return now;
  }
}
