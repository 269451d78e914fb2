package dev.herokumattermost.http;

import java.net.URI;
import java.net.http.HttpHeaders;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The secrets that are sent, to be taken out of whatever a server says. */
final class SecretsInUse {
  private static final String GONE = "[redacted]";

  /** A part of a secret that is shorter can be any word. */
  private static final int SHORTEST_PART = 12;

  private static final Pattern PUNCTUATION = Pattern.compile("[^A-Za-z0-9]+");

  private final Set<String> parts = new ConcurrentSkipListSet<>();
  private volatile Pattern any = Pattern.compile("(?!)");

  /** Of an address only the path is secret. A part of a token alone is worth hiding, too. */
  void add(Secret secret) {
    String value = secret.reveal();
    String secretPart = value.contains("://") ? path(value) : value;
    Stream.concat(Stream.of(value), PUNCTUATION.splitAsStream(secretPart))
        .filter(part -> part.length() >= SHORTEST_PART)
        .forEach(parts::add);
    any =
        Pattern.compile(
            parts.stream()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .map(Pattern::quote)
                .collect(Collectors.joining("|")),
            Pattern.CASE_INSENSITIVE);
  }

  private static String path(String address) {
    try {
      return String.valueOf(URI.create(address).getRawPath());
    } catch (IllegalArgumentException noAddress) {
      return address;
    }
  }

  String removedFrom(String text) {
    return parts.isEmpty() ? text : any.matcher(text).replaceAll(GONE);
  }

  HttpHeaders removedFrom(HttpHeaders headers) {
    Map<String, List<String>> clean = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers
        .map()
        .forEach(
            (name, values) -> clean.put(name, values.stream().map(this::removedFrom).toList()));
    return clean.equals(headers.map()) ? headers : HttpHeaders.of(clean, (_, _) -> true);
  }
}
