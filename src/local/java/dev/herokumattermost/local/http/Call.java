package dev.herokumattermost.local.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A request as the server received it.
 *
 * @param target the path and the query
 * @param headers by name, in any case
 */
public record Call(String method, String target, Map<String, String> headers, String body) {
  public Call {
    var anyCase = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
    anyCase.putAll(headers);
    headers = Collections.unmodifiableMap(anyCase);
  }

  /** The path as it was sent, without the query. */
  public String path() {
    return target.split("\\?", 2)[0];
  }

  /** The parts of the path between its slashes, decoded. */
  public List<String> segments() {
    return Stream.of(path().split("/"))
        .filter(segment -> !segment.isEmpty())
        .map(segment -> URLDecoder.decode(segment, StandardCharsets.UTF_8))
        .toList();
  }

  /** A parameter of the query, or a default. */
  public String query(String name, String otherwise) {
    return Stream.of(target.substring(path().length()).split("[?&]"))
        .filter(parameter -> parameter.startsWith(name + "="))
        .map(parameter -> parameter.substring(name.length() + 1))
        .findFirst()
        .orElse(otherwise);
  }

  /** Empty if it was not sent. */
  public String header(String name) {
    return headers.getOrDefault(name, "");
  }

  /** Empty if none was sent. */
  public String bearerToken() {
    String[] scheme = header("Authorization").split(" ", 2);
    return scheme[0].equalsIgnoreCase("Bearer") ? scheme[scheme.length - 1] : "";
  }

  /** Without the headers, the body and the addresses that are secrets themselves. */
  @Override
  public String toString() {
    return method + " " + path().replaceFirst("^/(hooks|logs)/.*", "/$1/***");
  }
}
