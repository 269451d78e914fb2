package dev.herokumattermost.pass;

import dev.herokumattermost.watch.AppName;
import dev.herokumattermost.watch.NoticeId;
import dev.herokumattermost.watch.Reading.Blind;
import dev.herokumattermost.watch.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * What one pass did.
 *
 * @param apps how many are watched
 * @param blind those that could not be read, and why
 * @param verdicts by app, what was found and what was made of it
 * @param deferred apps whose findings wait for a pass that may ask Heroku about them
 * @param posted what Mattermost has now, in order
 * @param setAside what was given up after a day
 * @param drafts what a rehearsal would have posted; empty otherwise
 * @param waiting how many notices still wait
 * @param oldestWaiting since when the oldest of them does; zero if none waits
 * @param conflicts apps dropped because another pass had written them first
 * @param unsaved apps whose memory could not be saved; the troubles say why
 * @param troubles what went wrong without ending the pass, for people
 * @param calls to Heroku
 * @param callsLeft of the Heroku account, if it has said so
 * @param reads of the table
 * @param writes to the table
 * @param took from the load to the last delivery
 */
public record Report(
    int apps,
    List<Blind> blind,
    Map<AppName, List<Verdict>> verdicts,
    List<AppName> deferred,
    List<NoticeId> posted,
    List<NoticeId> setAside,
    List<Draft> drafts,
    int waiting,
    Duration oldestWaiting,
    List<AppName> conflicts,
    List<AppName> unsaved,
    List<String> troubles,
    int calls,
    OptionalInt callsLeft,
    int reads,
    int writes,
    Duration took) {
  public Report {
    blind = List.copyOf(blind);
    verdicts = new TreeMap<>(verdicts);
    deferred = List.copyOf(deferred);
    posted = List.copyOf(posted);
    setAside = List.copyOf(setAside);
    drafts = List.copyOf(drafts);
    conflicts = List.copyOf(conflicts);
    unsaved = List.copyOf(unsaved);
    troubles = List.copyOf(troubles);
  }

  /** A post that a rehearsal did not make. */
  public record Draft(AppName app, NoticeId notice, String text) {}

  /**
   * Whether the watch itself does its work: it saw at least one app and saved what it made of them
   * all. What Mattermost did not take is kept, and counted on its own.
   */
  public boolean watched() {
    return blind.size() < Math.max(apps, 1) && unsaved.isEmpty();
  }

  public int findings() {
    return verdicts.values().stream().mapToInt(List::size).sum();
  }

  /**
   * What a person searches the log for, worst first: what went wrong, what could not be seen, what
   * was told, and what was found and made of it. Each names its app.
   */
  public List<String> details() {
    var details = new ArrayList<>(troubles);
    blind.forEach(b -> details.add(b.app() + ": blind, " + b.cause() + ", " + b.detail()));
    posted.forEach(notice -> details.add(notice + ": posted"));
    findingsByApp().forEach((app, found) -> details.add(app + ": " + String.join("; ", found)));
    deferred.forEach(app -> details.add(app + ": deferred"));
    conflicts.forEach(app -> details.add(app + ": another pass was first"));
    return List.copyOf(details);
  }

  /** As the function returns it: plain maps, lists, strings and numbers. */
  public Map<String, Object> toMap() {
    var map = new LinkedHashMap<String, Object>();
    map.put("ok", troubles.isEmpty());
    map.put("apps", apps);
    map.put("read", apps - blind.size());
    map.put(
        "blind",
        blind.stream()
            .map(
                b ->
                    Map.of("app", b.app().value(), "cause", b.cause().name(), "detail", b.detail()))
            .toList());
    map.put("findings", findingsByApp());
    map.put("deferred", deferred.stream().map(AppName::value).toList());
    map.put("posted", posted.stream().map(NoticeId::value).toList());
    map.put("setAside", setAside.stream().map(NoticeId::value).toList());
    if (!drafts.isEmpty()) {
      map.put(
          "wouldPost",
          drafts.stream()
              .map(
                  draft ->
                      Map.of(
                          "app", draft.app().value(),
                          "notice", draft.notice().value(),
                          "text", draft.text()))
              .toList());
    }
    map.put("waiting", waiting);
    map.put("oldestWaitingSeconds", oldestWaiting.toSeconds());
    map.put("conflicts", conflicts.stream().map(AppName::value).toList());
    map.put("troubles", troubles);
    map.put("calls", calls);
    callsLeft.ifPresent(left -> map.put("callsLeft", left));
    map.put("tableReads", reads);
    map.put("tableWrites", writes);
    map.put("milliseconds", took.toMillis());
    return map;
  }

  private Map<String, List<String>> findingsByApp() {
    var byApp = new TreeMap<String, List<String>>();
    verdicts.forEach(
        (app, found) -> {
          if (!found.isEmpty()) {
            byApp.put(app.value(), found.stream().map(Verdict::summary).toList());
          }
        });
    return byApp;
  }
}
