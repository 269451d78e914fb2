package dev.herokumattermost.settings;

import static java.util.Objects.requireNonNull;

import dev.herokumattermost.http.Exchange;
import dev.herokumattermost.http.Exchange.Answer;
import dev.herokumattermost.http.Exchange.NoAnswer;
import dev.herokumattermost.http.Exchange.Why;
import dev.herokumattermost.http.Http;
import dev.herokumattermost.http.Json;
import dev.herokumattermost.http.Request;
import dev.herokumattermost.http.Secret;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;

/**
 * Asks SSM Parameter Store and Secrets Manager by AWS's JSON 1.1 protocol, signed by the SDK that
 * DynamoDB brings along; docs/adr/0001 says why without their own clients.
 */
final class SecretStores {
  private static final Duration WITHIN = Duration.ofSeconds(3);
  private static final int MAX_BYTES = 256 * 1024;

  private final Http http;
  private final AwsCredentialsProvider credentials;
  private final AwsEndpoints endpoints;
  private final InstantSource clock;
  private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();

  SecretStores(
      Http http, AwsCredentialsProvider credentials, AwsEndpoints endpoints, InstantSource clock) {
    this.http = http;
    this.credentials = credentials;
    this.endpoints = endpoints;
    this.clock = clock;
  }

  Secret fetch(SecretSource source) throws SecretUnavailable, InterruptedException {
    return switch (source) {
      case SecretSource.Plain(Secret secret) -> secret;
      case SecretSource.Parameter(String name) ->
          fetch(
              source,
              "ssm",
              "AmazonSSM.GetParameter",
              Json.write(Map.of("Name", name, "WithDecryption", true)));
      case SecretSource.SecretsManager(String id) ->
          fetch(
              source,
              "secretsmanager",
              "secretsmanager.GetSecretValue",
              Json.write(Map.of("SecretId", id)));
    };
  }

  private Secret fetch(SecretSource source, String service, String target, String body)
      throws SecretUnavailable, InterruptedException {
    if (endpoints.region().isEmpty()) {
      throw new SecretUnavailable(source, false, "no region is set", "set AWS_REGION");
    }
    var identity = identity(source);
    Exchange exchange = http.send(signed(identity, service, target, body));
    if (worthAnother(exchange)) {
      exchange = http.send(signed(identity, service, target, body));
    }
    return switch (exchange) {
      case NoAnswer(Why why, String detail) ->
          throw new SecretUnavailable(
              source, true, "no answer from " + service + " (" + detail + ")", AwsRefusal.WAIT);
      case Answer answer when !answer.successful() ->
          throw AwsRefusal.of(answer).unavailable(source, endpoints.region());
      case Answer answer -> secret(source, answer);
    };
  }

  private AwsCredentials identity(SecretSource source) throws SecretUnavailable {
    try {
      return credentials.resolveCredentials();
    } catch (SdkClientException none) {
      var unavailable =
          new SecretUnavailable(
              source,
              true,
              "no AWS credentials",
              "give the function a role, or log in with the AWS CLI");
      unavailable.initCause(none);
      throw unavailable;
    }
  }

  private Request signed(AwsCredentials identity, String service, String target, String body) {
    URI uri = endpoints.of(service);
    var unsigned =
        SdkHttpRequest.builder()
            .uri(uri)
            .method(SdkHttpMethod.POST)
            .putHeader("Content-Type", "application/x-amz-json-1.1")
            .putHeader("X-Amz-Target", target)
            .build();
    var signed =
        signer.sign(
            request ->
                request
                    .identity(identity)
                    .request(unsigned)
                    .payload(ContentStreamProvider.fromUtf8String(body))
                    .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                    .putProperty(AwsV4HttpSigner.REGION_NAME, endpoints.region())
                    .putProperty(HttpSigner.SIGNING_CLOCK, clock.withZone(ZoneOffset.UTC)));
    var headers = new LinkedHashMap<String, String>();
    signed.request().forEachHeader((name, values) -> headers.put(name, values.getFirst()));
    // The JDK's client writes these two itself, with the same values.
    headers.keySet().removeIf(name -> Set.of("host", "content-length").contains(lower(name)));
    return new Request("POST", signed.request().getUri(), headers, body, WITHIN, MAX_BYTES, false);
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  private static boolean worthAnother(Exchange exchange) {
    return switch (exchange) {
      case NoAnswer(Why why, String detail) -> why == Why.NOT_SENT || why == Why.BROKEN_OFF;
      case Answer answer -> !answer.successful() && AwsRefusal.of(answer).passing();
    };
  }

  private static Secret secret(SecretSource source, Answer answer) throws SecretUnavailable {
    String value;
    try {
      var document = Json.parse(answer.body());
      value =
          document
              .get("Parameter")
              .get("Value")
              .text()
              .or(() -> document.get("SecretString").text())
              .map(String::strip)
              .orElse("");
    } catch (Json.Malformed malformed) {
      throw new SecretUnavailable(
          source, true, requireNonNull(malformed.getMessage()), AwsRefusal.WAIT);
    }
    if (value.startsWith("{")) {
      throw new SecretUnavailable(
          source, false, "it holds a JSON document", "store the bare value");
    }
    if (!value.matches("[!-~]+")) {
      throw new SecretUnavailable(
          source,
          false,
          "it is empty, binary, or holds a space or a control character",
          "store the bare value as text");
    }
    return new Secret(value);
  }
}
