package dev.herokumattermost.local.mattermost;

import dev.herokumattermost.http.Secret;

/** Somebody on the server, a person or a bot, with a token. */
public record Account(String id, String name, boolean bot, Secret token) {}
