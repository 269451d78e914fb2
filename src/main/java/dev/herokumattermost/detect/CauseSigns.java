package dev.herokumattermost.detect;

import static dev.herokumattermost.detect.CauseSign.form;
import static dev.herokumattermost.detect.CauseSign.words;
import static dev.herokumattermost.detect.FailureCause.DEPENDENCY_DNS;
import static dev.herokumattermost.detect.FailureCause.DEPENDENCY_TLS;
import static dev.herokumattermost.detect.FailureCause.DISK_FULL;
import static dev.herokumattermost.detect.FailureCause.MIGRATION_PENDING;
import static dev.herokumattermost.detect.FailureCause.MISSING_COMMAND;
import static dev.herokumattermost.detect.FailureCause.MISSING_CONFIG_VAR;
import static dev.herokumattermost.detect.FailureCause.MISSING_MODULE;
import static dev.herokumattermost.detect.FailureCause.OUT_OF_MEMORY;
import static dev.herokumattermost.detect.FailureCause.PORT_NOT_BOUND;
import static dev.herokumattermost.detect.FailureCause.QUOTA;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The table of what runtimes, frameworks and libraries write when they fail, besides what they
 * write of databases. The first sign that a line has decides, therefore the narrower ones come
 * first.
 */
final class CauseSigns {
  /** A config var by its usual form; a word in capitals without an underscore can be anything. */
  private static final String VAR = "([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)";

  private static final String NAME = "([\\w@./:+-]+)";
  private static final String HOST = "([A-Za-z0-9][\\w.-]*\\.[A-Za-z][\\w-]*)";
  private static final String QUOTE = "[\"'`]?";
  private static final String ENV =
      "(?i:(?:env(?:ironment)?|config(?:uration)?)[ _-]?(?:var(?:iable)?s?)?)";

  private static final List<CauseSign> ALL =
      List.of(
          words(OUT_OF_MEMORY, "java.lang.outofmemoryerror"),
          words(OUT_OF_MEMORY, "javascript heap out of memory"),
          words(OUT_OF_MEMORY, "system.outofmemoryexception"),
          words(OUT_OF_MEMORY, "nomemoryerror"),
          form(OUT_OF_MEMORY, "memoryerror", "(?:^|\\s|\\.)_?(?:Array)?MemoryError(?::|$)"),
          form(OUT_OF_MEMORY, "allowed memory size", "Allowed memory size of \\d+ bytes exhausted"),
          words(OUT_OF_MEMORY, "runtime: out of memory"),
          words(OUT_OF_MEMORY, "runtime: cannot allocate memory"),
          form(OUT_OF_MEMORY, "memory allocation of", "memory allocation of \\d+ bytes failed"),
          form(OUT_OF_MEMORY, "cannot allocate", "eheap_alloc: Cannot allocate|Errno::ENOMEM"),
          words(OUT_OF_MEMORY, "std::bad_alloc"),
          words(OUT_OF_MEMORY, "perhaps out of memory?"),
          form(DISK_FULL, "no space left on device", "(?i)no space left on device"),
          form(DISK_FULL, "enospc", "ENOSPC: no space|ENOSPC$|code: 'ENOSPC'|Errno::ENOSPC"),
          words(DISK_FULL, "not enough space on the disk"),
          words(DISK_FULL, "disk quota exceeded"),
          words(DISK_FULL, "database or disk is full"),
          words(DISK_FULL, "could not extend file"),
          form(
              QUOTA,
              "licen",
              "(?i)licen[cs]e(?: key)?(?: for [\\w.-]+)? (?:is |has |was )?(?:invalid|expired|been"
                  + " revoked|not found|missing|exceeded|exhausted|required)"),
          form(QUOTA, "licen", "(?i)(?:no valid|invalid|expired|missing) licen[cs]e"),
          form(
              QUOTA,
              "quota",
              "(?i)exceeded your (?:current|monthly|daily|plan'?s?) quota|insufficient_quota"
                  + "|(?:monthly|plan|account|usage|event|storage|query) quota (?:has been |is"
                  + " |was )?(?:exceeded|exhausted|used up|reached)|quota for this (?:month|account)"),
          form(
              QUOTA,
              "limit",
              "(?i)(?:plan|monthly|usage|account)(?:'s)?(?: \\w+)? limit (?:has been |is |was )?"
                  + "(?:exceeded|reached)|max (?:daily )?requests? limit exceeded"),
          form(
              QUOTA, "expired", "(?i)(?:trial|subscription|plan)(?: period)? (?:has |is )?expired"),
          words(MIGRATION_PENDING, "pendingmigrationerror"),
          form(
              MIGRATION_PENDING,
              "migration",
              "(?i)migrations are pending|(?:unapplied|pending|outstanding|unrun) migration"
                  + "|migrations? (?:not (?:yet )?(?:applied|run)|have not been applied)"
                  + "|resolved migration not applied to database|model has pending changes"
                  + "|run (?:the )?migrations first"),
          words(MIGRATION_PENDING, "undefinedtable"),
          words(MIGRATION_PENDING, "undefinedcolumn"),
          form(
              MIGRATION_PENDING,
              "does not exist",
              "(?:relation|column) \"?[\\w.\"]+\"? (?:of relation \"?\\w+\"? )?does not exist"
                  + "|(?i)the (?:table|column) `[\\w.]+` does not exist in the current database"
                  + "|\\((?:undefined_table|undefined_column)\\)"),
          form(
              MIGRATION_PENDING,
              "table",
              "(?i)no such table: |Table '[\\w.]+' doesn't exist|Base table or view not found"
                  + "|schema-validation: missing table|undefined_table"),
          form(
              MIGRATION_PENDING,
              "column",
              "(?i)no such column: |Unknown column '[\\w.]+' in|schema-validation: missing column"
                  + "|undefined_column|Invalid column name '"),
          form(MIGRATION_PENDING, "invalid object name", "Invalid object name '"),
          form(
              DEPENDENCY_DNS,
              "getaddrinfo",
              "getaddrinfo (?:ENOTFOUND|EAI_AGAIN) "
                  + HOST
                  + "|getaddrinfo (?:for "
                  + HOST
                  + ")? ?"
                  + "failed|getaddrinfo(?:\\(3\\))?: (?:Name|nodename|Temporary)"
                  + "|getaddrinfo (?:ENOTFOUND|EAI_AGAIN)|gaierror"),
          form(DEPENDENCY_DNS, "no such host", "lookup " + HOST + "|no such host"),
          form(DEPENDENCY_DNS, "could not translate host name", "host name " + QUOTE + HOST + "?"),
          form(DEPENDENCY_DNS, "unknownhostexception", "UnknownHostException: " + HOST + "?"),
          form(DEPENDENCY_DNS, "failed to resolve", "ailed to resolve '" + HOST + "'"),
          form(
              DEPENDENCY_DNS,
              "name or service not known",
              "not known \\(" + HOST + "|" + HOST + ":\\d+.*not known|not known"),
          words(DEPENDENCY_DNS, "nodename nor servname provided"),
          words(DEPENDENCY_DNS, "temporary failure in name resolution"),
          words(DEPENDENCY_DNS, "failed to lookup address information"),
          form(DEPENDENCY_DNS, "nxdomain", "\\(" + HOST + ":\\d+\\).*nxdomain|:?nxdomain"),
          form(
              DEPENDENCY_TLS,
              "certificate",
              "(?i)host='"
                  + HOST
                  + "'.*certificate[ _]verify[ _]failed|certificate[ _]verify[ _]failed"
                  + "|unable to verify the first certificate|unable to get (?:local )?issuer cert"
                  + "|self[- ]signed certificate|certificate has expired|x509: certificate"
                  + "|remote certificate (?:is|was) (?:invalid|rejected)|invalid peer certificate"
                  + "|PKIX path building failed|unknown_?ca|bad_certificate"),
          words(DEPENDENCY_TLS, "sslhandshakeexception"),
          words(DEPENDENCY_TLS, "cert_has_expired"),
          words(DEPENDENCY_TLS, "self_signed_cert"),
          form(
              DEPENDENCY_TLS,
              "ssl",
              "(?i)SSL routines:|sslv3 alert|SSL_connect returned=|SSL_ERROR_SYSCALL|wrong version"
                  + " number|does not support SSL connections|SSL connection could not be"
                  + " established"),
          form(
              DEPENDENCY_TLS,
              "tls",
              "(?i)tlsv1 (?:alert|unrecognized)|tls: (?:handshake|bad|unknown|failed to verify"
                  + "|first record does not)|tls_alert|TLS handshake (?:failed|error|eof)"),
          form(PORT_NOT_BOUND, "eaddrinuse", "EADDRINUSE"),
          form(
              PORT_NOT_BOUND,
              "already in use",
              "(?i)address already in use|port \\d+ (?:was|is) already in use"),
          form(PORT_NOT_BOUND, "eacces", "listen EACCES|EACCES.* bind\\(2\\)"),
          form(
              PORT_NOT_BOUND,
              "bind",
              "(?i)failed to bind to (?:address|port)|bind: permission denied|could not bind to"
                  + " (?:address|port)"),
          form(MISSING_COMMAND, "command not found: ", "command not found: " + NAME),
          form(MISSING_COMMAND, "command not found", "(?:^|: )" + NAME + ": command not found"),
          form(
              MISSING_COMMAND,
              "not found",
              "^(?:/bin/)?sh: (?:line )?\\d+: " + NAME + ": not found"),
          form(
              MISSING_COMMAND,
              "no such file or directory",
              "^(?:/bin/)?(?:ba)?sh: (?:line \\d+: )?"
                  + NAME
                  + ": No such file"
                  + "|can't open file '"
                  + NAME
                  + "'|exec: \""
                  + NAME
                  + "\": stat"),
          form(MISSING_COMMAND, "missing script", "(?i)missing script: " + QUOTE + NAME),
          form(MISSING_COMMAND, "command", "^error Command \"" + NAME + "\" not found"),
          form(MISSING_COMMAND, "executable file not found", "exec: \"" + NAME + "\""),
          form(MISSING_COMMAND, "build task", "Don't know how to build task '" + NAME + "'"),
          form(MISSING_COMMAND, "the task", "The task \"" + NAME + "\" could not be found"),
          form(MISSING_COMMAND, "input file", "Could not open input file: " + NAME),
          form(MISSING_COMMAND, "jarfile", "Unable to access jarfile " + NAME),
          form(MISSING_MODULE, "cannot load such file", "cannot load such file -- " + NAME),
          form(
              MISSING_MODULE,
              "could not find",
              "Could not find (?:gem ')?([\\w-]+?)(?:-\\d[\\w.-]*)?(?: \\(.*\\))?'? in (?:any of the"
                  + " sources|locally installed gems|rubygems)"
                  + "|Could not find or load main class "
                  + NAME),
          form(MISSING_MODULE, "no module named", "No module named '?" + NAME),
          form(MISSING_MODULE, "cannot find module", "Cannot find module '" + NAME + "'"),
          form(MISSING_MODULE, "cannot find package", "Cannot find package '" + NAME + "'"),
          form(MISSING_MODULE, "classnotfoundexception", "ClassNotFoundException: " + NAME),
          form(MISSING_MODULE, "noclassdeffounderror", "NoClassDefFoundError: " + NAME),
          form(MISSING_MODULE, "could not load file or assembly", "file or assembly '([\\w.]+)"),
          form(MISSING_MODULE, "error while loading shared libraries", "libraries: " + NAME + ":"),
          form(MISSING_MODULE, "not found", "Uncaught Error: Class \"([\\w\\\\]+)\" not found"),
          form(MISSING_MODULE, "failed opening required", "Failed opening required '" + NAME + "'"),
          form(MISSING_MODULE, "is not available", "module ([\\w.]+) is not available"),
          form(MISSING_MODULE, "can't locate", "Can't locate " + NAME + " in @INC"),
          form(MISSING_MODULE, ".dll", "The application to execute does not exist: '" + NAME + "'"),
          form(MISSING_CONFIG_VAR, "key not found", "key not found: \"" + VAR + "\""),
          form(MISSING_CONFIG_VAR, "keyerror", "^KeyError: '([A-Z][A-Z0-9_]+)'").near("environ"),
          form(MISSING_CONFIG_VAR, "placeholder", "Could not resolve placeholder '([\\w.-]+)'"),
          form(MISSING_CONFIG_VAR, "required key", "required key " + VAR + " missing value"),
          form(
              MISSING_CONFIG_VAR,
              "not found",
              "Environment variable not found: "
                  + QUOTE
                  + VAR
                  + "|"
                  + VAR
                  + " not found\\. Declare it as envvar"
                  + "|"
                  + VAR
                  + ": environment variable not found"
                  + "|environment variable "
                  + QUOTE
                  + VAR
                  + QUOTE
                  + " not found"),
          form(MISSING_CONFIG_VAR, "notpresent", VAR + ".*NotPresent|Err` value: NotPresent"),
          form(
              MISSING_CONFIG_VAR,
              "could not fetch environment variable",
              "could not fetch environment variable \"" + VAR + "\""),
          form(MISSING_CONFIG_VAR, "set the", "[Ss]et the " + VAR + " " + ENV),
          form(
              MISSING_CONFIG_VAR,
              "missing",
              "(?i:missing)(?i: required| mandatory| the)*,? "
                  + ENV
                  + "[:,]? "
                  + QUOTE
                  + VAR
                  + "|"
                  + ENV
                  + " "
                  + QUOTE
                  + VAR
                  + QUOTE
                  + " (?i:is )?(?i:missing)"
                  + "|"
                  + VAR
                  + " (?i:is missing|missing)"
                  + "|(?i:missing): "
                  + VAR
                  + "|(?i:missing)(?i: required| mandatory)? "
                  + QUOTE
                  + VAR),
          form(
              MISSING_CONFIG_VAR,
              "required",
              "(?i:required)(?i: "
                  + ENV
                  + ")[:,]? "
                  + QUOTE
                  + VAR
                  + "|"
                  + VAR
                  + QUOTE
                  + ":? (?i:environment variable |env var |config var )?"
                  + "(?i:is )?(?i:a )?(?i:required)"),
          form(
              MISSING_CONFIG_VAR,
              "set",
              VAR
                  + QUOTE
                  + " (?i:environment variable |env var |config var )?"
                  + "(?i:must be set|is not set|not set|isn't set|was not set|is unset|needs to be set"
                  + "|has not been set|should be set)"),
          form(
              MISSING_CONFIG_VAR,
              "defined",
              VAR
                  + QUOTE
                  + " (?i:environment variable |env var |config var )?"
                  + "(?i:is not defined|not defined|is undefined|must be defined)"),
          form(
              MISSING_CONFIG_VAR,
              "provided",
              VAR + QUOTE + " (?i:was not provided|is not provided|must be provided|not provided)"),
          form(MISSING_CONFIG_VAR, ": ", "^\\s+" + VAR + ": ")
              .near("missing environment variables"),
          form(MISSING_CONFIG_VAR, "field required", "^\\s+Field required").near("for settings"),
          form(MISSING_CONFIG_VAR, "encryption key", "No application encryption key has been"),
          form(MISSING_CONFIG_VAR, "secret_key_base", "Missing `secret_key_base` for"));

  private CauseSigns() {}

  /** The first cause that a line speaks of, and the sign that found it. */
  static Optional<Match> in(String line) {
    String lower = line.toLowerCase(Locale.ROOT);
    for (CauseSign sign : ALL) {
      Optional<CauseSign.Found> found = sign.in(line, lower);
      if (found.isPresent()) {
        return Optional.of(new Match(found.get(), sign.near()));
      }
    }
    return DatabaseSigns.in(lower).map(found -> new Match(found, ""));
  }

  /** What was found, and what must be near for it to count. */
  record Match(CauseSign.Found found, String near) {}
}
