package dev.herokumattermost.outbox;

import dev.herokumattermost.outbox.DeliveryResult.Refusal;
import dev.herokumattermost.outbox.DeliveryResult.Refused;
import dev.herokumattermost.outbox.DeliveryResult.Refuser;
import dev.herokumattermost.outbox.DeliveryState.Due;
import dev.herokumattermost.outbox.DeliveryState.Leased;
import dev.herokumattermost.outbox.DeliveryState.Uncertain;
import dev.herokumattermost.outbox.DeliveryState.Unleased;
import dev.herokumattermost.outbox.DeliveryState.Waiting;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * How far the delivery of one thing is.
 *
 * @param attempts those that ended without it being delivered
 * @param form what is left of the post after what was refused of it
 * @param refusals why it was not delivered, each reason once
 */
@RecordBuilder
public record Delivery(DeliveryState state, int attempts, Form form, List<PastRefusal> refusals)
    implements DeliveryBuilder.With {
  /**
   * After this long, a request that Mattermost took has been stored, or never will be. Where the
   * end of an attempt is unknown, the next one waits that long and looks in the channel first.
   */
  public static final Duration SETTLED = Duration.ofSeconds(60);

  /** Of something that nobody has tried to deliver. */
  public static final Delivery NEW = new Delivery(new Due(), 0, Form.FULL, List.of());

  private static final Duration FIRST_WAIT = Duration.ofSeconds(30);
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);

  /** Beyond so many different reasons the oldest is forgotten. */
  private static final int MOST_REFUSALS = 20;

  public Delivery {
    refusals = List.copyOf(refusals);
  }

  /** How much of a post is sent. */
  public enum Form {
    FULL,
    WITHOUT_PRIORITY,
    /** The headline alone: the content itself was refused. */
    PLAIN;

    Form without(Refusal refused) {
      return switch (refused) {
        case CONTENT -> PLAIN;
        case PRIORITY -> this == FULL ? WITHOUT_PRIORITY : PLAIN;
        case TRANSIENT, AMBIGUOUS, UNEXPLAINED, CONFIGURATION, CHANNEL, ROOT -> this;
      };
    }
  }

  /**
   * One reason why something was not delivered.
   *
   * @param by who refused it
   * @param reason as it was the last time
   * @param times how often, from the first time to the last
   */
  public record PastRefusal(Refuser by, String reason, int times, Instant first, Instant last) {
    /** The id of a request differs each time; the reason is the same. */
    private static final Pattern REQUEST = Pattern.compile(" \\(request [^)]*\\)");

    boolean isSame(String other) {
      return withoutRequest().equals(REQUEST.matcher(other).replaceAll(""));
    }

    /** The reason, without what only a search in the server's log needs. */
    public String withoutRequest() {
      return REQUEST.matcher(reason).replaceAll("");
    }
  }

  /** Whether it may be in the channel although nobody recorded it. */
  public boolean isUncertain() {
    return unleased() instanceof Uncertain;
  }

  boolean isCertainlyUndelivered() {
    return switch (state) {
      case Due _, Waiting _ -> true;
      case Uncertain _, Leased _ -> false;
    };
  }

  boolean isDueAt(Instant now) {
    boolean free = !(state instanceof Leased leased) || !leased.until().plus(SETTLED).isAfter(now);
    return free
        && switch (unleased()) {
          case Due _ -> true;
          case Waiting(var notBefore) -> !notBefore.isAfter(now);
          case Uncertain(var notBefore) -> !notBefore.isAfter(now);
        };
  }

  private Unleased unleased() {
    return switch (state) {
      case Leased leased -> leased.before();
      case Unleased unleased -> unleased;
    };
  }

  /** A pass takes it. A lease that ran out without word leaves it uncertain. */
  Delivery leased(Instant until) {
    Unleased before =
        switch (state) {
          case Leased(var ranOut, Due _) -> new Uncertain(ranOut);
          case Leased(_, Waiting(var notBefore)) -> new Uncertain(notBefore);
          case Leased(_, Uncertain uncertain) -> uncertain;
          case Unleased unleased -> unleased;
        };
    return withState(new Leased(until, before));
  }

  /** The pass did not try it after all. */
  Delivery released() {
    return withState(unleased());
  }

  /** To be tried at once, in full. What is uncertain waits: its last attempt may still arrive. */
  Delivery afresh() {
    return withState(isUncertain() ? unleased() : new Due()).withForm(Form.FULL);
  }

  /** Certainly not delivered where it was tried; the pass goes on to try it elsewhere. */
  Delivery elsewhere(Refused refusal, Instant at) {
    return certain().withRefusals(refusalsWith(refusal, at));
  }

  /** It is certainly not in the channel. */
  Delivery certain() {
    return withState(
        switch (state) {
          case Leased(var until, Uncertain(var notBefore)) ->
              new Leased(until, new Waiting(notBefore));
          case Uncertain(var notBefore) -> new Waiting(notBefore);
          case Leased _, Due _, Waiting _ -> state;
        });
  }

  /** An attempt was refused. */
  Delivery after(Refused refusal, Instant endedAt) {
    int count = attempts + 1;
    Duration asked = refusal.retryAfter();
    Duration wait =
        switch (refusal.kind()) {
          case TRANSIENT, UNEXPLAINED -> longer(backoff(count), asked);
          case AMBIGUOUS -> longer(longer(SETTLED, backoff(count)), asked);
          case CONTENT, PRIORITY -> form == Form.PLAIN ? LONGEST_WAIT : Duration.ZERO;
          case CHANNEL, ROOT -> Duration.ZERO;
          case CONFIGURATION -> LONGEST_WAIT;
        };
    Instant next = endedAt.plus(wait);
    return new Delivery(
        refusal.kind() == Refusal.AMBIGUOUS ? new Uncertain(next) : new Waiting(next),
        count,
        form.without(refusal.kind()),
        refusalsWith(refusal, endedAt));
  }

  /** The first wait is shorter than the time between two passes, so that the next pass tries. */
  private static Duration backoff(int count) {
    Duration wait = FIRST_WAIT.multipliedBy(1L << Math.min(count - 1, 10));
    return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) >= 0 ? one : other;
  }

  private List<PastRefusal> refusalsWith(Refused refusal, Instant at) {
    var all = new ArrayList<PastRefusal>();
    int times = 1;
    Instant first = at;
    for (PastRefusal past : refusals) {
      if (past.isSame(refusal.reason())) {
        times += past.times();
        first = past.first();
      } else {
        all.add(past);
      }
    }
    all.add(new PastRefusal(refusal.by(), refusal.reason(), times, first, at));
    return all.size() > MOST_REFUSALS ? all.subList(1, all.size()) : all;
  }
}
