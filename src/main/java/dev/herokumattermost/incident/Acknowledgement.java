package dev.herokumattermost.incident;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Who has said, by a reaction to an incident's root post, that they know of it.
 *
 * @param acknowledgedBy those who look after the incident: 👀
 * @param mutedBy those who want to hear of the incident only when it is over: 🔇
 */
public record Acknowledgement(List<Person> acknowledgedBy, List<Person> mutedBy) {
  public static final Acknowledgement NONE = new Acknowledgement(List.of(), List.of());

  private static final String EYES = "eyes";
  private static final String MUTE = "mute";

  public Acknowledgement {
    acknowledgedBy = List.copyOf(acknowledgedBy);
    mutedBy = List.copyOf(mutedBy);
  }

  /**
   * A person in Mattermost.
   *
   * @param id Mattermost's
   * @param name the user name; empty if Mattermost did not say
   */
  public record Person(String id, String name) {}

  /**
   * One reaction to a post.
   *
   * @param user Mattermost's id of the person
   * @param emoji its name without colons, such as {@code eyes}
   * @param at by Mattermost's clock
   */
  public record Reaction(String user, String emoji, Instant at) {}

  /** What the reactions to a post say. People keep the names that are known already. */
  public Acknowledgement from(List<Reaction> reactions) {
    return new Acknowledgement(who(reactions, EYES), who(reactions, MUTE));
  }

  private List<Person> who(List<Reaction> reactions, String emoji) {
    var people = new ArrayList<Person>();
    for (Reaction reaction : reactions) {
      if (reaction.emoji().equals(emoji)) {
        people.add(person(reaction.user()));
      }
    }
    return people;
  }

  private Person person(String id) {
    return Stream.concat(acknowledgedBy.stream(), mutedBy.stream())
        .filter(person -> person.id().equals(id))
        .findFirst()
        .orElse(new Person(id, ""));
  }

  /** Whether nobody needs a reminder. */
  public boolean acknowledged() {
    return !acknowledgedBy.isEmpty() || muted();
  }

  public boolean muted() {
    return !mutedBy.isEmpty();
  }
}
