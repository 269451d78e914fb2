package dev.herokumattermost.local.http;

import dev.herokumattermost.local.http.Reply.Ending;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;

/**
 * An HTTP server that records its calls, can be taken down, and can answer as its {@link Faults}
 * say. The JDK's server sets the {@code Date} from the machine's clock, and it can neither reset a
 * connection nor cut a body.
 *
 * <p>Each connection is for one call, so that no client keeps one that is closed before its next
 * call.
 */
public final class LocalServer implements AutoCloseable {
  private static final int BACKLOG = 200;

  private final InstantSource clock;
  private final Function<Call, Reply> handler;
  private final Faults faults = new Faults();
  private final Queue<Call> calls = new ConcurrentLinkedQueue<>();
  private final InetSocketAddress address;
  private ServerSocket listening;
  private ExecutorService connections;

  /**
   * Starts a server.
   *
   * @param where port zero for any that is free
   * @param clock for the {@code Date} of the answers
   * @param handler interrupted when the server is taken down
   */
  public LocalServer(InetSocketAddress where, InstantSource clock, Function<Call, Reply> handler) {
    this.clock = clock;
    this.handler = handler;
    listen(where);
    address = (InetSocketAddress) listening.getLocalSocketAddress();
  }

  /** On the loopback interface, at any port that is free. */
  public LocalServer(InstantSource clock, Function<Call, Reply> handler) {
    this(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), clock, handler);
  }

  public InetSocketAddress address() {
    return address;
  }

  public URI uri() {
    return URI.create("http://" + address.getAddress().getHostAddress() + ":" + address.getPort());
  }

  public Faults faults() {
    return faults;
  }

  /** Every call so far, those that met a fault too. */
  public List<Call> calls() {
    return List.copyOf(calls);
  }

  /** Refuses connections from now on and closes the open ones. */
  public synchronized void down() {
    connections.shutdownNow();
    try {
      listening.close();
    } catch (IOException failed) {
      throw new UncheckedIOException("cannot stop listening", failed);
    }
    connections.close(); // Before its threads have ended, it can still accept a connection.
  }

  /** Listens again, at the same port. */
  public synchronized void up() {
    if (listening.isClosed()) {
      listen(address);
    }
  }

  @Override
  public void close() {
    down();
  }

  private void listen(InetSocketAddress where) {
    try {
      listening = new ServerSocket(where.getPort(), BACKLOG, where.getAddress());
    } catch (IOException taken) {
      throw new UncheckedIOException("cannot listen on " + where, taken);
    }
    connections = Executors.newVirtualThreadPerTaskExecutor();
    ServerSocket socket = listening;
    ExecutorService threads = connections;
    threads.execute(() -> accept(socket, threads));
  }

  private void accept(ServerSocket socket, ExecutorService threads) {
    try {
      while (true) {
        Socket connection = socket.accept();
        try {
          threads.execute(() -> serve(connection));
        } catch (RejectedExecutionException down) {
          connection.close();
        }
      }
    } catch (IOException down) {
      // There is nothing more to accept.
    }
  }

  private void serve(Socket connection) {
    try (connection) {
      Call call = read(new BufferedInputStream(connection.getInputStream()));
      calls.add(call);
      var fault = faults.next(call);
      Reply reply = fault.isPresent() ? fault.get().reply(call, handler) : handler.apply(call);
      if (reply.ending() == Ending.RESET) {
        connection.setSoLinger(true, 0);
      } else if (reply.ending() != Ending.NEVER) {
        write(connection, reply);
      }
      if (reply.ending() == Ending.NEVER || reply.ending() == Ending.ENDLESS) {
        new CountDownLatch(1).await();
      }
    } catch (IOException | InterruptedException gone) {
      // The client has left, or the server is down: nobody waits for the answer.
    }
  }

  private static Call read(InputStream in) throws IOException {
    String[] request = line(in).split(" ", 3);
    if (request.length < 3) {
      throw new IOException("not HTTP");
    }
    var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      String[] header = line.split(":", 2);
      headers.put(header[0], header[1].strip());
    }
    int length = Integer.parseInt(headers.getOrDefault("Content-Length", "0"));
    String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
    return new Call(request[0], request[1], headers, body);
  }

  private static String line(InputStream in) throws IOException {
    var line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new IOException("the client left");
      }
      line.append((char) next);
    }
    return line.toString().stripTrailing();
  }

  private void write(Socket connection, Reply reply) throws IOException {
    byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
    var date =
        DateTimeFormatter.RFC_1123_DATE_TIME.format(clock.instant().atOffset(ZoneOffset.UTC));
    Reply complete = reply.withDefaults(Map.of("Date", date)).with("Connection", "close");
    if (reply.ending() != Ending.ENDLESS && reply.status() != 304) {
      complete = complete.with("Content-Length", String.valueOf(body.length));
    }
    var head = new StringBuilder("HTTP/1.1 " + reply.status() + " Simulated\r\n");
    complete.headers().forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
    var out = connection.getOutputStream();
    out.write(head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
    out.write(body, 0, reply.ending() == Ending.HALF ? body.length / 2 : body.length);
    out.flush();
  }
}
