package dev.herokumattermost.local.page;

import dev.herokumattermost.json.Json;
import java.util.List;
import java.util.Map;

/** What the page shows of a pass's result, as the function returns it. */
record PassResult(
    int apps,
    int read,
    List<BlindApp> blind,
    List<FailedApp> failed,
    Map<String, List<String>> changes,
    int waiting,
    List<String> troubles,
    int calls,
    int tableReads,
    int tableWrites) {

  record BlindApp(String app, String cause, String detail) {}

  record FailedApp(String app, String stage, String reason) {}

  static PassResult of(Map<String, Object> result) {
    return Json.CAMEL_CASE.mapper().convertValue(result, PassResult.class);
  }
}
