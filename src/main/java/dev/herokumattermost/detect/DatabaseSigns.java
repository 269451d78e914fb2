package dev.herokumattermost.detect;

import com.google.re2j.Pattern;
import dev.herokumattermost.detect.CauseSign.Found;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What clients of databases, stores and queues write when these cannot be used. The same words are
 * used of every other service, therefore a line must also say which database it means.
 */
final class DatabaseSigns {
  private static final Pattern CONNECTIONS =
      Pattern.compile(
          "too many connections|too_many_connections|remaining connection slots"
              + "|max number of clients reached|too many clients already|max_user_connections"
              + "|no more connections allowed|max_client_conn|\\b53300\\b"
              + "|max_clients_in_session_mode|maxclientsinsessionmode|exceeded .max_connections");

  private static final Pattern LOGIN =
      Pattern.compile(
          "password authentication failed|\\b28p01\\b|no pg_hba\\.conf entry|access denied for user"
              + "|noauth authentication required|wrongpass|bad auth ?:|authentication failed"
              + "|access_refused|invalid_authorization_specification|invalid_password"
              + "|fatal: +role \\S+ does not exist|pam authentication failed|err invalid password"
              + "|scram.*(?:failed|must be)|\\b28000\\b");

  private static final Pattern UNREACHABLE =
      Pattern.compile(
          "connection refused|econnrefused|connectionrefused|connection to \\S+ refused"
              + "|can't connect to (?:local )?(?:mysql )?server|could not connect to server"
              + "|connection to server .* failed|communications link failure|etimedout|connection timed out"
              + "|connect timed out|timeout expired|no reachable servers|server selection (?:error|timed? ?out)"
              + "|serverselection(?:error|timeouterror)|not accepting connections"
              + "|database system is (?:starting up|shutting down|in recovery mode)"
              + "|connection terminated unexpectedly|server closed the connection unexpectedly"
              + "|failed to connect to|econnreset|\\(101, 'network is unreachable'\\)|reading initial communication packet"
              + "|unable to connect to|can't reach database server|error \\d+ connecting to"
              + "|no route to host|connection attempt failed|could not connect to redis|cannotconnecterror"
              + "|tcp connect .*(?:refused|timeout)");

  /** An address of the machine itself, or a socket in its file system. */
  private static final Pattern OWN_MACHINE =
      Pattern.compile(
          "\\b127\\.0\\.0\\.1\\b|\\blocalhost\\b|\\[?::1\\]?:\\d|\"::1\"|\\.s\\.pgsql\\.\\d|mysqld?\\.sock");

  /** By the words and the ports that give each away, in lower case. */
  private static final List<Map.Entry<String, Pattern>> DATABASES =
      List.of(
          product(
              "Postgres",
              "postgres|psycopg|\\bpg::|npgsql|\\bpq:|pgx|\\b5432\\b|pgsql"
                  + "|sqlstate 28p01|\\b28p01\\b|\\b53300\\b|pg_hba|remaining connection slots"
                  + "|too many clients already|too many connections for (?:role|database)"
                  + "|password authentication failed for user|asyncpg|is the server running"
                  + "|server closed the connection unexpectedly|could not connect to server: connection"),
          product(
              "MySQL",
              "mysql|mariadb|\\b3306\\b|sqlstate\\[hy000\\] \\[(?:1040|1045|2002|2003)\\]"
                  + "|access denied for user|max_user_connections"),
          product("MongoDB", "mongo|\\b27017\\b|topology"),
          product("RabbitMQ", "amqp|rabbit|\\b5672\\b|\\b5671\\b|bunny|access_refused"),
          product("Kafka", "kafka|\\b9092\\b"),
          product("Elasticsearch", "elasticsearch|opensearch|\\b9200\\b"),
          product("Memcached", "memcache|dalli|\\b11211\\b"),
          product(
              "Redis",
              "redis|\\b6379\\b|noauth authentication|wrongpass|max number of clients reached|sidekiq"
                  + "|lettuce"));

  private DatabaseSigns() {}

  private static Map.Entry<String, Pattern> product(String name, String signs) {
    return Map.entry(name, Pattern.compile(signs));
  }

  /**
   * The trouble with a database that a line speaks of.
   *
   * @param lower the line in lower case
   */
  static Optional<Found> in(String lower) {
    return cause(lower)
        .flatMap(cause -> database(lower).map(database -> new Found(cause, database)));
  }

  private static Optional<FailureCause> cause(String lower) {
    if (CONNECTIONS.matcher(lower).find()) {
      return Optional.of(FailureCause.DATABASE_CONNECTIONS);
    }
    if (LOGIN.matcher(lower).find()) {
      return Optional.of(FailureCause.DATABASE_LOGIN);
    }
    if (UNREACHABLE.matcher(lower).find()) {
      return Optional.of(
          OWN_MACHINE.matcher(lower).find()
              ? FailureCause.DATABASE_ON_LOCALHOST
              : FailureCause.DATABASE_UNREACHABLE);
    }
    return Optional.empty();
  }

  private static Optional<String> database(String lower) {
    return DATABASES.stream()
        .filter(one -> one.getValue().matcher(lower).find())
        .map(Map.Entry::getKey)
        .findFirst();
  }
}
