package dev.herokumattermost.network;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;

/** Accepts connections on loopback and passes what comes on to somebody else, and back. */
abstract class Relay implements AutoCloseable {
  private final ServerSocket listening;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  Relay(ServerSocket listening) {
    this.listening = listening;
  }

  /** Call it once everything is ready. */
  void begin() {
    threads.execute(
        () -> {
          try {
            while (true) {
              Socket connection = listening.accept();
              threads.execute(() -> serve(connection));
            }
          } catch (IOException | RejectedExecutionException closed) {
            // There is nothing more to accept.
          }
        });
  }

  /** Connects a caller with whom it wants, or returns without. */
  abstract void serve(Socket caller, Connector connector) throws IOException;

  interface Connector {
    void connect(InetSocketAddress to) throws IOException;
  }

  private void serve(Socket caller) {
    try (caller) {
      serve(caller, to -> connect(caller, to));
    } catch (IOException gone) {
      // One side has left; the other learns it by the end of its connection.
    }
  }

  private void connect(Socket caller, InetSocketAddress to) throws IOException {
    try (var called = new Socket(to.getAddress(), to.getPort())) {
      threads.execute(() -> copy(called, caller));
      copy(caller, called);
    }
  }

  private static void copy(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
      to.shutdownOutput();
    } catch (IOException gone) {
      // Nobody is there to be told.
    }
  }

  public int port() {
    return listening.getLocalPort();
  }

  static ServerSocket loopback() {
    try {
      return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  @Override
  public void close() {
    try {
      listening.close();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    threads.shutdownNow();
  }
}
