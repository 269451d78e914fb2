package dev.herokumattermost.pass;

import dev.herokumattermost.outbox.ChannelPost;
import dev.herokumattermost.outbox.DeadLetter;
import dev.herokumattermost.outbox.DeliveryRules;
import dev.herokumattermost.outbox.Notification;
import dev.herokumattermost.outbox.StoredApp;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a delivery changes of an app, whichever revision the app has by then.
 *
 * @param deadLetters what is set aside by it
 */
record Update(UnaryOperator<StoredApp> change, List<DeadLetter> deadLetters) {
  static final Update NONE = of(UnaryOperator.identity());

  static Update of(UnaryOperator<StoredApp> change) {
    return new Update(change, List.of());
  }

  /**
   * After a delivery.
   *
   * @param post what delivers it; null by a webhook, which never learns that
   */
  static Update delivered(Notification notification, @Nullable ChannelPost post) {
    return of(
        app ->
            post == null
                ? DeliveryRules.delivered(app, notification)
                : DeliveryRules.delivered(app, notification, post));
  }

  StoredApp applied(StoredApp app) {
    return change.apply(app);
  }

  Update then(Update next) {
    return new Update(
        app -> next.change.apply(change.apply(app)),
        Stream.concat(deadLetters.stream(), next.deadLetters.stream()).toList());
  }
}
