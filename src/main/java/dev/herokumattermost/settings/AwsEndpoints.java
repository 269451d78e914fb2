package dev.herokumattermost.settings;

import static java.util.Objects.requireNonNullElse;

import java.net.URI;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;

/**
 * Where AWS's services are, by the variables that its SDKs read: {@code AWS_REGION}, and {@code
 * AWS_ENDPOINT_URL_…} or {@code AWS_ENDPOINT_URL} to go elsewhere.
 *
 * @param region empty if none is set
 * @param ssm empty for AWS's own endpoint
 * @param secretsManager empty for AWS's own endpoint
 */
record AwsEndpoints(String region, String ssm, String secretsManager) {

  static AwsEndpoints from(Map<String, String> environment) {
    return new AwsEndpoints(
        first(environment, "AWS_REGION", "AWS_DEFAULT_REGION"),
        first(environment, "AWS_ENDPOINT_URL_SSM", "AWS_ENDPOINT_URL"),
        first(environment, "AWS_ENDPOINT_URL_SECRETS_MANAGER", "AWS_ENDPOINT_URL"));
  }

  URI of(String service) {
    String given = service.equals("ssm") ? ssm : secretsManager;
    if (!given.isEmpty()) {
      return URI.create(given);
    }
    String suffix = PartitionMetadata.of(Region.of(region)).dnsSuffix();
    return URI.create("https://" + service + "." + region + "." + suffix);
  }

  private static String first(Map<String, String> environment, String... names) {
    return Stream.of(names)
        .map(name -> requireNonNullElse(environment.get(name), "").strip())
        .filter(value -> !value.isEmpty())
        .findFirst()
        .orElse("");
  }
}
