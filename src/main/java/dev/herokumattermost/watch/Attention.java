package dev.herokumattermost.watch;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Who has said, by a reaction to an incident's first post, that they know of it.
 *
 * @param acknowledgedBy those who look after it: 👀
 * @param mutedBy those who want to hear of it only when it is over: 🔇
 */
public record Attention(List<Person> acknowledgedBy, List<Person> mutedBy) {
  public static final Attention NONE = new Attention(List.of(), List.of());

  private static final String EYES = "eyes";
  private static final String MUTE = "mute";

  public Attention {
    acknowledgedBy = List.copyOf(acknowledgedBy);
    mutedBy = List.copyOf(mutedBy);
  }

  /**
   * A person in Mattermost.
   *
   * @param id Mattermost's
   * @param name how others call them; empty if Mattermost did not say
   */
  public record Person(String id, String name) {}

  /** Reads the reactions to a post, with the persons named as far as they are known already. */
  public Attention heard(List<Reaction> reactions) {
    return new Attention(who(reactions, EYES), who(reactions, MUTE));
  }

  private List<Person> who(List<Reaction> reactions, String emoji) {
    var people = new ArrayList<Person>();
    for (Reaction reaction : reactions) {
      if (reaction.emoji().equals(emoji)) {
        people.add(known(reaction.user()));
      }
    }
    return people;
  }

  private Person known(String id) {
    return Stream.concat(acknowledgedBy.stream(), mutedBy.stream())
        .filter(person -> person.id().equals(id))
        .findFirst()
        .orElse(new Person(id, ""));
  }

  /** Whether nobody need be reminded. */
  public boolean heeded() {
    return !acknowledgedBy.isEmpty() || muted();
  }

  public boolean muted() {
    return !mutedBy.isEmpty();
  }
}
