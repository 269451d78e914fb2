package dev.herokumattermost.local;

import dev.herokumattermost.incident.AppState;
import dev.herokumattermost.local.mattermost.ChannelPosts;
import dev.herokumattermost.local.page.AppView;
import dev.herokumattermost.local.page.ChannelView;
import dev.herokumattermost.local.page.Command;
import dev.herokumattermost.local.page.Controls;
import dev.herokumattermost.local.page.PageState;
import dev.herokumattermost.local.page.PageState.Section;
import dev.herokumattermost.local.page.PassDetails;
import dev.herokumattermost.local.page.PassDetails.AppDetails;
import dev.herokumattermost.local.page.PassLog;
import dev.herokumattermost.local.page.PlaybackView;
import dev.herokumattermost.local.page.PlaybackView.Services;
import dev.herokumattermost.local.page.ReplayView;
import dev.herokumattermost.outbox.StoredApp;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What the live page shows of real services: what the table keeps and what the passes did. Nothing
 * can be changed by it. What the table keeps has no secret in it, and nothing else is shown.
 */
final class RealView implements Controls {
  private static final int MOST_APPS = 20;

  private final Services services;
  private final String channelName;
  private final StoredItems items;
  private final String watch;
  private final Optional<ChannelView> channel;
  private final Duration every;
  private final PageState state = new PageState();
  private final PassLog passes;

  /**
   * Shows nothing yet.
   *
   * @param services whose services they are
   * @param channelName where posts go, in the settings' words
   * @param watch the partition of the table
   * @param channel where posts go; empty if it cannot be read
   */
  RealView(
      Services services,
      String channelName,
      StoredItems items,
      String watch,
      Optional<? extends ChannelPosts> channel,
      Duration every) {
    this.services = services;
    this.channelName = channelName;
    this.items = items;
    this.watch = watch;
    this.channel = channel.map(ChannelView::new);
    this.every = every;
    passes = new PassLog(channel, this::detailsOf);
    show(Instant.EPOCH);
  }

  PageState state() {
    return state;
  }

  /**
   * Shows a pass and what came of it.
   *
   * @param result as the function returned it
   */
  void add(Instant at, Map<String, Object> result, Duration took) {
    passes.add(at, result, took);
    show(at);
  }

  private void show(Instant at) {
    state.show(
        Section.PLAYBACK,
        Map.of(
            "playback",
            new PlaybackView(
                services,
                channelName,
                at.truncatedTo(ChronoUnit.SECONDS),
                (int) every.toSeconds(),
                0,
                1,
                null,
                null,
                null)));
    state.show(
        Section.APPS,
        items.apps(watch).stream()
            .map(StoredApp::state)
            .filter(app -> !app.app().equals(AppState.ACCOUNT))
            .map(AppView::of)
            .collect(Collectors.toMap(AppView::name, Function.identity())));
    channel.ifPresent(view -> state.show(Section.POSTS, view.posts()));
    state.show(
        Section.PASSES,
        passes.passes().stream()
            .collect(Collectors.toMap(pass -> String.valueOf(pass.number()), Function.identity())));
  }

  private PassDetails detailsOf(Set<String> apps) {
    return new PassDetails(
        items.byApp().entrySet().stream()
            .filter(item -> apps.isEmpty() || apps.contains(item.getKey()))
            .limit(MOST_APPS)
            .map(item -> new AppDetails(item.getKey(), item.getValue(), List.of()))
            .toList());
  }

  @Override
  public String carryOut(Command command) throws Refused {
    throw new Refused("These are your own services. The page only looks at them.");
  }

  @Override
  public PassDetails details(int pass) throws Refused {
    return passes.details(pass);
  }

  @Override
  public ReplayView replay(String rules) throws Refused {
    throw new Refused("Only what happened on the simulated services can be played again.");
  }
}
