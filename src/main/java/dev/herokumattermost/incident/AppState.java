package dev.herokumattermost.incident;

import dev.herokumattermost.detect.ClosedReason;
import dev.herokumattermost.detect.Crash;
import dev.herokumattermost.detect.PreviousState;
import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.dyno.Dyno;
import dev.herokumattermost.dyno.DynoState;
import dev.herokumattermost.dyno.ProcessType;
import dev.herokumattermost.rules.Thresholds;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one app between passes.
 *
 * @param everRead whether the app was read before, so that what is new is a change
 * @param dynos the current dyno of each place, in order of name and id
 * @param releasePhases the dynos of release phases that were listed at the last reading
 * @param failedRelease the version of the last release of which it was alerted that it failed; null
 *     if there was none
 * @param crashes those counted lately, to recognize a loop
 * @param incidents open ones, and those that can still reopen, in order of their ids
 * @param visibility whether the app can be read
 * @param logsForbiddenSince when it was reported that the token cannot read logs; null if it can.
 *     Only the account has this
 * @param refusedSpaces those whose apps are read one by one for a while; null if there are none.
 *     Only the account has this
 */
@RecordBuilder
public record AppState(
    AppName app,
    boolean everRead,
    List<Dyno> dynos,
    List<Dyno> releasePhases,
    @Nullable Integer failedRelease,
    List<Crash> crashes,
    List<Incident> incidents,
    Visibility visibility,
    @Nullable Instant logsForbiddenSince,
    @Nullable RefusedSpaces refusedSpaces)
    implements AppStateBuilder.With {
  /** The name under which the state of the whole account is kept. No app has such a name. */
  public static final AppName ACCOUNT = new AppName("*");

  /**
   * The name under which is kept whether an app's data can be processed. It is apart from the app's
   * own state, which may be what cannot be processed.
   */
  public static AppName processingOf(AppName app) {
    return new AppName(ACCOUNT.value() + app);
  }

  /** The app that such a name is about; empty if the name is an app's own, or the account's. */
  public static Optional<AppName> processedUnder(AppName name) {
    return name.value().startsWith(ACCOUNT.value()) && !name.equals(ACCOUNT)
        ? Optional.of(new AppName(name.value().substring(ACCOUNT.value().length())))
        : Optional.empty();
  }

  public AppState {
    dynos = List.copyOf(dynos);
    releasePhases = List.copyOf(releasePhases);
    crashes = List.copyOf(crashes);
    incidents = List.copyOf(incidents);
    refusedSpaces = RefusedSpaces.NONE.equals(refusedSpaces) ? null : refusedSpaces;
  }

  /** Of an app that was never read. */
  public static AppState unknown(AppName app) {
    return new AppState(
        app,
        false,
        List.of(),
        List.of(),
        null,
        List.of(),
        List.of(),
        new Visibility.Visible(),
        null,
        null);
  }

  /** The spaces whose apps are read one by one for a while. */
  public RefusedSpaces spacesRefused() {
    return refusedSpaces == null ? RefusedSpaces.NONE : refusedSpaces;
  }

  /**
   * Whether the app is looked at in every pass, even where calls are short: something of it has
   * just happened, or is not over.
   *
   * @param now by our clock
   */
  public boolean isUnsettled(Instant now) {
    Instant lately = now.minus(Thresholds.UNSETTLED);
    boolean unreported = visibility instanceof Visibility.Blind blind && !blind.reported();
    return unreported
        || incidents.stream().anyMatch(one -> one.isOpen() || one.canReopenAt(now))
        || crashes.stream().anyMatch(crash -> crash.at().isAfter(lately))
        || !releasePhases.isEmpty()
        || dynos.stream().anyMatch(dyno -> dyno.isIn(DynoState.STARTING))
        || isJustDeployed(lately);
  }

  /** Heroku replaces all dynos of an app with a release; while it does, two releases are listed. */
  private boolean isJustDeployed(Instant lately) {
    long recent = dynos.stream().filter(dyno -> dyno.createdAt().isAfter(lately)).count();
    return recent > 0
        && (recent == dynos.size()
            || dynos.stream().anyMatch(dyno -> dyno.release() != dynos.getFirst().release()));
  }

  public Optional<Incident> openIncident(ProcessType type) {
    return incidents.stream()
        .filter(incident -> incident.isOpen() && incident.type().equals(type))
        .findFirst();
  }

  public Optional<Incident> incident(String id) {
    return incidents.stream().filter(incident -> incident.id().equals(id)).findFirst();
  }

  /** What comparing the next reading needs. */
  public PreviousState previous() {
    return new PreviousState(
        app,
        everRead,
        dynos,
        releasePhases,
        crashes,
        incidents.stream().filter(Incident::isOpen).map(Incident::asPrevious).toList());
  }

  /** With one incident changed. */
  public AppState changing(String incident, UnaryOperator<Incident> change) {
    return withIncidents(
        incidents.stream()
            .map(one -> one.id().equals(incident) ? change.apply(one) : one)
            .toList());
  }

  /**
   * With what people have said by their reactions.
   *
   * @param acknowledgements by the incident's id
   */
  public AppState acknowledged(Map<String, Acknowledgement> acknowledgements) {
    return withIncidents(
        incidents.stream()
            .map(
                incident ->
                    incident.withAcknowledgement(
                        acknowledgements.getOrDefault(incident.id(), incident.acknowledgement())))
            .toList());
  }

  /**
   * What is left of an app that is no longer watched. Its open incidents end; that is not alerted,
   * because somebody wanted it.
   */
  public AppState unwatched(Instant now) {
    return over(now, ClosedReason.UNWATCHED);
  }

  /** What is left of an app that Heroku no longer shows. Its open incidents end, unalerted. */
  public AppState gone(Instant now) {
    return over(now, ClosedReason.GONE);
  }

  private AppState over(Instant now, ClosedReason why) {
    if (!everRead) {
      return this;
    }
    return unknown(app)
        .withIncidents(
            incidents.stream()
                .map(incident -> incident.isOpen() ? incident.ended(now, now, why) : incident)
                .toList());
  }

  /**
   * The state under another name of the app. Its incidents keep their ids, and so their threads.
   *
   * @param left of an app that had this name before
   */
  public AppState renamed(AppName name, Optional<AppState> left) {
    return withApp(name)
        .withIncidents(
            Stream.concat(left.stream().flatMap(one -> one.incidents.stream()), incidents.stream())
                .sorted(Comparator.comparing(Incident::id))
                .toList());
  }
}
