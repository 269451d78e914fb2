package dev.herokumattermost.settings;

/** A secret could not be fetched. Names where it is kept, never what it is. */
public final class SecretUnavailable extends Exception {
  private static final long serialVersionUID = 1L;

  private final boolean passing;

  SecretUnavailable(SecretSource source, boolean passing, String why, String fix) {
    super("cannot fetch " + label(source) + ": " + why + ": " + fix);
    this.passing = passing;
  }

  /** Whether AWS may answer differently soon, with nobody changing anything. */
  public boolean passing() {
    return passing;
  }

  private static String label(SecretSource source) {
    return switch (source) {
      case SecretSource.Plain plain -> "a secret of the environment";
      case SecretSource.Parameter(String name) -> "parameter " + name;
      case SecretSource.SecretsManager(String id) -> "secret " + id;
    };
  }
}
