package dev.herokumattermost.webhook;

import static dev.herokumattermost.webhook.Webhooks.AT;
import static dev.herokumattermost.webhook.Webhooks.SECRET;
import static dev.herokumattermost.webhook.Webhooks.headers;
import static dev.herokumattermost.webhook.Webhooks.request;
import static dev.herokumattermost.webhook.Webhooks.signature;
import static org.assertj.core.api.Assertions.assertThat;

import dev.herokumattermost.Seeds;
import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.dyno.DynoId;
import dev.herokumattermost.dyno.DynoState;
import dev.herokumattermost.http.Secret;
import dev.herokumattermost.json.Json;
import dev.herokumattermost.pass.Work.Hint;
import dev.herokumattermost.webhook.WebhookAnswer.Ignored;
import dev.herokumattermost.webhook.WebhookAnswer.Refused;
import dev.herokumattermost.webhook.WebhookAnswer.Taken;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What whoever knows the address, but not the secret, can do: nothing. */
class WebhookAnswerTest {
  private static final String CRASH = Webhooks.dyno("d-1", "crashed", 137, AT);

  private final List<String> fetched = new ArrayList<>();

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aSignedWebhookIsTakenInBothEncodings(boolean encoded) {
    assertThat(answer(request("POST", "/hints/acme", signature(SECRET, CRASH), CRASH, encoded)))
        .isEqualTo(
            new Taken(
                new Hint(
                    "acme",
                    new AppName("api"),
                    new DynoId("d-1"),
                    DynoState.CRASHED,
                    137,
                    "delivery-d-1-crashed",
                    AT)));
  }

  @Test
  void whileTheSecretIsReplacedBothAreTaken() {
    String both = Webhooks.OTHER_SECRET + "," + SECRET;
    var byOld = request(CRASH);
    var byNew =
        request("POST", "/hints/default", signature(Webhooks.OTHER_SECRET, CRASH), CRASH, false);

    assertThat(answer(byOld, both).status()).isEqualTo(204);
    assertThat(answer(byNew, both).status()).isEqualTo(204);
    assertThat(answer(byOld, Webhooks.OTHER_SECRET).status()).isEqualTo(401);
    assertThat(
            answer(request("POST", "/hints/default", signature(both, CRASH), CRASH, false), both))
        .as("signed with both as if they were one")
        .isEqualTo(new Refused(401));
  }

  record Attack(String what, Map<String, Object> request, int status) {
    @Override
    public String toString() {
      return what;
    }
  }

  static Stream<Attack> attacksThatCostNoSecret() {
    String good = signature(SECRET, CRASH);
    String longBody = "x".repeat(WebhookRequest.LARGEST_BODY + 1);
    var twoHeaders = request(CRASH);
    headers(twoHeaders).put("Heroku-Webhook-Hmac-SHA256", good);
    var noHeaders = request(CRASH);
    noHeaders.remove("headers");
    return Stream.of(
        new Attack("no signature", with(null, CRASH), 401),
        new Attack("an empty signature", with("", CRASH), 401),
        new Attack("no Base64", with("!".repeat(44), CRASH), 401),
        new Attack("a short signature", with(good.substring(4), CRASH), 401),
        new Attack("a signature in hexadecimal", with("0".repeat(64), CRASH), 401),
        new Attack("two signatures in one header", with(good + "," + good, CRASH), 401),
        new Attack("a space before it", with(" " + good, CRASH), 401),
        new Attack("a prefix before it", with("sha256=" + good, CRASH), 401),
        new Attack("the alphabet for addresses", with(good.replace('+', '-'), CRASH), 401),
        new Attack("two headers", twoHeaders, 401),
        new Attack("no headers", noHeaders, 401),
        new Attack("GET", request("GET", "/hints/default", good, CRASH, false), 405),
        new Attack("PUT", request("PUT", "/hints/default", good, CRASH, false), 405),
        new Attack(
            "post in lower case", request("post", "/hints/default", good, CRASH, false), 405),
        new Attack("the root", request("POST", "/", good, CRASH, false), 404),
        new Attack("another path", request("POST", "/hint/default", good, CRASH, false), 404),
        new Attack("a deeper path", request("POST", "/hints/default/x", good, CRASH, false), 404),
        new Attack("a path upwards", request("POST", "/hints/../default", good, CRASH, false), 404),
        new Attack("an encoded path", request("POST", "/hints/%64efault", good, CRASH, false), 404),
        new Attack(
            "a long account", request("POST", "/hints/" + "a".repeat(41), good, CRASH, false), 404),
        new Attack(
            "a line end in it", request("POST", "/hints/default\n", good, CRASH, false), 404),
        new Attack("a giant", request(longBody), 413),
        new Attack(
            "an encoded giant", request("POST", "/hints/default", good, longBody, true), 413),
        new Attack("a scheduled event", Map.of("detail-type", "Scheduled Event"), 404),
        new Attack("nothing", Map.of(), 404));
  }

  private static Map<String, Object> with(String signature, String body) {
    return request("POST", "/hints/default", signature, body, false);
  }

  @ParameterizedTest
  @MethodSource("attacksThatCostNoSecret")
  void whatIsEasilySeenIsRefusedBeforeTheSecretIsFetched(Attack attack) {
    if (attack.what.startsWith("the alphabet") && !signature(SECRET, CRASH).contains("+")) {
      return;
    }
    assertThat(answer(attack.request)).isEqualTo(new Refused(attack.status));
    assertThat(fetched).isEmpty();
  }

  static Stream<Attack> forgeries() {
    String good = signature(SECRET, CRASH);
    String cut = CRASH.substring(0, CRASH.length() - 1);
    return Stream.of(
        new Attack("signed with another secret", with(signature("guess", CRASH), CRASH), 401),
        new Attack("a truncated body", with(good, cut), 401),
        new Attack("a longer body", with(good, CRASH + " "), 401),
        new Attack("another body", with(good, CRASH.replace("api", "shop")), 401),
        new Attack("no body", with(good, ""), 401),
        new Attack("a body that is no Base64", noBase64(good), 401),
        new Attack("the signature of nothing", with(signature(SECRET, ""), CRASH), 401));
  }

  private static Map<String, Object> noBase64(String signature) {
    var request = request("POST", "/hints/default", signature, "", true);
    request.put("body", "{}");
    return request;
  }

  @ParameterizedTest
  @MethodSource("forgeries")
  void whatTheSecretHasNotSignedIsRefused(Attack attack) {
    assertThat(answer(attack.request)).isEqualTo(new Refused(attack.status));
  }

  @Test
  void everyBitOfTheSignatureCounts() {
    byte[] good = Base64.getDecoder().decode(signature(SECRET, CRASH));
    for (int bit = 0; bit < good.length * 8; bit++) {
      byte[] forged = good.clone();
      forged[bit / 8] ^= (byte) (1 << bit % 8);
      String header = Base64.getEncoder().encodeToString(forged);

      assertThat(answer(with(header, CRASH))).isEqualTo(new Refused(401));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "null",
        "no JSON",
        "{\"resource\":\"release\",\"data\":{}}",
        "{\"resource\":\"dyno\"}",
        "{\"resource\":\"dyno\",\"data\":null}"
      })
  void whatHerokuSignsAndWeDoNotKnowIsTakenInSilence(String body) {
    assertThat(answer(request(body))).isEqualTo(new Ignored());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aBodyMayBeAsLargeAsItsLimit(boolean encoded) {
    String body = "x".repeat(WebhookRequest.LARGEST_BODY);

    var answer = answer(request("POST", "/hints/default", signature(SECRET, body), body, encoded));

    assertThat(answer).isEqualTo(new Ignored());
    assertThat(answer.status()).isEqualTo(204);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1969-12-31T23:59:59Z", "2200-01-01T00:00:00Z", "+999999999-12-31T23:59:59Z"})
  void aTimeThatCannotBeIsIgnored(String at) {
    String body = CRASH.replace(AT.toString(), at);

    assertThat(answer(request(body))).isEqualTo(new Ignored());
  }

  @Test
  void theCommandIsNotRead() {
    var taken = (Taken) answer(request(CRASH));

    assertThat(CRASH).contains("5ecr3t");
    assertThat(taken.toString()).doesNotContain("5ecr3t");
    assertThat(Json.CAMEL_CASE.write(taken.hint())).doesNotContain("5ecr3t");
  }

  /** Whatever is sent: it is answered, and nothing that is not signed is taken. */
  @Test
  void randomRequestsAreRefused() {
    var random = new Random(Seeds.seed(20));
    String good = Json.CAMEL_CASE.write(request(CRASH));
    for (int i = 0; i < Integer.getInteger("webhook.requests", 20_000); i++) {
      String event = random.nextInt(3) == 0 ? changed(good, random) : forged(random);

      WebhookAnswer answer = WebhookAnswer.to(event, () -> new Secret(SECRET));

      assertThat(answer.status()).isIn(204, 401, 404, 405, 413);
      if (answer instanceof Taken(var hint)) {
        assertThat(hint.dyno())
            .as("only what is beside the body can change")
            .isEqualTo(new DynoId("d-1"));
      }
    }
  }

  /** One character of the event is another, or is missing. */
  private static String changed(String event, Random random) {
    int at = random.nextInt(event.length());
    String other = random.nextBoolean() ? "" : String.valueOf((char) random.nextInt(32, 300));
    return event.substring(0, at) + other + event.substring(at + 1);
  }

  private static String forged(Random random) {
    var signature = new byte[32];
    random.nextBytes(signature);
    var body = new byte[random.nextInt(200)];
    random.nextBytes(body);
    return Json.CAMEL_CASE.write(
        request(
            random.nextInt(10) == 0 ? "GET" : "POST",
            random.nextInt(10) == 0 ? "/" : "/hints/default",
            Base64.getEncoder().encodeToString(signature),
            new String(body, StandardCharsets.ISO_8859_1),
            random.nextBoolean()));
  }

  private WebhookAnswer answer(Map<String, Object> request) {
    return answer(request, SECRET);
  }

  private WebhookAnswer answer(Map<String, Object> request, String secrets) {
    return WebhookAnswer.to(
        Json.CAMEL_CASE.write(request),
        () -> {
          fetched.add("once");
          return new Secret(secrets);
        });
  }
}
