package dev.herokumattermost.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.herokumattermost.local.page.Command.BadDeploy;
import dev.herokumattermost.local.page.Command.Course;
import dev.herokumattermost.local.page.Command.Crash;
import dev.herokumattermost.local.page.Command.Deploy;
import dev.herokumattermost.local.page.Command.Fix;
import dev.herokumattermost.local.page.LivePage;
import dev.herokumattermost.local.page.PageState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** The live page as people use it, in a real browser. */
class LivePageInBrowserTest {
  private static final Path PICTURES =
      System.getProperty("pictures.update") == null
          ? Path.of("target", "pictures")
          : Path.of("docs", "images");
  private static final String API = "[aria-label='App api']";
  private static final String POSTS = "#threads";
  private static final String LAST_PASS = "#rows tr:first-child";

  private static Optional<Browser> started = Optional.empty();

  private Browser browser;
  private SimulatedWatch watch;
  private Playback playback;
  private LivePage page;
  private Thread time;

  @BeforeAll
  static void startBrowser() {
    started = Browser.start();
    if (started.isEmpty()) {
      System.out.println(
          "SKIPPED: the live page in a browser needs chromium and chromedriver on the path"
              + " (Debian's packages chromium and chromium-driver)");
    }
  }

  @AfterAll
  static void endBrowser() {
    started.ifPresent(Browser::close);
  }

  @BeforeEach
  void start() throws Exception {
    assumeTrue(started.isPresent(), "no chromium with a chromedriver is on the path");
    browser = started.get();
    watch = new SimulatedWatch(Map.of());
    var state = new PageState();
    playback = new Playback(watch, state);
    page = new LivePage(state, playback, 0);
    time = Thread.ofVirtual().start(this::play);
    browser.look(1440, 1000, "light");
    browser.complaints();
    browser.requests();
  }

  private void play() {
    try {
      playback.run();
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  @AfterEach
  void stop() throws Exception {
    if (page != null) {
      browser.open("about:blank");
      playback.close();
      time.join();
      page.close();
      watch.close();
    }
  }

  private void open() {
    browser.open(page.uri().toString());
    browser.awaitText("#apps", "web-frontend");
  }

  private void nextPass() {
    Object before = browser.run("return document.querySelectorAll('#rows tr').length");
    browser.click("#time-controls", "Next pass");
    browser.await("return document.querySelectorAll('#rows tr').length > arguments[0]", before);
  }

  private void condition(String part, String value) {
    browser.run(
        "document.querySelector(arguments[0]).click()",
        "#" + part + "-condition [value=" + value + "]");
    browser.awaitText("#status", value.equals("WELL") ? "well" : "down");
  }

  @Test
  void theWholeStoryByClicks() {
    open();
    nextPass();
    browser.awaitText(LAST_PASS, "nothing new");

    browser.find(API + " form input").sendKeys("<script>alert(1)</script> @all ```" + Keys.ENTER);
    browser.awaitText("#status", "logged a line");
    browser.click(API, "Stays down");
    browser.awaitText(API + " .dyno.crashed", "web.1");
    nextPass();
    browser.awaitText(POSTS, "1 of 2 dynos crashed — exit 1");
    browser.awaitText(POSTS, "<script>alert(1)</script> @all");
    browser.awaitText(LAST_PASS, "web.1 failed, crashed A crash – people must act");

    browser.click(POSTS, "Acknowledge: nobody is reminded");
    browser.awaitText(POSTS + " [aria-pressed=true]", "👀 1");
    browser.click(API, "Fix");
    nextPass();
    browser.awaitText(POSTS, "all dynos up, confirming");
    nextPass();
    browser.awaitText(POSTS, "recovered after");
    browser.awaitText(POSTS, "(edited");

    browser.click(API, "Deploy");
    nextPass();
    browser.awaitText(LAST_PASS, "web deployed, silent (2 times) A deploy");
    browser.click(API, "Bad deploy");
    nextPass();
    browser.awaitText(POSTS, "11 s after release v3");
    browser.click(API, "Roll back");
    browser.awaitText(API, "v4 Rollback to v2");

    condition("heroku", "DOWN");
    nextPass();
    browser.awaitText(LAST_PASS, "cannot be read: heroku failed");
    condition("heroku", "WELL");
    condition("mattermost", "DOWN");
    browser.find("[aria-label='App web-frontend'] select").sendKeys("exit 137");
    browser.click("[aria-label='App web-frontend']", "Crash loop");
    nextPass();
    browser.awaitText(LAST_PASS + " [data-name=waiting]", "1");
    condition("mattermost", "WELL");
    nextPass();
    browser.awaitText(POSTS, "web-frontend web: 1 of 2 dynos crashed");
    assertNothingIsWrong();
  }

  @Test
  void timePassesAtThePaceThatIsSet() {
    open();
    browser.find("#pace").sendKeys(Keys.END);
    browser.awaitText("#pace-shown", "120×");
    browser.click("#time-controls", "Go: time goes on");
    browser.await("return document.querySelectorAll('#rows tr').length >= 3");
    browser.click("#time-controls", "Pause: time stands still");
    browser.awaitText("#go", "Go");
    assertNothingIsWrong();
  }

  @Test
  void postsAreSearched() {
    for (String text : List.of("one", "two", "twenty-two")) {
      watch.services.mattermost.post(watch.services.mattermost.ada(), text);
    }
    open();
    browser.awaitText(POSTS, "twenty-two");
    browser.find("#search").sendKeys("two");
    browser.awaitText("#found", "2 of 3 posts");
    assertThat(browser.text(POSTS)).doesNotContain("one").contains("two", "twenty-two");
  }

  @Test
  void passOpensWhatIsStoredAndLogged() {
    open();
    nextPass();
    browser.click(API, "Stays down");
    nextPass();
    browser.run("document.querySelector('#rows button').click()");
    browser.awaitText(".behind .item", "\"kind\" : \"failing\"");
    browser.awaitText(".behind .log", "Process exited with status 1");
    assertNothingIsWrong();
  }

  @Test
  void otherRulesArePlayed() {
    open();
    nextPass();
    browser.click(API, "Stays down");
    nextPass();
    browser.find("#yaml").clear();
    browser.find("#yaml").sendKeys("rules:\n  - apps: [api]\npriority: loud\n");
    browser.click("#rules", "Play it again");
    browser.awaitText(".mistakes", "line 3");
    browser.find("#yaml").clear();
    browser.find("#yaml").sendKeys("rules: [{priority: urgent}]");
    browser.click("#rules", "Play it again");
    browser.awaitText(
        "#replayed", "By these rules 1 post and 0 replies; as it was, 1 post and 0 replies.");
    browser.awaitText("#replayed .tag.urgent", "URGENT");
    assertNothingIsWrong();
  }

  @Test
  void rulesAreReadOnThePagesOfTheProject() {
    browser.open(page.uri() + "docs/scenarios.md#daily-cycling");
    browser.awaitText(":target", "Daily cycling");
    assertNothingIsWrong();
  }

  @Test
  void everythingIsReachedByKeyboard() {
    open();
    browser.find("body").sendKeys(Keys.TAB);
    assertThat(browser.run("return document.activeElement.textContent"))
        .isEqualTo("Skip to the apps");
    Object unreachable =
        browser.run(
            "return [...document.querySelectorAll('[tabindex]')].filter(one => one.tabIndex > 0).length");
    assertThat(unreachable).isEqualTo(0L);
    browser.run("document.querySelectorAll('.dyno')[1].focus()");
    ((WebElement) browser.run("return document.activeElement")).sendKeys(Keys.SPACE);
    browser.awaitText(API + " legend", "web.2");
  }

  @ParameterizedTest
  @CsvSource({"1440, light", "1440, dark", "390, light", "390, dark"})
  void isOpenToEverybody(int width, String colours) throws Exception {
    playSomething();
    browser.look(width, 900, colours);
    open();
    browser.awaitText(POSTS, "after release");
    browser.run("document.querySelectorAll('#rows button')[0].click()");
    browser.awaitText(".behind", "What the table keeps");

    assertThat(browser.barriers()).isEmpty();
    assertThat(browser.run("return document.documentElement.scrollWidth"))
        .as("nothing sticks out to the right")
        .isEqualTo((long) width);
  }

  @Test
  void staysFluidWithManyDynosAndPosts() throws Exception {
    watch.services.model.app("api").scale("web", 500);
    for (int post = 0; post < 100; post++) {
      watch.services.mattermost.post(
          watch.services.mattermost.ada(), "Post %d\n```\nlines\n```".formatted(post));
    }
    watch.moveTo(watch.now().plus(Duration.ofMinutes(2)));
    open();
    browser.await("return document.querySelectorAll('.dyno').length > 500");
    var paint =
        (Number)
            browser.run(
                "return performance.getEntriesByName('first-contentful-paint')[0].startTime");
    browser.run(
        """
        const tile = [...document.querySelectorAll("[aria-label='App api'] .dyno")]
          .find(one => one.firstChild.textContent === "web.300");
        window.shown = new Promise(resolve => new MutationObserver(() => {
          if (tile.classList.contains("crashed")) {
            requestAnimationFrame(() => resolve(Date.now()));
          }
        }).observe(tile, {attributes: true}));
        """);
    long begin = System.currentTimeMillis();
    playback.carryOut(new Crash("api", "web.300", 1, Course.STAYS_DOWN));
    var end = (Number) browser.runUntilItCalls("window.shown.then(arguments[0])");

    System.out.printf(
        "live page with 500 dynos and 100 posts: first paint after %d ms, an event after %d ms%n",
        paint.longValue(), end.longValue() - begin);
    assertThat(paint.longValue()).as("first paint, ms").isLessThan(10_000);
    assertThat(end.longValue() - begin).as("event, ms").isLessThan(10_000);
    assertNothingIsWrong();
  }

  /** For the README; with -Dpictures.update they are taken anew. */
  @Test
  void picturesAreTaken() throws Exception {
    playSomething();
    browser.look(1440, 1260, "light");
    open();
    browser.awaitText(POSTS, "after release");
    browser.picture(PICTURES.resolve("live.png"));
    browser.look(390, 844, "dark");
    open();
    browser.awaitText(POSTS, "after release");
    browser.picture(PICTURES.resolve("live-phone.png"));
  }

  /** A crash that was fixed, and a deploy that does not survive. */
  private void playSomething() throws Exception {
    step();
    watch.carryOut(new Crash("web-frontend", "web.2", 137, Course.STAYS_DOWN));
    step();
    watch.carryOut(new Fix("web-frontend", "web.2"));
    step();
    watch.carryOut(new Deploy("api"));
    step();
    watch.carryOut(new BadDeploy("api"));
    step();
  }

  private void step() {
    watch.moveTo(watch.now().plus(SimulatedWatch.EVERY));
    playback.pass(new LocalContext(_ -> {}));
  }

  private void assertNothingIsWrong() {
    assertThat(browser.complaints()).isEmpty();
    assertThat(browser.requests())
        .isNotEmpty()
        .allMatch(one -> one.startsWith(page.uri().toString()));
  }
}
