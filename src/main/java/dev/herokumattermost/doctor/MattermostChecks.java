package dev.herokumattermost.doctor;

import dev.herokumattermost.dyno.Lookup;
import dev.herokumattermost.dyno.Lookup.Known;
import dev.herokumattermost.dyno.Lookup.Unknown;
import dev.herokumattermost.mattermost.BotPermissions;
import dev.herokumattermost.mattermost.BotPermissions.Account;
import dev.herokumattermost.pass.Deadline;
import dev.herokumattermost.rules.ChannelName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whether the bot can post, without posting.
 *
 * @param channels every channel that alerts can go to
 * @param people every name that a rule mentions, without the {@code @}
 */
record MattermostChecks(
    BotPermissions bot, List<ChannelName> channels, List<String> people, Deadline deadline) {
  private static final Duration LONGEST = Duration.ofSeconds(5);

  List<Check> run() throws InterruptedException {
    var checks = new ArrayList<Check>();
    Lookup<Optional<Instant>> ping = bot.ping(soon());
    checks.add(
        Check.of(
            "mattermost server",
            ping,
            _ -> "answers",
            "open MATTERMOST_URL in a browser: it is the server alone, without a team, and the"
                + " function must reach it from where it runs; for an authority of your own set"
                + " MATTERMOST_CA"));
    if (!(ping instanceof Known<Optional<Instant>>(var date))) {
      return checks;
    }
    Instant now = deadline.clock().instant();
    checks.add(ClockCheck.of("mattermost", date.map(at -> Duration.between(now, at))));
    Lookup<Account> account = bot.account(soon());
    checks.add(account(account));
    if (account instanceof Known<Account>) {
      for (ChannelName channel : channels) {
        checks.add(channel(channel));
      }
      for (String person : people) {
        checks.add(person(person));
      }
    }
    return checks;
  }

  private static Check account(Lookup<Account> account) {
    String name = "mattermost bot";
    return account instanceof Known<Account>(var person) && !person.bot()
        ? Check.warning(
            name,
            "@" + person.name() + " is a person",
            "make a bot account: a person's alerts do not notify that person")
        : Check.of(
            name,
            account,
            bot -> "@" + bot.name(),
            fix(
                account,
                "make a token for the bot (Integrations > Bot Accounts) and store it; if it has one,"
                    + " see there that the bot is enabled"));
  }

  /** A token is no cure for a server that is in trouble, or for a proxy in front of it. */
  private static String fix(Lookup<?> answer, String ifRefused) {
    return answer instanceof Unknown<?>(var refused, _) && !refused
        ? "look at what answers at MATTERMOST_URL, and at the log of the Mattermost server"
        : ifRefused;
  }

  private Check channel(ChannelName channel) throws InterruptedException {
    String name = "channel " + channel;
    return switch (bot.channel(channel, soon())) {
      case Unknown<String> unknown ->
          Check.failed(
              name,
              unknown.reason(),
              fix(unknown, "take the handles from the channel's address, and add the bot to it"));
      case Known<String>(var id) -> {
        String problems =
            Stream.of(bot.member(id, soon()), bot.reads(id, soon()))
                .flatMap(answer -> Check.whyUnknown(answer).stream())
                .collect(Collectors.joining("; "));
        yield problems.isEmpty()
            ? Check.ok(
                name,
                "found, the bot is a member and can read; \"test-alert\" proves that it can post")
            : Check.failed(
                name,
                problems,
                "add the bot to the team and to the channel: without reading, it posts things"
                    + " twice");
      }
    };
  }

  private Check person(String person) throws InterruptedException {
    String name = "mention @" + person;
    return Check.whyUnknown(bot.knows(person, soon()))
        .map(why -> Check.warning(name, why, "correct the name, unless it is a group's"))
        .orElseGet(() -> Check.ok(name, "found"));
  }

  /** For one question. When all time is used up, it fails at once. */
  private Deadline soon() {
    return deadline.atMost(LONGEST);
  }
}
