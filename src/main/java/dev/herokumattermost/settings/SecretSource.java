package dev.herokumattermost.settings;

import dev.herokumattermost.http.Secret;

/** Where a secret is kept. */
public sealed interface SecretSource {
  /** In the environment itself: for a local run, not for AWS. */
  record Plain(Secret secret) implements SecretSource {}

  /** In one of AWS's stores of secrets. */
  sealed interface Stored extends SecretSource {}

  /** In a SecureString of SSM Parameter Store, by name or ARN. */
  record Parameter(String name) implements Stored {}

  /** In Secrets Manager, by name or complete ARN, in the account and region of the function. */
  record SecretsManager(String id) implements Stored {}
}
