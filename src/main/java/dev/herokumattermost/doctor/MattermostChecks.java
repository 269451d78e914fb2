package dev.herokumattermost.doctor;

import dev.herokumattermost.mattermost.BotRights;
import dev.herokumattermost.mattermost.BotRights.Account;
import dev.herokumattermost.mattermost.ChannelName;
import dev.herokumattermost.watch.Lookup;
import dev.herokumattermost.watch.Lookup.Known;
import dev.herokumattermost.watch.Lookup.Unknown;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Whether the bot can tell something, without telling it.
 *
 * @param channels every one that something may be told in
 * @param people every name that a rule calls, without the {@code @}
 */
record MattermostChecks(
    BotRights bot, Collection<ChannelName> channels, Collection<String> people, TimeLeft time) {
  private static final String SERVER = "mattermost server";

  List<Check> run() throws InterruptedException {
    return switch (bot.ping(time.forOne())) {
      case Unknown<Optional<Instant>>(_, var why) ->
          List.of(
              Check.failed(
                  SERVER,
                  why,
                  "open MATTERMOST_URL in a browser: the function must reach it from where it runs"));
      case Known<Optional<Instant>>(var date) -> {
        var checks = new ArrayList<Check>();
        checks.add(Check.ok(SERVER, "answers"));
        Instant now = time.clock().instant();
        checks.add(Clocks.check("mattermost", date.map(theirs -> Duration.between(now, theirs))));
        checks.addAll(account());
        yield checks;
      }
    };
  }

  private List<Check> account() throws InterruptedException {
    String name = "mattermost bot";
    return switch (bot.account(time.forOne())) {
      case Unknown<Account>(_, var why) ->
          List.of(
              Check.failed(
                  name,
                  why,
                  "make a token for the bot (Integrations > Bot Accounts) and store it"));
      case Known<Account>(var account) -> {
        var checks = new ArrayList<Check>();
        checks.add(
            account.bot()
                ? Check.ok(name, "@" + account.name())
                : Check.warning(
                    name,
                    "@" + account.name() + " is a person",
                    "make a bot account: a person's alerts do not notify that person"));
        for (ChannelName channel : channels) {
          checks.add(channel(channel));
        }
        for (String person : people) {
          checks.add(person(person));
        }
        yield checks;
      }
    };
  }

  private Check channel(ChannelName channel) throws InterruptedException {
    String name = "channel " + channel;
    return switch (bot.channel(channel, time.forOne())) {
      case Unknown<String>(_, var why) ->
          Check.failed(
              name, why, "take the handles from the channel's address, and add the bot to it");
      case Known<String>(var id) -> {
        var problems = new ArrayList<String>();
        because(bot.member(id, time.forOne())).ifPresent(problems::add);
        because(bot.reads(id, time.forOne())).ifPresent(problems::add);
        yield problems.isEmpty()
            ? Check.ok(
                name, "found, the bot is a member and can read; \"say\" proves that it can post")
            : Check.failed(
                name,
                String.join("; ", problems),
                "add the bot to the team and to the channel: without reading, it tells things twice");
      }
    };
  }

  private Check person(String person) throws InterruptedException {
    String name = "mention @" + person;
    return because(bot.knows(person, time.forOne()))
        .map(why -> Check.warning(name, why, "correct the name, unless it is a group's"))
        .orElseGet(() -> Check.ok(name, "found"));
  }

  private static Optional<String> because(Lookup<Boolean> asked) {
    return asked instanceof Unknown<Boolean>(_, var why) ? Optional.of(why) : Optional.empty();
  }
}
