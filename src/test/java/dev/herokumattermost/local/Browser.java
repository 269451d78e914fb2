package dev.herokumattermost.local;

import static java.util.stream.Collectors.joining;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.ScriptTimeoutException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A headless Chromium, as Debian's packages {@code chromium} and {@code chromium-driver} have it.
 */
final class Browser implements AutoCloseable {
  /** Generous: what it bounds is a failure. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** It warns that it has no classes for this version's protocol, which are not needed here. */
  private static final Logger SELENIUM = Logger.getLogger("org.openqa.selenium");

  private final ChromeDriver driver;

  private Browser(Path chromium, Path chromedriver) {
    SELENIUM.setLevel(Level.SEVERE);
    var logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    logs.enable(LogType.PERFORMANCE, Level.ALL);
    var options = new ChromeOptions();
    options.setBinary(chromium.toFile());
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--disable-background-networking",
        "--hide-scrollbars");
    options.setCapability("goog:loggingPrefs", logs);
    var service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(chromedriver.toFile())
            .usingAnyFreePort()
            .build();
    driver = new ChromeDriver(service, options);
  }

  /** Empty where there is none on the path. */
  static Optional<Browser> start() {
    Optional<Path> chromium =
        onPath("chromium").or(() -> onPath("chromium-browser")).or(() -> onPath("google-chrome"));
    return chromium.flatMap(
        browser -> onPath("chromedriver").map(chromedriver -> new Browser(browser, chromedriver)));
  }

  private static Optional<Path> onPath(String program) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .findFirst();
  }

  void open(String address) {
    driver.get(address);
  }

  /** What the screen is like: its width and height in CSS pixels, and the colours people like. */
  void look(int width, int height, String colours) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", colours))));
  }

  /** Clicks a button by what it says, or by its label, in a part of the page. */
  void click(String within, String button) {
    WebElement found =
        driver.findElements(By.cssSelector(within + " button")).stream()
            .filter(
                one ->
                    one.getText().equals(button)
                        || button.equals(one.getDomAttribute("aria-label")))
            .findFirst()
            .orElseThrow(() -> new AssertionError("no button " + button + " in " + within));
    found.click();
  }

  WebElement find(String css) {
    return driver.findElement(By.cssSelector(css));
  }

  /** The text of all that fits, line by line. */
  String text(String css) {
    return driver.findElements(By.cssSelector(css)).stream()
        .map(WebElement::getText)
        .collect(joining("\n"));
  }

  /** Waits until the text of a part of the page contains some words. */
  void awaitText(String css, String words) {
    try {
      await(
          "return [...document.querySelectorAll(arguments[0])]"
              + ".some(one => one.innerText.includes(arguments[1]))",
          css,
          words);
    } catch (ScriptTimeoutException never) {
      throw new AssertionError("«%s» is not in %s:%n%s".formatted(words, css, text(css)), never);
    }
  }

  /** Waits until a script returns true; the browser asks it again and again. */
  void await(String script, Object... arguments) {
    runUntilItCalls(
        """
        const done = [...arguments].at(-1);
        const holds = function () { %s };
        const ask = () => holds.apply(null, arguments) ? done(true) : setTimeout(ask, 20);
        ask();
        """
            .formatted(script),
        arguments);
  }

  Object run(String script, Object... arguments) {
    return driver.executeScript(script, arguments);
  }

  /** Starts a script that ends by calling its last argument. */
  Object runUntilItCalls(String script, Object... arguments) {
    driver.manage().timeouts().scriptTimeout(PATIENCE);
    return driver.executeAsyncScript(script, arguments);
  }

  void picture(Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
  }

  /** What axe-core finds wrong for people who use the page otherwise than by eye and mouse. */
  List<String> barriers() throws IOException {
    try (InputStream axe = Browser.class.getResourceAsStream("/axe.min.js")) {
      driver.executeScript(
          new String(Objects.requireNonNull(axe).readAllBytes(), StandardCharsets.UTF_8));
    }
    Object found =
        runUntilItCalls(
            """
            const done = arguments[0];
            axe.run({resultTypes: ["violations"]}).then(
              result => done(result.violations.flatMap(
                one => one.nodes.map(node => one.id + ": " + node.target + " " + node.failureSummary))),
              error => done(["axe-core failed: " + error]));
            """);
    return ((List<?>) found).stream().map(String::valueOf).toList();
  }

  /** Every error and warning that the browser has logged since the last time it was asked. */
  List<String> complaints() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
        .map(LogEntry::getMessage)
        .toList();
  }

  /** The address of every request since the last time it was asked. */
  List<String> requests() {
    var json = JsonMapper.shared();
    return driver.manage().logs().get(LogType.PERFORMANCE).getAll().stream()
        .map(entry -> json.readTree(entry.getMessage()).path("message"))
        .filter(message -> message.path("method").asString("").equals("Network.requestWillBeSent"))
        .map(message -> message.at("/params/request/url"))
        .map(JsonNode::asString)
        .toList();
  }

  @Override
  public void close() {
    driver.quit();
  }
}
