package dev.herokumattermost.local.heroku;

import java.time.Instant;
import java.util.List;

/** A webhook as Heroku shows it: without its secret. */
public record WebhookRow(
    String id,
    List<String> include,
    String level,
    String url,
    Instant createdAt,
    Instant updatedAt) {}
