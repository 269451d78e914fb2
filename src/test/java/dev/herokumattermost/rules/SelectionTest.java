package dev.herokumattermost.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herokumattermost.dyno.AppId;
import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.dyno.ListedApp;
import dev.herokumattermost.dyno.ListedApp.PipelineStage;
import dev.herokumattermost.rules.Selection.Entry;
import dev.herokumattermost.rules.Selection.InPipeline;
import dev.herokumattermost.rules.Selection.InSpace;
import dev.herokumattermost.rules.Selection.Matching;
import dev.herokumattermost.rules.Selection.OfTeam;
import dev.herokumattermost.rules.Selection.OneApp;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class SelectionTest {
  private static final ListedApp API = app("api", "acme", "acme-prod", "production", false);
  private static final ListedApp PREVIEW = app("api-pr-7", "acme", null, "review", false);
  private static final ListedApp OWN = app("blog", null, null, null, false);
  private static final ListedApp OLD = app("old", "acme", "acme-prod", "production", true);
  private static final List<ListedApp> ALL = List.of(API, PREVIEW, OWN, OLD);

  @Test
  void entriesTakeByNameTeamSpaceAndStage() {
    assertThat(selected(List.of(matching("api*")))).containsExactly("api", "api-pr-7");
    assertThat(selected(List.of(matching("*")))).containsExactly("api", "api-pr-7", "blog");
    assertThat(selected(List.of(new OfTeam("acme", Glob.ANY)))).containsExactly("api", "api-pr-7");
    assertThat(selected(List.of(new OfTeam("acme", new Glob("*-pr-*")))))
        .containsExactly("api-pr-7");
    assertThat(selected(List.of(new InSpace("acme-prod")))).containsExactly("api");
    assertThat(selected(List.of(new InPipeline("shop", null)))).containsExactly("api", "api-pr-7");
    assertThat(selected(List.of(new InPipeline("shop", "production")))).containsExactly("api");
  }

  @Test
  void namedAppIsSelectedWhetherHerokuListsItOrNot() {
    assertThat(selected(List.of(one("web"), one("old")))).containsExactly("old", "web");
  }

  @Test
  void exclusionOfATeamLeavesOutWhatIsNamed() {
    assertThat(selected(List.of(one("api"), one("blog")), new OfTeam("acme", Glob.ANY)))
        .containsExactly("blog");
  }

  @Test
  void namesAloneNeedNoList() {
    assertThat(new Selection(List.of(one("api")), List.of(matching("web-*"))).isOfNamesAlone())
        .isTrue();
    assertThat(new Selection(List.of(one("api")), List.of(new InSpace("lab"))).isOfNamesAlone())
        .isFalse();
  }

  @Test
  void everyEntrySaysWhichListShowsItsApps() {
    var selection =
        new Selection(
            List.of(one("api"), matching("web-*"), new InSpace("s"), new OfTeam("acme", Glob.ANY)),
            List.of(matching("*-pr-*"), new InPipeline("shop", "review")));

    assertThat(selection.lists())
        .containsExactlyInAnyOrder(
            new AppList.Everything(), new AppList.OfTeam("acme"), new AppList.OfPipeline("shop"));
  }

  @Property
  void exclusionAlwaysWins(
      @ForAll("entries") List<Entry> entries,
      @ForAll("entries") List<Entry> exclusions,
      @ForAll("apps") List<ListedApp> apps) {
    var selected = new Selection(entries, exclusions).of(apps);

    for (ListedApp app : apps) {
      boolean excluded = exclusions.stream().anyMatch(out -> out.takes(app));
      boolean wanted = entries.stream().anyMatch(entry -> entry.takes(app));
      assertThat(selected.contains(app.name())).isEqualTo(wanted && !excluded);
    }
  }

  @Property
  void orderDoesNotMatter(
      @ForAll("entries") List<Entry> entries,
      @ForAll("entries") List<Entry> exclusions,
      @ForAll("apps") List<ListedApp> apps,
      @ForAll Random random) {
    var one = new Selection(entries, exclusions);
    var other = new Selection(shuffled(entries, random), shuffled(exclusions, random));

    assertThat(other.of(shuffled(apps, random))).isEqualTo(one.of(apps));
    assertThat(other.lists()).isEqualTo(one.lists());
    assertThat(other.names()).isEqualTo(one.names());
  }

  @Provide
  Arbitrary<List<Entry>> entries() {
    Arbitrary<Entry> entry =
        Arbitraries.oneOf(
            names().map(SelectionTest::one),
            names().map(name -> matching(name.charAt(0) + "*")),
            names().map(name -> matching("*" + name.substring(1))),
            groups().map(team -> new OfTeam(team, Glob.ANY)),
            Combinators.combine(groups(), names())
                .as((team, name) -> new OfTeam(team, new Glob(name.charAt(0) + "*"))),
            groups().map(InSpace::new),
            groups().map(pipeline -> new InPipeline(pipeline, null)),
            Combinators.combine(groups(), Arbitraries.of("review", "production"))
                .as(InPipeline::new));
    return entry.list().ofMinSize(1).ofMaxSize(4);
  }

  @Provide
  Arbitrary<List<ListedApp>> apps() {
    return Combinators.combine(
            names(),
            groups().injectNull(0.3),
            groups().injectNull(0.3),
            Arbitraries.of("review", "production").injectNull(0.3),
            Arbitraries.of(true, false))
        .as(SelectionTest::app)
        .list()
        .uniqueElements(ListedApp::name)
        .ofMaxSize(8);
  }

  private static Arbitrary<String> names() {
    return Arbitraries.of("api", "ape", "web", "wab-pi", "api-pr-7");
  }

  private static Arbitrary<String> groups() {
    return Arbitraries.of("shop", "acme");
  }

  private static <T> List<T> shuffled(List<T> list, Random random) {
    var copy = new ArrayList<>(list);
    Collections.shuffle(copy, random);
    return copy;
  }

  private static List<String> selected(List<Entry> entries, Entry... exclusions) {
    return new Selection(entries, List.of(exclusions))
        .of(ALL).stream().map(AppName::value).toList();
  }

  private static Entry one(String name) {
    return new OneApp(new AppName(name));
  }

  private static Entry matching(String pattern) {
    return new Matching(new Glob(pattern));
  }

  private static ListedApp app(
      String name, String team, String space, String stage, boolean archived) {
    return new ListedApp(
        new AppId("id-" + name),
        new AppName(name),
        team,
        space,
        stage == null ? Set.of() : Set.of(new PipelineStage("shop", stage)),
        archived);
  }
}
