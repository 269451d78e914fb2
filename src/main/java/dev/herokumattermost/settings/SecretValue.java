package dev.herokumattermost.settings;

import dev.herokumattermost.http.Secret;
import dev.herokumattermost.http.Trust;
import dev.herokumattermost.http.WebAddress;
import java.security.cert.CertificateException;
import java.util.regex.Pattern;

/**
 * What a secret must look like, wherever it is kept. What cannot be what it is meant as is refused
 * before it is sent anywhere.
 */
public final class SecretValue {
  private static final Pattern VISIBLE = Pattern.compile("[!-~]+");
  private static final Pattern QUOTED = Pattern.compile("(?s)([\"'`]).*\\1|[“‘].*[”’]");
  private static final Pattern BEARER = Pattern.compile("(?i)bearer\\s.*");
  private static final Pattern ADDRESS = Pattern.compile("(?i)https?://.*");

  /** Heroku's tokens begin so; older ones, and its API keys, are UUIDs. */
  private static final Pattern OF_HEROKU =
      Pattern.compile("HRKU-.*|[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  /** Mattermost's ids and tokens, and no token of Heroku's. */
  private static final Pattern OF_MATTERMOST = Pattern.compile("[a-z0-9]{26}");

  /** One, or two while one replaces the other. */
  private static final Pattern WEBHOOK_SECRETS = Pattern.compile("[^,]{32,200}(,[^,]{32,200})?");

  private static final Pattern HOOK = Pattern.compile("(/.*)?/hooks/[A-Za-z0-9_-]+");

  private SecretValue() {}

  /** A value that cannot be what it is meant as. It is not repeated. */
  public static final class Unusable extends Exception {
    private static final long serialVersionUID = 1;

    private final String fix;

    Unusable(String what, String fix) {
      super(what);
      this.fix = fix;
    }

    /** What is wrong with it, to follow its name. */
    public String what() {
      return String.valueOf(getMessage());
    }

    /** What to do about it. */
    public String fix() {
      return fix;
    }
  }

  /**
   * The secret as it is used: an address in its normal form.
   *
   * @param meant which secret the text should be
   * @param onAws whether it is for use on AWS, where nothing has Docker's name for this machine
   */
  public static Secret of(Variable meant, String text, boolean onAws) throws Unusable {
    String value = text.strip();
    String fix = fix(meant);
    refuseIf(QUOTED.matcher(value).matches(), "is in quotes", "leave the quotes out");
    refuseIf(
        BEARER.matcher(value).matches(),
        "begins with \"Bearer\"",
        "leave the word out: the token alone is wanted");
    refuseIf(value.startsWith("{"), "holds a JSON document", "give the bare value alone");
    if (meant == Variable.MATTERMOST_CA) {
      return authorities(value);
    }
    refuseIf(
        !VISIBLE.matcher(value).matches(),
        "is empty, binary, or holds a space or a control character",
        "copy the secret alone, as text");
    return switch (meant) {
      case MATTERMOST_WEBHOOK_URL -> hook(value, fix, onAws);
      case HEARTBEAT_URL -> secret(address(value, fix, onAws));
      case WEBHOOK_SECRET -> {
        refuseIf(
            value.startsWith(",") || value.endsWith(","),
            "has nothing before or after its comma",
            fix);
        refuseIf(!WEBHOOK_SECRETS.matcher(value).matches(), "is too short, or more than two", fix);
        yield new Secret(value);
      }
      default -> {
        refuseIf(ADDRESS.matcher(value).matches(), "is an address and no token", fix);
        boolean ofHeroku = meant == Variable.HEROKU_API_KEY;
        refuseIf(
            (ofHeroku ? OF_MATTERMOST : OF_HEROKU).matcher(value).matches(),
            "looks like a token of " + (ofHeroku ? "Mattermost" : "Heroku"),
            fix);
        yield new Secret(value);
      }
    };
  }

  /**
   * Refuses a server that is surely not Mattermost's, before it gets a token.
   *
   * @param fix what to do instead
   */
  static void requireMattermost(WebAddress server, String fix) throws Unusable {
    for (String other : new String[] {"heroku.com", "slack.com"}) {
      refuseIf(("." + server.host()).endsWith("." + other), "is an address of " + other, fix);
    }
  }

  private static Secret hook(String text, String fix, boolean onAws) throws Unusable {
    WebAddress address = address(text.replaceAll("/+$", ""), fix, onAws);
    requireMattermost(address, fix);
    refuseIf(address.uri().getRawQuery() != null, "has a query, which begins with ?", fix);
    refuseIf(
        !HOOK.matcher(address.uri().getRawPath()).matches(),
        "is not the address of a webhook, which ends in /hooks/ and its id",
        fix);
    return secret(address);
  }

  private static WebAddress address(String text, String fix, boolean onAws) throws Unusable {
    try {
      WebAddress address = WebAddress.of(text);
      refuseIf(onAws && address.isDockersHost(), "has Docker's name for this machine", fix);
      return address;
    } catch (IllegalArgumentException wrong) {
      throw new Unusable(String.valueOf(wrong.getMessage()), fix);
    }
  }

  private static Secret authorities(String pem) throws Unusable {
    try {
      Trust.only(pem);
      return new Secret(pem);
    } catch (CertificateException unreadable) {
      throw new Unusable(
          "holds no certificates in PEM", "give the text from BEGIN CERTIFICATE to the last END");
    }
  }

  private static Secret secret(WebAddress address) {
    return new Secret(address.uri().toString());
  }

  private static String fix(Variable meant) {
    return switch (meant) {
      case HEROKU_API_KEY -> "make one with: heroku authorizations:create --scope read";
      case MATTERMOST_TOKEN -> "give the token of the bot (Integrations > Bot Accounts)";
      case MATTERMOST_WEBHOOK_URL ->
          "copy it from Mattermost (Integrations > Incoming Webhooks), with https";
      case WEBHOOK_SECRET ->
          "make one with: openssl rand -hex 32; while it is replaced, give the new one, a comma and"
              + " the old one";
      default -> "copy it from whoever counts the heartbeats, with https";
    };
  }

  private static void refuseIf(boolean wrong, String what, String fix) throws Unusable {
    if (wrong) {
      throw new Unusable(what, fix);
    }
  }
}
