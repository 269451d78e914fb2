package dev.herokumattermost.pass;

import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.dyno.Lookup;
import dev.herokumattermost.incident.AppState;
import dev.herokumattermost.incident.IncidentEvent;
import dev.herokumattermost.incident.IncidentEvent.DynosFailed;
import dev.herokumattermost.incident.IncidentEvent.Recovered;
import dev.herokumattermost.outbox.ChannelPost;
import dev.herokumattermost.outbox.DeadLetter;
import dev.herokumattermost.outbox.Delivery;
import dev.herokumattermost.outbox.Delivery.Form;
import dev.herokumattermost.outbox.DeliveryResult.Delivered;
import dev.herokumattermost.outbox.DeliveryResult.Refusal;
import dev.herokumattermost.outbox.DeliveryResult.Refused;
import dev.herokumattermost.outbox.DeliveryResult.Refuser;
import dev.herokumattermost.outbox.DeliveryRules;
import dev.herokumattermost.outbox.Notification;
import dev.herokumattermost.outbox.NotificationId;
import dev.herokumattermost.outbox.PostId;
import dev.herokumattermost.outbox.StateStore;
import dev.herokumattermost.outbox.StoredApp;
import dev.herokumattermost.pass.AppFailure.Stage;
import dev.herokumattermost.rules.Route;
import dev.herokumattermost.wording.Post;
import dev.herokumattermost.wording.Presentation;
import dev.herokumattermost.wording.Wording;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Delivers what lies in the outboxes. Each delivery is recorded before the next begins, so that a
 * pass that dies leaves at most one post uncertain.
 */
final class Deliverer {
  /** The full post, then without what was refused, then without its root. */
  private static final int ATTEMPTS_AT_ONCE = 4;

  private final Channel channel;
  private final StateStore store;
  private final Presentation presentation;
  private final InstantSource clock;
  private final ChannelAvailability availability;
  private final RootPosts rootPosts;
  private final Instant end;
  private final List<String> troubles;
  private final AppFailures failures;
  private final List<NotificationId> posted = new ArrayList<>();
  private final List<NotificationId> setAside = new ArrayList<>();

  /** Apps whose deliveries the table does not have; nothing more is delivered of them. */
  private final Set<AppName> unrecorded = new HashSet<>();

  Deliverer(
      Channel channel,
      StateStore store,
      Presentation presentation,
      InstantSource clock,
      Deadline deadline,
      List<String> troubles,
      AppFailures failures) {
    this.channel = channel;
    this.store = store;
    this.presentation = presentation;
    this.clock = clock;
    this.availability = new ChannelAvailability(deadline);
    this.rootPosts = new RootPosts(channel, presentation, clock, availability, troubles);
    this.end = deadline.end();
    this.troubles = troubles;
    this.failures = failures;
  }

  /** Whether Mattermost can be asked for more in this pass. */
  boolean canAsk() {
    return availability.isServerAvailable();
  }

  /** What Mattermost has now, in order. */
  List<NotificationId> posted() {
    return posted;
  }

  /** What was given up in this pass. */
  List<NotificationId> setAside() {
    return setAside;
  }

  /**
   * Delivers the notifications of an app that this pass has leased.
   *
   * @return the app as it is now
   */
  StoredApp deliver(LeasedApp leased) throws InterruptedException {
    if (unrecorded.contains(leased.app().app())) {
      return leased.app();
    }
    var recorder = new DeliveryRecorder(leased.app(), store, troubles);
    var blocked = new HashSet<String>();
    for (NotificationId id : leased.notifications()) {
      if (!deliver(id, recorder, blocked)) {
        unrecorded.add(leased.app().app());
        return leased.app();
      }
    }
    return recorded(recorder);
  }

  /**
   * Edits the root posts of an app that this pass has leased. Only after all deliveries of the
   * pass: an edit notifies nobody, and must not use up what a rate limit leaves for alerts.
   *
   * @return the app as it is now
   */
  StoredApp edit(LeasedApp leased) throws InterruptedException {
    if (leased.edits().isEmpty() || unrecorded.contains(leased.app().app())) {
      return leased.app();
    }
    var recorder = new DeliveryRecorder(leased.app(), store, troubles);
    for (String id : leased.edits()) {
      recorder.apply(rootPosts.edited(recorder.app(), id));
    }
    return recorded(recorder);
  }

  /** What is not recorded is as good as not done, and nothing more is made of it. */
  private StoredApp recorded(DeliveryRecorder recorder) {
    if (!recorder.save()) {
      unrecorded.add(recorder.app().app());
    }
    return recorder.app();
  }

  boolean isRecorded(AppName app) {
    return !unrecorded.contains(app);
  }

  /**
   * Delivers one. If its channel cannot be posted to, the new channel is saved before it is used:
   * whoever looks for the post later has to look there.
   *
   * @return whether the table has what was done, so that the pass can go on
   */
  private boolean deliver(NotificationId id, DeliveryRecorder recorder, Set<String> blocked)
      throws InterruptedException {
    Optional<Notification> found = DeliveryRules.find(recorder.app(), id);
    if (found.isEmpty()) {
      return true;
    }
    Notification notification = found.get();
    Attempt attempt =
        blocked.contains(notification.thread())
            ? Attempt.waiting(notification)
            : attempt(recorder.app(), notification);
    recorder.apply(attempt.update());
    return switch (attempt.end()) {
      case DELIVERED -> {
        posted.add(id);
        Instant until = clock.instant();
        recorder.apply(Update.of(app -> DeliveryRules.waited(app, notification, until)));
        yield recorder.save();
      }
      case REROUTED -> recorder.save() && deliver(id, recorder, blocked);
      case WAITING -> {
        blocked.add(notification.thread());
        yield true;
      }
    };
  }

  private Attempt attempt(StoredApp app, Notification notification) throws InterruptedException {
    Attempt attempt =
        availability.isAvailable(notification.route().target())
            ? tryToDeliver(app, notification)
            : Attempt.waiting(notification);
    if (attempt.end() != End.WAITING || !DeliveryRules.expired(notification, clock.instant())) {
      return attempt;
    }
    List<Notification> givenUp =
        DeliveryRules.givenUpWith(attempt.update().applied(app), notification);
    List<DeadLetter> deadLetters =
        givenUp.stream().map(one -> new DeadLetter(app.app(), one, clock.instant())).toList();
    givenUp.forEach(one -> setAside.add(one.id()));
    troubles.add(notification.id() + " set aside: it could not be delivered for a day");
    return Attempt.waiting(
        attempt.update().then(new Update(a -> DeliveryRules.setAside(a, givenUp), deadLetters)));
  }

  private Attempt tryToDeliver(StoredApp app, Notification leased) throws InterruptedException {
    Update update = Update.NONE;
    if (leased.delivery().isUncertain() && channel.learnsPostIds()) {
      switch (channel.find(leased, availability.perCall())) {
        case Lookup.Known<Optional<ChannelPost>>(var found) -> {
          if (found.isPresent()) {
            return Attempt.delivered(leased, found.get(), update);
          }
          update = Update.of(a -> DeliveryRules.absent(a, leased));
        }
        case Lookup.Unknown<Optional<ChannelPost>>(var gone, var reason)
            when gone && !leased.route().target().isDefault() -> {
          return reroutedUnseen(leased, reason);
        }
        case Lookup.Unknown<Optional<ChannelPost>>(_, var reason) -> {
          availability.giveUp(leased.route().target());
          return Attempt.waiting(
              refused(
                  leased,
                  new Refused(
                      Refusal.AMBIGUOUS, Refuser.US, "could not look: " + reason, Duration.ZERO),
                  clock.instant()));
        }
      }
    }
    return post(app, leased, update);
  }

  private Attempt post(StoredApp before, Notification leased, Update first)
      throws InterruptedException {
    Route.Target target = leased.route().target();
    Update update = first;
    for (int count = 1; count <= ATTEMPTS_AT_ONCE && availability.isAvailable(target); count++) {
      StoredApp app = update.applied(before);
      Notification notification = DeliveryRules.find(app, leased.id()).orElseThrow();
      switch (channel.post(outgoing(app, notification), availability.perCall())) {
        case Delivered done -> {
          return Attempt.delivered(notification, done, update);
        }
        case Refused refusal -> {
          Instant endedAt = clock.instant();
          if (refusal.kind() == Refusal.AMBIGUOUS) {
            Optional<ChannelPost> there = lookAgain(notification);
            if (there.isPresent()) {
              return Attempt.delivered(notification, there.get(), update);
            }
          }
          if (refusal.kind() == Refusal.UNEXPLAINED && notification.delivery().attempts() > 0) {
            Optional<Attempt> plain = plainly(app, notification, update);
            if (plain.isPresent()) {
              return plain.get();
            }
          }
          update = update.then(refused(notification, refusal, endedAt));
          if (refusal.kind() == Refusal.CHANNEL && !target.isDefault()) {
            return new Attempt(End.REROUTED, update);
          }
          if (!availability.isAvailableAfter(refusal.kind(), target)) {
            return Attempt.waiting(update);
          }
        }
      }
    }
    return Attempt.waiting(update);
  }

  /**
   * The headline alone, for what was refused repeatedly and without a reason. If that is taken, the
   * content was at fault, and the alert is delivered; if not, the whole is kept for later.
   */
  private Optional<Attempt> plainly(StoredApp app, Notification notification, Update before)
      throws InterruptedException {
    Delivery delivery = notification.delivery();
    if (delivery.form() == Form.PLAIN || availability.isLate()) {
      return Optional.empty();
    }
    var plain = notification.withDelivery(delivery.withForm(Form.PLAIN));
    return switch (channel.post(outgoing(app, plain), availability.perCall())) {
      case Delivered done -> {
        troubles.add(notification.id() + " delivered without its box: the whole was refused");
        yield Optional.of(Attempt.delivered(notification, done, before));
      }
      case Refused refusal when refusal.kind() == Refusal.AMBIGUOUS -> {
        availability.isAvailableAfter(refusal.kind(), notification.route().target());
        yield Optional.of(
            Attempt.waiting(before.then(refused(notification, refusal, clock.instant()))));
      }
      case Refused _ -> Optional.empty();
    };
  }

  /** What cannot be put into words is told all the same: that something happened, and to whom. */
  private OutgoingPost outgoing(StoredApp app, Notification notification)
      throws InterruptedException {
    Post post =
        failures
            .attempt(
                app.app(),
                Stage.DELIVER,
                () -> wording(app).post(notification, opening(app, notification)))
            .orElseGet(() -> Wording.withoutWords(app.app()));
    PostId root = app.rootOf(notification).orElse(null);
    boolean apart =
        notification.event() instanceof Recovered
            && notification.route().recoveries() == Route.RecoveryPlace.CHANNEL;
    return new OutgoingPost(
        post,
        apart ? null : root,
        apart ? root : null,
        List.of(notification.id()),
        notification.pendingPostId(),
        notification.route().target(),
        root != null
            && notification.event() instanceof IncidentEvent event
            && event.isForTheRecord());
  }

  private Wording wording(StoredApp app) {
    return new Wording(app.app(), presentation, clock.instant());
  }

  /** How the incident began, whose reason what follows repeats. */
  private static Optional<DynosFailed> opening(StoredApp app, Notification notification) {
    return app.outbox().thread(notification.thread()).map(thread -> thread.root().opening());
  }

  /**
   * Its channel is gone, and with it whatever of it may be there. In the default channel it is read
   * by those who can read that one; left waiting for a look, it is read by nobody.
   */
  private Attempt reroutedUnseen(Notification leased, String reason) {
    var gone = new Refused(Refusal.CHANNEL, "could not look: " + reason);
    Update absent = Update.of(app -> DeliveryRules.absent(app, leased));
    return new Attempt(End.REROUTED, absent.then(refused(leased, gone, clock.instant())));
  }

  /**
   * Most posts whose answer was lost are in the channel by now. If it is not, it can still come:
   * then only time tells.
   */
  private Optional<ChannelPost> lookAgain(Notification notification) throws InterruptedException {
    return channel.learnsPostIds()
            && !availability.isLate()
            && channel.find(notification, availability.perCall())
                instanceof Lookup.Known<Optional<ChannelPost>>(var found)
        ? found
        : Optional.empty();
  }

  private Update refused(Notification notification, Refused refusal, Instant endedAt) {
    troubles.add(notification.id() + " not delivered: " + refusal.kind() + ", " + refusal.reason());
    return Update.of(app -> DeliveryRules.refused(app, notification, refusal, endedAt));
  }

  /**
   * Delivers the openings of many incidents in one post, if they are many for one channel.
   *
   * @return the apps as they are now
   */
  List<LeasedApp> digests(List<LeasedApp> saved) throws InterruptedException {
    List<LeasedApp> apps = saved;
    for (Route.Target target : Digest.targets(saved)) {
      // What is delivered is gone by the second time; what was refused its priority goes without.
      for (int attempt = 1; attempt <= 2; attempt++) {
        List<LeasedApp> recorded =
            apps.stream().filter(one -> !unrecorded.contains(one.app().app())).toList();
        apps = digest(apps, Digest.of(recorded, target));
      }
    }
    return apps;
  }

  private List<LeasedApp> digest(List<LeasedApp> apps, Digest digest) throws InterruptedException {
    if (!digest.isWorthIt() || !availability.isAvailable(digest.target())) {
      return apps;
    }
    Optional<OutgoingPost> outgoing =
        failures.attempt(
            AppState.ACCOUNT, Stage.DELIVER, () -> digest.outgoing(presentation, clock.instant()));
    if (outgoing.isEmpty()) {
      return apps;
    }
    Update update =
        switch (channel.post(outgoing.get(), availability.perCall())) {
          case Delivered(var id) -> {
            digest.notifications().forEach(one -> posted.add(one.id()));
            yield digest.delivered(id == null ? null : new ChannelPost(id, true), clock.instant());
          }
          case Refused refusal -> {
            troubles.add("digest not delivered: " + refusal.kind() + ", " + refusal.reason());
            availability.isAvailableAfter(refusal.kind(), digest.target());
            // A digest that is too long, for one, says nothing about its parts: each goes by
            // itself.
            yield refusal.kind() == Refusal.CONTENT || digest.isRefusedAgain(refusal)
                ? Update.NONE
                : digest.refused(refusal, clock.instant()).then(leasedAgain(refusal));
          }
        };
    var after = new ArrayList<LeasedApp>();
    for (LeasedApp one : apps) {
      var recorder = new DeliveryRecorder(one.app(), store, troubles);
      boolean recorded =
          failures
              .attempt(
                  one.app().app(),
                  Stage.DELIVER,
                  () -> {
                    recorder.apply(update);
                    return recorder.save();
                  })
              .orElse(false);
      if (!recorded) {
        unrecorded.add(one.app().app());
      }
      after.add(one.with(recorder.app()));
    }
    return after;
  }

  /**
   * What is refused its priority is tried again at once, so it stays leased: the record of that
   * second attempt may fail.
   */
  private Update leasedAgain(Refused refusal) {
    Instant now = clock.instant();
    return refusal.kind() == Refusal.PRIORITY
        ? Update.of(app -> DeliveryRules.leased(app, now, end))
        : Update.NONE;
  }

  private enum End {
    DELIVERED,
    /** To be tried in the default channel. */
    REROUTED,
    WAITING
  }

  /** What the attempt to deliver one notification came to. */
  private record Attempt(End end, Update update) {
    static Attempt delivered(Notification notification, Delivered done, Update before) {
      PostId id = done.post();
      return delivered(notification, id == null ? null : new ChannelPost(id, false), before);
    }

    static Attempt delivered(Notification notification, @Nullable ChannelPost post, Update before) {
      return new Attempt(End.DELIVERED, before.then(Update.delivered(notification, post)));
    }

    static Attempt waiting(Notification notification) {
      return waiting(Update.of(app -> DeliveryRules.released(app, notification)));
    }

    static Attempt waiting(Update update) {
      return new Attempt(End.WAITING, update);
    }
  }
}
