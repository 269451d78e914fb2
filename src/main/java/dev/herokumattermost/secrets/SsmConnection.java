package dev.herokumattermost.secrets;

import dev.herokumattermost.aws.AwsCalls;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.urlconnection.ProxyConfiguration;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.SsmClientBuilder;

/** How SSM is reached: every call bounded, one retry, where the SDK's own variables say. */
public final class SsmConnection {
  private static final AwsCalls CALLS =
      new AwsCalls(Duration.ofSeconds(3), Duration.ofSeconds(5), 2);

  private SsmConnection() {}

  /**
   * A client that may live as long as the process. Nothing is sent before it is asked for a secret,
   * and its credentials are looked up then.
   *
   * @throws SdkClientException if no region is set, which the SDK would ask the network for
   */
  public static SsmClient open(Map<String, String> environment, ProxyConfiguration proxy) {
    return builder(environment, proxy).build();
  }

  /** The same, to be given other credentials. */
  static SsmClientBuilder builder(Map<String, String> environment, ProxyConfiguration proxy) {
    SsmClientBuilder builder =
        CALLS
            .bound(SsmClient.builder(), proxy)
            .region(
                first(environment, "AWS_REGION", "AWS_DEFAULT_REGION")
                    .map(Region::of)
                    .orElseThrow(
                        () -> SdkClientException.create("no region: AWS_REGION is not set")));
    first(environment, "AWS_ENDPOINT_URL_SSM", "AWS_ENDPOINT_URL")
        .map(URI::create)
        .ifPresent(builder::endpointOverride);
    return builder;
  }

  private static Optional<String> first(Map<String, String> environment, String... names) {
    return Stream.of(names)
        .map(name -> environment.getOrDefault(name, "").strip())
        .filter(value -> !value.isEmpty())
        .findFirst();
  }
}
