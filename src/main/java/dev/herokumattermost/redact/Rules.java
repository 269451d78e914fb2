package dev.herokumattermost.redact;

import static dev.herokumattermost.redact.Rule.groups;
import static dev.herokumattermost.redact.Rule.option;
import static dev.herokumattermost.redact.Rule.token;
import static dev.herokumattermost.redact.Rule.value;
import static dev.herokumattermost.redact.Rule.within;

import java.util.Arrays;
import java.util.stream.Stream;

/**
 * The table of rules: what secrets look like, and where they stand; the names of secrets are in
 * {@link Names}. A pattern begins with letters or signs, by which the places to try it are found. A
 * part without a bound ends where the pattern would be tried again, or all of it goes.
 */
final class Rules {
  /** Issuers, and what their tokens begin with. */
  private static final String PREFIXES =
      """
      Adobe p8e-, Artifactory AKCp cmVmd, Atlassian ATATT3 ATCTT3 ATBB, Brevo xkeysib- xsmtpsib-,
      Buildkite bkua_ bkaj_, CircleCI CCIPAT_ CCIPRJ_, Contentful CFPAT-, Courier pk_prod_ pk_test_,
      Defined dnkey-, DigitalOcean dop_v1_ doo_v1_ dor_v1_, Docker dckr_pat_ dckr_oat_, Duffel
      duffel_live_ duffel_test_, EasyPost EZAK EZTK, Facebook EAAB EAAC EAAG EAAM, Figma figd_ figu_,
      Fly fo1_, Frame.io fio-u-, GitHub ghp_ gho_ ghu_ ghs_ ghr_ github_pat_, GitLab glpat- gldt-
      glrt- glptt- glcbt- glimt- glsoat- glft- glagent- GR1348941, Google AIza GOCSPX- ya29.,
      Grafana glsa_, Groq gsk_, Heroku HRKU-, Honeycomb hcaik_ hcbik_, HuggingFace hf_ api_org_,
      Infracost ico-, LangSmith lsv2_pt_ lsv2_sk_, Linear lin_api_ lin_oauth_, MailerSend mlsn.,
      Neon napi_, Netlify nfp_ nfc_ nfo_ nfu_ nfb_, NewRelic NRAK- NRII- NRJS- NRRA-, Notion ntn_,
      npm npm_, OpenShift sha256~, Perplexity pplx-, Pinecone pcsk_, PlanetScale pscale_tkn_
      pscale_pw_ pscale_oauth_, PostHog phx_ phs_, Postman PMAK-, Prefect pnu_ pnb_, Pulumi pul-,
      PyPI pypi-, Razorpay rzp_live_ rzp_test_, ReadMe rdme_, Render rnd_, Replicate r8_, RubyGems
      rubygems_, Scalingo tk-us-, SendGrid SG., Shippo shippo_live_ shippo_test_, Shopify shpat_
      shpss_ shpca_ shppa_, SonarQube squ_ sqp_ sqa_, Sourcegraph sgp_, Square EAAA sq0atp- sq0csp-,
      Supabase sbp_ sb_secret_, Tailscale tskey-, Typeform tfp_, Vault hvs. hvb. hvr., Vercel
      vercel_blob_rw_, xAI xai-, Yandex AQVN
      """;

  private static final String BASE64_PREFIXES =
      "1Password ops_eyJ, Fly fm1a_ fm1r_ fm2_, Grafana glc_, Intercom dG9r, Sentry sntrys_ sntryu_,"
          + " Stripe whsec_";

  /** Some digits or capitals among what comes next, which words do not have. */
  private static final String DRAWN = "(?:[a-z_-]{0,12}[A-Z0-9]){3}";

  private static final String UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";

  private static final String AWS_SECRET = "(?:[^\\w/+]{1,8}([A-Za-z0-9/+]{40})(?:$|[^\\w/+]))?";

  /** Tokens that need a closer look. */
  private static final Stream<Rule> TOKENS =
      Stream.of(
          token("age", "AGE-SECRET-KEY-1[A-Z0-9]{20,}"),
          token("Airtable", "pat[A-Za-z0-9]{14}\\.[0-9a-f]{20,}"),
          token("Alibaba Cloud", "LTAI[A-Za-z0-9]{12,30}\\b"),
          token("Asana", "1/\\d{13,}:[0-9a-f]{32}\\b"),
          groups("AWS, also with its secret", "(AKIA[A-Z0-9]{16})" + AWS_SECRET),
          groups("AWS, also with its secret", "(ASIA[A-Z0-9]{16})" + AWS_SECRET),
          within("Azure", "~", "([\\w.]{3}\\dQ~[\\w~.-]{31,})"),
          token("bcrypt", "\\$2[abxy]\\$\\d\\d\\$[\\w./]{50,}"),
          token("Argon2", "\\$argon2[a-z]{1,2}\\$[\\w=,+/$.-]{20,}"),
          token("PBKDF2", "pbkdf2_sha\\d{1,3}\\$[\\w+/=$.-]{20,}"),
          token("Braintree", "access_token\\$production\\$[0-9a-z]{16}\\$[0-9a-f]{32}"),
          token("Clojars", "CLOJARS_[0-9a-z]{40,}"),
          token("ClickHouse", "4b1d[A-Za-z0-9]{38}\\b"),
          token("Cloudflare", "v1\\.0-[0-9a-f]{24}-[0-9a-f]{100,}"),
          token("Databricks", "dapi[0-9a-f]{32}(?:-\\d)?\\b"),
          token("Discord", "M[DTjz][A-Za-z0-9]{21,26}\\.[\\w-]{6}\\.[\\w-]{27,}"),
          token("Discord", "N[DTjz][A-Za-z0-9]{21,26}\\.[\\w-]{6}\\.[\\w-]{27,}"),
          token("Doppler", "dp\\.[a-z]{2,5}\\.[\\w.-]{30,}"),
          token("Dropbox", "sl\\.[\\w-]{100,}"),
          token("Dynatrace", "dt0[a-z]\\d\\d\\.[A-Z0-9]{24}\\.[A-Z0-9]{40,}"),
          within("Firebase", ":APA91b", "([\\w-]{11}:APA91b[\\w-]{40,})"),
          token("Flutterwave", "FLWSECK(?:_TEST)?-[\\w-]{12,}"),
          token("Fly", "FlyV1 fm[\\w+/=,-]{40,}"),
          token("GoCardless", "live_[\\w-]{0,30}\\d[\\w-]{20,}"),
          token("Harness", "pat\\.[\\w-]{22}\\.[0-9a-zA-Z]{24}\\.\\w{20}"),
          token("HubSpot", "pat-[a-z]{2}\\d-" + UUID),
          token("LaunchDarkly", "sdk-" + UUID),
          token("LaunchDarkly", "mob-" + UUID),
          token("Lob", "test_[0-9a-f]{35}\\b"),
          within("Mailchimp", "-us", "([0-9a-f]{32}-us\\d{1,2})\\b"),
          token("Mailgun", "key-[0-9a-z]{32}\\b"),
          within("MaxMind", "_mmk", "([A-Za-z0-9]{6}_[A-Za-z0-9]{29}_mmk)\\b"),
          token("Notion", "secret_[A-Za-z0-9]{43}\\b"),
          token("Octopus", "API-[A-Z0-9]{25,}\\b"),
          token("OpenAI, Anthropic", "sk-[a-z-]{0,20}" + DRAWN + "[\\w-]{8,}"),
          token("Plaid", "access-(?:sandbox|development|production)-" + UUID),
          token("Resend", "re_[A-Za-z0-9]{6,12}_[A-Za-z0-9]{16,}"),
          token("Resend", "re_[A-Za-z024-9][a-z]{0,12}[A-Z0-9][A-Za-z0-9]{16,}"),
          token("Slack", "xox[a-z][.-][\\w.-]{10,}"),
          token("Slack", "xapp-[\\w-]{10,}"),
          token("Stripe and others", "sk_(?:(?:live|test|prod)_\\w{8,}|[0-9a-f]{40,})"),
          token("Stripe", "rk_(?:live|test|prod)_\\w{8,}"),
          token("Stripe", "pk_(?:live|test)_\\w{8,}"),
          token("Tencent", "AKID[A-Za-z0-9]{32}"),
          token("Trello", "ATTA[0-9a-f]{60,}"),
          within("Telegram", ":AA", "(\\d{7,12}:AA[\\w-]{30,})"),
          within("Terraform Cloud", ".atlasv1.", "([A-Za-z0-9]{14}\\.atlasv1\\.[\\w-]{40,})"),
          token("Twilio", "SK[0-9a-f]{32}\\b"),
          groups("Twilio", "AC[0-9a-f]{32}:([0-9a-f]{32})\\b"),
          token("Twitch", "oauth:[a-z0-9]{30}\\b"),
          token("Vault", "s\\.[A-Za-z]{0,12}\\d[A-Za-z0-9]{11,23}\\b"),
          token("X", "AAAAAAAAAAAAAAAAAAAA[\\w%]{40,}"),
          token("Zoho", "1000\\.[0-9a-f]{32}\\.[0-9a-f]{32}"),
          token("JWT, cookies", "eyJ(?:[\\w-]{8,}\\.[\\w-]{4,}|[\\w+/-]{14,})=*(?:\\.+[\\w-]+)*"));

  /** All up to the end of an address. */
  private static final String ADDRESS = "([^\\s\"'`<>]+)";

  private static final String USER = "[\\w.=+-]{0,15}:";
  private static final String KEY = "([^\\s\"'`<>/?#\\\\:@]";
  private static final String PASSWORD = "([^\\s\"'`<>/?#\\\\]*)@";

  /** A password with signs that should be escaped: no port, and so not far from its @. */
  private static final String UNESCAPED =
      "((?:[^\\s\"'`<>,\\d@]|\\d+[^\\s\"'`<>,\\d/?#@])[^\\s\"'`<>,]{0,64})@";

  private static final Stream<Rule> ADDRESSES =
      Stream.of(
          groups(
              "credentials before a host",
              "://(?:%s|%s+):%s|%s{16,})@|%s|:([^\\s\"'`<>,]{1,64})@)"
                  .formatted(USER + PASSWORD, KEY, PASSWORD, KEY, USER + UNESCAPED)),
          groups("Slack", "hooks\\.slack\\.com/" + ADDRESS),
          groups("Discord", "/api/webhooks/(\\d{10,}/[\\w-]+)"),
          groups("Teams", "webhook\\.office\\.com/" + ADDRESS),
          groups("Teams", "outlook\\.office\\.com/webhook/" + ADDRESS),
          groups("Telegram", "api\\.telegram\\.org/(bot[^/\\s\"']+)"),
          groups("Mattermost", "/hooks/([a-z0-9]{26})\\b"),
          groups("Zapier", "hooks\\.zapier\\.com/hooks/catch/" + ADDRESS),
          groups("Healthchecks", "hc-ping\\.com/" + ADDRESS),
          groups("Alchemy", "alchemy\\.com/v2/([\\w-]{20,})"),
          groups("Infura", "infura\\.io/v3/([0-9a-f]{32})"));

  /** Arguments of a call: one that stays, one that goes, and one that does with a digit. */
  private static final String KNOWN = "[^\"'()]*(?:\"[^\"]*\"|'[^']*')";

  private static final String SECRET = "[^\"'()]*(?:\"([^\"]*)\"|'([^']*)')";
  private static final String MAYBE = "(?:[^\"'()]*(?:\"([^\"]*\\d[^\"]*)\"|'([^']*\\d[^']*)'))?";

  /** Where, who, and the secret. */
  private static final String LOGIN_ARGUMENTS =
      "\\((?:" + KNOWN + KNOWN + SECRET + MAYBE + "|" + KNOWN + SECRET + ")";

  private static final String LOGIN_CALL = "(?i:\\w*connect|\\w*login|\\w*bind|authenticate)";
  private static final String SECRET_CALL =
      "(?i:auth|\\w*password\\w*|set\\w*(?:key|secret|token))\\(" + SECRET + "(?:" + SECRET + ")?";
  private static final String CLIENT =
      "(?i:\\w*(?:pdo|sqli|client|connect|redis|mongo|smtp|mailer|ftp|ssh|ldap|auth|credential"
          + "|transport|driver|database|amqp)\\w*)->__construct";

  private static final String QUOTED = "(?:\"([^\"]*)|'([^']*))";

  private static final Stream<Rule> PLACES =
      Stream.of(
          within("PHP's constructors", "->__construct(", CLIENT + LOGIN_ARGUMENTS),
          within("a call that logs in", "('", LOGIN_CALL + LOGIN_ARGUMENTS),
          within("a call that logs in", "(\"", LOGIN_CALL + LOGIN_ARGUMENTS),
          within("a call that logs in", "(Resource", LOGIN_CALL + LOGIN_ARGUMENTS),
          within("a call with a secret", "('", SECRET_CALL),
          within("a call with a secret", "(\"", SECRET_CALL),
          groups("PEM", "-----BEGIN (?:[^-\\n]{0,64}-----)?((?s:.*?))(?:-----END |\\z)"),
          groups("SQL", "IDENTIFIED (?:WITH \\S{1,40} )?BY " + QUOTED),
          groups("SQL", "identified by " + QUOTED),
          groups("MySQL's first start", "password is generated for \\S{1,80}: (\\S+)"),
          groups("Redis, SMTP", "AUTH (?:PLAIN |LOGIN )?([^\\s\"']{0,32}\\d[^\\s\"']{5,})"),
          groups("Redis, SMTP", "AUTH (?:PLAIN |LOGIN )?([^\\s\"']{5,32}\\d[^\\s\"']*)"),
          value("openssl", "-pass(?:in|out)?\\s+pass:"),
          value("rabbitmqctl", "rabbitmqctl (?:add_user|change_password) \\S{1,64} "),
          value("htpasswd", "htpasswd -\\w{0,4}b\\w{0,4} \\S{1,64} \\S{1,64} "),
          value("snyk", "snyk auth "),
          groups("sqlplus", "sqlplus [^\\s/@]{1,64}/([^\\s/@]+)@"),
          groups(
              "chpasswd",
              "echo [\"']?[\\w.-]{1,32}:([^\\s\"']{1,64})[\"']?\\s*\\|[^|]{0,20}chpasswd"));

  /** Between an option and its value, in a command line or in a list of arguments. */
  private static final String GAP = "(?:[\"'],\\s{0,4}|\\s{1,4}|=)";

  private static final Stream<Rule> OPTIONS =
      Stream.of(
              "-p: mysql, mysqldump, mysqladmin, mysqlimport, mariadb, mariadb-dump, 7z",
              "-a" + GAP + "?: redis-cli",
              "-p" + GAP + "?: sshpass",
              "-p" + GAP + ": mongo, mongosh, mongodump, mongorestore, cqlsh, twine, az login",
              "-p" + GAP + ": docker login, podman login, helm registry login",
              "-P" + GAP + "?: sqlcmd, bcp, zip, unzip",
              "-w" + GAP + ": ldapsearch, ldapadd, ldapmodify, ldapwhoami",
              "-k" + GAP + ": openssl",
              "(?:-u|--user)" + GAP + "?[\"']?[^\\s\"':]{1,64}:: curl",
              "(?:-a|--auth)" + GAP + "[\"']?[^\\s\"':]{1,64}:: http, https",
              "-U" + GAP + "?[^\\s%]{1,64}%: smbclient",
              "-u" + GAP + "?[^\\s,]{1,64},: lftp")
          .flatMap(Rules::options);

  private static final Rule[] NONE = {};
  private static final int WIDTH = 128;
  private static final Rule[][] BY_START = new Rule[WIDTH * WIDTH][];

  static {
    Arrays.fill(BY_START, NONE);
    Stream.of(
            prefixed(PREFIXES, DRAWN + "[\\w-]{8,}(?:\\.[\\w-]+)*"),
            prefixed(BASE64_PREFIXES, DRAWN + "[\\w+/-]{8,}={0,2}"),
            TOKENS,
            ADDRESSES,
            PLACES,
            OPTIONS)
        .flatMap(rules -> rules)
        .forEach(Rules::index);
  }

  private Rules() {}

  private static Stream<Rule> prefixed(String issuers, String rest) {
    return Stream.of(issuers.split(","))
        .map(issuer -> issuer.strip().split("\\s+"))
        .flatMap(
            words ->
                Stream.of(words).skip(1).map(p -> token(words[0], p.replace(".", "\\.") + rest)));
  }

  private static Stream<Rule> options(String row) {
    int colon = row.lastIndexOf(": ");
    return Stream.of(row.substring(colon + 2).split(", "))
        .map(program -> option(program, row.substring(0, colon)));
  }

  private static void index(Rule rule) {
    char first = rule.start().charAt(0);
    for (char second = 0; second < WIDTH; second++) {
      if (rule.start().length() == 1 || rule.start().charAt(1) == second) {
        int place = first * WIDTH + second;
        BY_START[place] = Arrays.copyOf(BY_START[place], BY_START[place].length + 1);
        BY_START[place][BY_START[place].length - 1] = rule;
      }
    }
  }

  /** The rules whose start begins with two characters. */
  static Rule[] startingWith(char first, char second) {
    return first < WIDTH && second < WIDTH ? BY_START[first * WIDTH + second] : NONE;
  }
}
