package dev.herokumattermost.incident;

import java.time.Instant;
import java.util.Comparator;
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

  /** So many people are kept for each; that there are more is all that anybody needs to know. */
  public static final int MOST = 6;

  private static final String EYES = "eyes";
  private static final String MUTE = "mute";

  public Acknowledgement {
    acknowledgedBy = acknowledgedBy.stream().limit(MOST).toList();
    mutedBy = mutedBy.stream().limit(MOST).toList();
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

  /** What the reactions to a post say, the first first. People keep the names that are known. */
  public Acknowledgement from(List<Reaction> reactions) {
    return new Acknowledgement(who(reactions, EYES), who(reactions, MUTE));
  }

  private List<Person> who(List<Reaction> reactions, String emoji) {
    return reactions.stream()
        .filter(reaction -> reaction.emoji().equals(emoji))
        .sorted(Comparator.comparing(Reaction::at).thenComparing(Reaction::user))
        .limit(MOST)
        .map(reaction -> person(reaction.user()))
        .toList();
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
