package dev.herokumattermost;

import static java.util.stream.Collectors.groupingBy;

import dev.herokumattermost.heroku.HerokuApi;
import dev.herokumattermost.mattermost.ChannelName;
import dev.herokumattermost.mattermost.Mattermost;
import dev.herokumattermost.mattermost.Mattermost.Outgoing;
import dev.herokumattermost.mattermost.Place;
import dev.herokumattermost.mattermost.Place.Other;
import dev.herokumattermost.mattermost.Place.Usual;
import dev.herokumattermost.message.Post;
import dev.herokumattermost.message.Redaction;
import dev.herokumattermost.pass.Channel;
import dev.herokumattermost.pass.Heroku;
import dev.herokumattermost.pass.Memories;
import dev.herokumattermost.store.MemoryTable;
import dev.herokumattermost.store.StoreException;
import dev.herokumattermost.watch.AppFacts;
import dev.herokumattermost.watch.AppName;
import dev.herokumattermost.watch.Delivery;
import dev.herokumattermost.watch.Destination;
import dev.herokumattermost.watch.Letter;
import dev.herokumattermost.watch.LogLine;
import dev.herokumattermost.watch.Lookup;
import dev.herokumattermost.watch.Memory;
import dev.herokumattermost.watch.Notice;
import dev.herokumattermost.watch.NoticeId;
import dev.herokumattermost.watch.PostId;
import dev.herokumattermost.watch.Posted;
import dev.herokumattermost.watch.ProcessType;
import dev.herokumattermost.watch.Reaction;
import dev.herokumattermost.watch.Reading;
import dev.herokumattermost.watch.Release;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.IntStream;

/** The clients as the pass sees them: they do not know it, and it does not know them. */
final class Ports {
  private Ports() {}

  /**
   * Heroku through its Platform API. What others wrote there enters only without its secrets, so
   * that none can be stored, posted or logged.
   */
  record OverApi(HerokuApi api, Redaction redaction) implements Heroku {
    @Override
    public Reading dynos(AppName app, Duration within) {
      return api.dynos(app, within);
    }

    @Override
    public Lookup<List<Release>> releases(AppName app, Duration within) {
      return map(
          api.releases(app, within), releases -> releases.stream().map(this::redacted).toList());
    }

    @Override
    public Lookup<List<LogLine>> log(AppName app, Duration within) {
      return map(api.log(app, within), log -> redacted(LogLine.parse(log)));
    }

    @Override
    public Lookup<Map<ProcessType, Integer>> formation(AppName app, Duration within) {
      return api.formation(app, within);
    }

    @Override
    public Lookup<Boolean> maintenance(AppName app, Duration within) {
      return map(api.app(app, within), AppFacts::maintenance);
    }

    @Override
    public int calls() {
      return api.calls();
    }

    @Override
    public OptionalInt callsLeft() {
      return api.callsLeft();
    }

    private Release redacted(Release release) {
      return new Release(
          release.version(),
          redaction.redact(release.description()),
          redaction.author(release.author()),
          release.createdAt());
    }

    /** Process by process: a key printed line by line may have another process's lines between. */
    private List<LogLine> redacted(List<LogLine> log) {
      var byProcess =
          IntStream.range(0, log.size())
              .boxed()
              .collect(groupingBy(i -> log.get(i).source() + " " + log.get(i).process()));
      var redacted = new ArrayList<>(log);
      for (List<Integer> places : byProcess.values()) {
        var texts = redaction.redactLines(places.stream().map(i -> log.get(i).text()).toList());
        for (int i = 0; i < texts.size(); i++) {
          LogLine line = log.get(places.get(i));
          redacted.set(
              places.get(i), new LogLine(line.at(), line.source(), line.process(), texts.get(i)));
        }
      }
      return redacted;
    }

    private static <A, B> Lookup<B> map(Lookup<A> lookup, Function<A, B> change) {
      return switch (lookup) {
        case Lookup.Known<A>(var value) -> new Lookup.Known<>(change.apply(value));
        case Lookup.Unknown<A>(var forbidden, var reason) ->
            new Lookup.Unknown<>(forbidden, reason);
      };
    }
  }

  /** The channels of a Mattermost server. */
  record OverMattermost(Mattermost mattermost) implements Channel {
    @Override
    public Delivery post(
        List<Notice> notices, Post post, PostId root, Destination destination, Duration within)
        throws InterruptedException {
      List<NoticeId> ids = notices.stream().map(Notice::id).toList();
      String pendingPostId = notices.getFirst().pendingPostId();
      return mattermost.post(
          new Outgoing(post, root, ids, pendingPostId, place(destination)), within);
    }

    @Override
    public Delivery edit(
        PostId root, NoticeId first, Post post, Destination destination, Duration within)
        throws InterruptedException {
      return mattermost.edit(
          root, new Outgoing(post, root, List.of(first), "", place(destination)), within);
    }

    @Override
    public Lookup<Optional<Posted>> find(Notice notice, Duration within)
        throws InterruptedException {
      return mattermost.find(
          notice.id(), place(notice.address().destination()), notice.at(), within);
    }

    @Override
    public Lookup<List<Reaction>> reactions(PostId post, Duration within)
        throws InterruptedException {
      return mattermost.reactions(post, within);
    }

    @Override
    public Lookup<String> nameOf(String user, Duration within) throws InterruptedException {
      return mattermost.nameOf(user, within);
    }

    @Override
    public boolean canLook() {
      return mattermost.learnsPostIds();
    }

    private static Place place(Destination destination) {
      return destination.isDefault()
          ? new Usual()
          : new Other(ChannelName.parse(destination.channel()));
    }
  }

  /** Memories in a DynamoDB table. */
  record OverTable(MemoryTable table) implements Memories {
    @Override
    public Map<AppName, Memory> load() {
      return table.load();
    }

    @Override
    public Optional<Memory> save(Memory memory, List<Letter> letters) throws NotSaved {
      try {
        return table.save(memory, letters);
      } catch (StoreException failure) {
        throw new NotSaved(String.valueOf(failure.getMessage()), failure);
      }
    }

    @Override
    public int reads() {
      return table.reads();
    }

    @Override
    public int writes() {
      return table.writes();
    }
  }
}
