package dev.herokumattermost.pass;

import dev.herokumattermost.watch.Attention;
import dev.herokumattermost.watch.Attention.Person;
import dev.herokumattermost.watch.Incident;
import dev.herokumattermost.watch.Lookup;
import dev.herokumattermost.watch.Memory;
import dev.herokumattermost.watch.PostId;
import dev.herokumattermost.watch.Reaction;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Asks who has reacted to the first posts of open incidents: the oldest {@value #MOST} of them, for
 * each is a call. What cannot be asked stays as it is known.
 */
final class Audience {
  static final int MOST = 20;

  private static final Duration PER_QUESTION = Duration.ofSeconds(3);

  /** A reaction may seem older than the trouble it is about if clocks disagree. */
  private static final Duration CLOCKS_DISAGREE = Duration.ofMinutes(1);

  private final Channel channel;
  private final Deadline deadline;
  private final Map<PostId, Optional<List<Reaction>>> heard = new HashMap<>();

  /**
   * One question without an answer is the last: the dynos are yet to be read. A no is an answer,
   * about that post and its channel alone.
   */
  private boolean silent;

  Audience(Channel channel, Deadline deadline) {
    this.channel = channel;
    this.deadline = deadline;
  }

  /** By incident, for those whose reactions could be read. */
  Map<String, Attention> attention(Collection<Memory> memories) throws InterruptedException {
    if (!channel.canLook()) {
      return Map.of();
    }
    List<Incident> open =
        memories.stream()
            .flatMap(memory -> memory.incidents().stream())
            .filter(incident -> incident.isOpen() && incident.root().opening() != null)
            .filter(incident -> incident.root().post().isKnown())
            .sorted(Comparator.comparing(Incident::openedAt).thenComparing(Incident::id))
            .limit(MOST)
            .toList();
    var attention = new HashMap<String, Attention>();
    for (Incident incident : open) {
      Optional<List<Reaction>> reactions = reactions(incident.root().post());
      if (reactions.isPresent()) {
        Instant after = incident.troubleSince().minus(CLOCKS_DISAGREE);
        List<Reaction> current =
            reactions.get().stream().filter(reaction -> reaction.at().isAfter(after)).toList();
        attention.put(incident.id(), named(incident.attention().heard(current)));
      }
    }
    return attention;
  }

  /** Incidents of one digest share a post, which is asked about once. */
  private Optional<List<Reaction>> reactions(PostId post) throws InterruptedException {
    Optional<List<Reaction>> known = heard.get(post);
    if (known != null) {
      return known;
    }
    Optional<List<Reaction>> answer = Optional.empty();
    if (!silent && deadline.leftToAsk().isPositive()) {
      switch (channel.reactions(post, limit())) {
        case Lookup.Known<List<Reaction>>(var all) -> answer = Optional.of(all);
        case Lookup.Unknown<List<Reaction>>(var forbidden, _) -> silent = !forbidden;
      }
    }
    heard.put(post, answer);
    return answer;
  }

  private Attention named(Attention attention) throws InterruptedException {
    return new Attention(named(attention.acknowledgedBy()), named(attention.mutedBy()));
  }

  private List<Person> named(List<Person> people) throws InterruptedException {
    var named = new ArrayList<Person>();
    for (Person person : people) {
      boolean ask = person.name().isEmpty() && deadline.leftToAsk().isPositive();
      named.add(
          ask && channel.nameOf(person.id(), limit()) instanceof Lookup.Known<String>(var name)
              ? new Person(person.id(), name)
              : person);
    }
    return named;
  }

  private Duration limit() {
    Duration left = deadline.leftToAsk();
    return left.compareTo(PER_QUESTION) < 0 ? left : PER_QUESTION;
  }
}
