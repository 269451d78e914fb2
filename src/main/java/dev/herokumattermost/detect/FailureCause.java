package dev.herokumattermost.detect;

/** What made a dyno fail, as people who run apps sort it. */
public enum FailureCause {
  OUT_OF_MEMORY,
  /** The port is taken or forbidden, or is another than {@code $PORT}. */
  PORT_NOT_BOUND,
  MISSING_MODULE,
  MISSING_COMMAND,
  MISSING_CONFIG_VAR,
  /** A database, or another store or queue, refuses connections or does not answer. */
  DATABASE_UNREACHABLE,
  /** The process searches the database on its own machine, as libraries do without an address. */
  DATABASE_ON_LOCALHOST,
  DATABASE_CONNECTIONS,
  DATABASE_LOGIN,
  DEPENDENCY_TLS,
  DEPENDENCY_DNS,
  DISK_FULL,
  /** A licence has ended, or what a plan allows is used up. */
  QUOTA,
  MIGRATION_PENDING,
  /** Killed before it was up, and neither for its memory nor for its port as far as is known. */
  KILLED_WHILE_STARTING,
  /** The release phase of a newer release failed, perhaps half-way. */
  RELEASE_PHASE_FAILED
}
