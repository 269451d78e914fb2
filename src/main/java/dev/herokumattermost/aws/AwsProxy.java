package dev.herokumattermost.aws;

import dev.herokumattermost.http.WebProxy;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.http.urlconnection.ProxyConfiguration;

/** The same proxy for AWS as for everybody else. */
public final class AwsProxy {
  private AwsProxy() {}

  /** Without one where the environment names none that can be used: the settings refuse that. */
  public static ProxyConfiguration of(Map<String, String> environment) {
    var none =
        ProxyConfiguration.builder()
            .useEnvironmentVariablesValues(false)
            .useSystemPropertyValues(false);
    return proxy(environment)
        .map(
            proxy ->
                none.endpoint(URI.create("http://" + proxy.host() + ":" + proxy.port()))
                    .nonProxyHosts(proxy.exceptions()))
        .orElse(none)
        .build();
  }

  private static Optional<WebProxy> proxy(Map<String, String> environment) {
    try {
      return WebProxy.of(environment);
    } catch (IllegalArgumentException wrong) {
      return Optional.empty();
    }
  }
}
