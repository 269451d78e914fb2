package dev.herokumattermost.local.heroku;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * A small HTTP server that may break the rules: the JDK's own sets the {@code Date} itself and
 * neither resets a connection nor cuts a body on request.
 */
final class LoopbackServer implements AutoCloseable {
  private static final int BACKLOG = 200;

  /** How an answer leaves. */
  enum Delivery {
    WHOLE,
    /** Promises the whole body, sends half of it, and closes. */
    HALF,
    /** Sends the body and keeps the connection open until the server closes. */
    ENDLESS,
    /** Sends nothing until the server closes. */
    NEVER,
    /** Resets the connection without an answer. */
    RESET
  }

  record Reply(int status, Map<String, String> headers, String body, Delivery delivery) {}

  private final ServerSocket server;
  private final Function<Call, Reply> handler;
  private final Thread accepting;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  LoopbackServer(InetSocketAddress where, Function<Call, Reply> handler) {
    this.handler = handler;
    try {
      server = new ServerSocket(where.getPort(), BACKLOG, where.getAddress());
    } catch (IOException taken) {
      throw new UncheckedIOException("cannot listen on " + where, taken);
    }
    accepting = Thread.ofVirtual().start(this::accept);
  }

  URI uri() {
    return URI.create(
        "http://" + server.getInetAddress().getHostAddress() + ":" + server.getLocalPort());
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        open.add(socket);
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    Delivery delivery = Delivery.RESET;
    try {
      Call call = read(new BufferedInputStream(socket.getInputStream()));
      Reply reply = handler.apply(call);
      delivery = reply.delivery();
      if (delivery == Delivery.RESET) {
        socket.setSoLinger(true, 0);
      } else if (delivery != Delivery.NEVER) {
        write(socket, reply);
      }
    } catch (IOException gone) {
      delivery = Delivery.RESET; // the client left; there is nobody to tell
    } finally {
      if (delivery != Delivery.NEVER && delivery != Delivery.ENDLESS) {
        close(socket);
      }
    }
  }

  private static Call read(InputStream in) throws IOException {
    String[] request = line(in).split(" ", 3);
    if (request.length < 3) {
      throw new IOException("not HTTP");
    }
    var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      headers.put(line.substring(0, colon), line.substring(colon + 1).strip());
    }
    int length = Integer.parseInt(headers.getOrDefault("Content-Length", "0"));
    String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
    int question = request[1].indexOf('?');
    String path = question < 0 ? request[1] : request[1].substring(0, question);
    return new Call(request[0], path, headers, body);
  }

  private static String line(InputStream in) throws IOException {
    var line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new IOException("the client left");
      }
      if (next != '\r') {
        line.append((char) next);
      }
    }
    return line.toString();
  }

  private static void write(Socket socket, Reply reply) throws IOException {
    byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
    var headers = new LinkedHashMap<>(reply.headers());
    headers.put("Connection", "close");
    if (reply.delivery() != Delivery.ENDLESS && reply.status() != 304) {
      headers.put("Content-Length", String.valueOf(body.length));
    }
    var head = new StringBuilder("HTTP/1.1 " + reply.status() + " Simulated\r\n");
    headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    var out = socket.getOutputStream();
    out.write(head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
    out.write(body, 0, reply.delivery() == Delivery.HALF ? body.length / 2 : body.length);
    out.flush();
  }

  private void close(Socket socket) {
    open.remove(socket);
    try {
      socket.close();
    } catch (IOException failed) {
      throw new UncheckedIOException("closing a connection", failed);
    }
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException failed) {
      throw new UncheckedIOException("closing the server", failed);
    }
    try {
      accepting.join(); // until it is gone, a last connection may still be taken
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    Set.copyOf(open).forEach(this::close);
  }
}
