package dev.herokumattermost.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herokumattermost.dyno.AppId;
import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.dyno.ListedApp;
import dev.herokumattermost.rules.Glob;
import dev.herokumattermost.rules.Selection;
import dev.herokumattermost.rules.Selection.OfTeam;
import dev.herokumattermost.rules.Selection.OneApp;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AllWatchedTest {
  private static final Selection NAMES = Selection.ofNames(List.of(new AppName("api")));
  private static final Selection TEAM =
      new Selection(
          List.of(new OfTeam("store", Glob.ANY)), List.of(new OneApp(new AppName("scratch"))));

  @Test
  void whatNobodyNamesOrSelectsIsNobodys() {
    AllWatched all = AllWatched.NONE.and(NAMES).and(TEAM, Optional.of(KnownApps.none(TEAM)));

    assertThat(all.leaveOut(app("old", "acme"))).isTrue();
    assertThat(all.leaveOut(app("api", "acme"))).isFalse();
  }

  @Test
  void whatIsSelectedButNotKnownYetIsSomebodys() {
    AllWatched all = AllWatched.NONE.and(TEAM, Optional.of(KnownApps.none(TEAM)));

    assertThat(all.leaveOut(app("new", "store"))).isFalse();
    assertThat(all.leaveOut(app("scratch", "store"))).as("an exclusion").isTrue();
  }

  /** As one of a pipeline, which no list of all apps shows. */
  @Test
  void whatIsKnownIsSomebodysWhateverItIsCalled() {
    ListedApp known = app("shop", "acme");
    AllWatched all =
        AllWatched.NONE.and(TEAM, Optional.of(KnownApps.none(TEAM).withApps(List.of(known))));

    assertThat(all.leaveOut(known)).isFalse();
    assertThat(
            all.leaveOut(
                new ListedApp(known.id(), new AppName("renamed"), "acme", null, Set.of(), false)))
        .isFalse();
  }

  @Test
  void asLongAsOneAccountDoesNotKnowItsAppsNothingIsNobodys() {
    AllWatched all = AllWatched.NONE.and(NAMES).and(TEAM, Optional.empty());

    assertThat(all.leaveOut(app("old", "acme"))).isFalse();
  }

  private static ListedApp app(String name, String team) {
    return new ListedApp(
        new AppId("id-of-" + name), new AppName(name), team, null, Set.of(), false);
  }
}
