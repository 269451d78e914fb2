package dev.herokumattermost;

import com.sun.net.httpserver.HttpServer;
import dev.herokumattermost.http.WebAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Counts heartbeats on the loopback interface. */
public final class HeartbeatListener implements AutoCloseable {
  private final HttpServer server;
  private final List<String> beats = new CopyOnWriteArrayList<>();

  /**
   * @param status what it answers; zero for never
   */
  public HeartbeatListener(int status) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          beats.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
          if (status > 0) {
            exchange.getResponseHeaders().set("Location", "/elsewhere");
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
          }
        });
    server.start();
  }

  public WebAddress address() {
    return WebAddress.of("http://127.0.0.1:" + server.getAddress().getPort() + "/ping/5ecr3t");
  }

  public List<String> beats() {
    return beats;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
