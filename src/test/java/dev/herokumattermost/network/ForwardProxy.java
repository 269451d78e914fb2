package dev.herokumattermost.network;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A forward proxy: it takes {@code CONNECT host:port} (RFC 9110, 9.3.6), and passes on what follows
 * if it knows the host, else it refuses.
 */
public final class ForwardProxy extends Relay {
  private final Map<String, InetSocketAddress> hosts;
  private final List<String> asked = new CopyOnWriteArrayList<>();

  /**
   * Starts one.
   *
   * @param hosts by {@code host:port}
   */
  public ForwardProxy(Map<String, InetSocketAddress> hosts) {
    super(loopback());
    this.hosts = Map.copyOf(hosts);
    begin();
  }

  /** The first line of each call, so far. */
  public List<String> asked() {
    return List.copyOf(asked);
  }

  public String address() {
    return "http://127.0.0.1:" + port();
  }

  @Override
  void serve(Socket caller, Connector connector) throws IOException {
    String head = head(caller.getInputStream());
    String line = head.lines().findFirst().orElse("");
    asked.add(line);
    String[] words = line.split(" ", 3);
    boolean known = words[0].equals("CONNECT") && hosts.containsKey(words[1]);
    String answer = known ? "200 Connection established" : "403 Forbidden";
    caller
        .getOutputStream()
        .write(
            ("HTTP/1.1 " + answer + "\r\nContent-Length: 0\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
    if (known) {
      connector.connect(hosts.get(words[1]));
    }
  }

  private static String head(InputStream in) throws IOException {
    var head = new StringBuilder();
    while (!head.toString().endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("the caller left");
      }
      head.append((char) next);
    }
    return head.toString();
  }
}
