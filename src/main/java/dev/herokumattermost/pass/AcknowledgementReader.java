package dev.herokumattermost.pass;

import dev.herokumattermost.dyno.Lookup;
import dev.herokumattermost.dyno.Lookup.Known;
import dev.herokumattermost.incident.Acknowledgement;
import dev.herokumattermost.incident.Acknowledgement.Person;
import dev.herokumattermost.incident.Acknowledgement.Reaction;
import dev.herokumattermost.incident.Incident;
import dev.herokumattermost.outbox.PostId;
import dev.herokumattermost.outbox.StoredApp;
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
 * Reads the reactions to the root posts of open incidents: of the oldest {@value #MOST}, because
 * each is a call. What cannot be read stays as it is known. It comes last in a pass, because a
 * server that is slow or limits its calls has alerts to take first.
 */
final class AcknowledgementReader {
  static final int MOST = 20;

  /** People are looked up one by one, and more of them in the passes that follow. */
  static final int MOST_NAMES = 5;

  private static final Duration PER_CALL = Duration.ofSeconds(3);

  private static final Duration ALTOGETHER = Duration.ofSeconds(10);

  /** A reaction can seem older than the failure it is about if clocks disagree. */
  private static final Duration CLOCKS_DISAGREE = Duration.ofMinutes(1);

  private final Channel channel;
  private final Deadline deadline;
  private final Map<PostId, Optional<List<Reaction>>> read = new HashMap<>();

  private int namesAsked;

  /**
   * After one call without an answer no more are made. A refusal is an answer, about that post and
   * its channel alone.
   */
  private boolean serverSilent;

  AcknowledgementReader(Channel channel, Deadline deadline) {
    this.channel = channel;
    this.deadline = deadline.atMost(ALTOGETHER);
  }

  /** The acknowledgements by the incident's id, for those whose reactions could be read. */
  Map<String, Acknowledgement> acknowledgements(Collection<StoredApp> apps)
      throws InterruptedException {
    var acknowledgements = new HashMap<String, Acknowledgement>();
    if (!channel.learnsPostIds()) {
      return acknowledgements;
    }
    for (Posted posted : posted(apps)) {
      Incident incident = posted.incident();
      Optional<List<Reaction>> reactions = reactions(posted.root());
      if (reactions.isPresent()) {
        Instant after = incident.failingSince().minus(CLOCKS_DISAGREE);
        List<Reaction> current =
            reactions.get().stream().filter(reaction -> reaction.at().isAfter(after)).toList();
        acknowledgements.put(incident.id(), named(incident.acknowledgement().from(current)));
      }
    }
    return acknowledgements;
  }

  private record Posted(Incident incident, PostId root) {}

  private static List<Posted> posted(Collection<StoredApp> apps) {
    var posted = new ArrayList<Posted>();
    for (StoredApp app : apps) {
      for (Incident incident : app.state().incidents()) {
        if (incident.isOpen()) {
          app.outbox()
              .thread(incident.id())
              .filter(thread -> thread.root().opening() != null)
              .flatMap(thread -> Optional.ofNullable(thread.root().posted()))
              .ifPresent(root -> posted.add(new Posted(incident, root.id())));
        }
      }
    }
    return posted.stream()
        .sorted(
            Comparator.comparing((Posted one) -> one.incident().openedAt())
                .thenComparing(one -> one.incident().id()))
        .limit(MOST)
        .toList();
  }

  /** Incidents of one digest share a post, which is asked about once. */
  private Optional<List<Reaction>> reactions(PostId post) throws InterruptedException {
    Optional<List<Reaction>> known = read.get(post);
    if (known != null) {
      return known;
    }
    Optional<List<Reaction>> answer = Optional.empty();
    if (!serverSilent && !deadline.isOver()) {
      switch (channel.reactions(post, deadline.atMost(PER_CALL))) {
        case Known<List<Reaction>>(var all) -> answer = Optional.of(all);
        case Lookup.Unknown<List<Reaction>>(var forbidden, _) -> serverSilent = !forbidden;
      }
    }
    read.put(post, answer);
    return answer;
  }

  private Acknowledgement named(Acknowledgement acknowledgement) throws InterruptedException {
    return new Acknowledgement(
        named(acknowledgement.acknowledgedBy()), named(acknowledgement.mutedBy()));
  }

  private List<Person> named(List<Person> people) throws InterruptedException {
    var named = new ArrayList<Person>();
    for (Person person : people) {
      named.add(person.name().isEmpty() ? named(person) : person);
    }
    return named;
  }

  private Person named(Person person) throws InterruptedException {
    if (serverSilent || deadline.isOver() || namesAsked == MOST_NAMES) {
      return person;
    }
    namesAsked++;
    return switch (channel.nameOf(person.id(), deadline.atMost(PER_CALL))) {
      case Known<String>(var name) -> new Person(person.id(), name);
      case Lookup.Unknown<String>(var forbidden, _) -> {
        serverSilent = !forbidden;
        yield person;
      }
    };
  }
}
