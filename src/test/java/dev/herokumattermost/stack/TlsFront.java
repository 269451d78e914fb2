package dev.herokumattermost.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** Takes https at an address of this machine, and passes it on as http. */
final class TlsFront implements AutoCloseable {
  private static final int PORT = 443;

  private final ServerSocket listening;

  TlsFront(String address, URI behind, Path keys, String password) {
    try (var stored = Files.newInputStream(keys)) {
      var store = KeyStore.getInstance("PKCS12");
      store.load(stored, password.toCharArray());
      var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      managers.init(store, password.toCharArray());
      var context = SSLContext.getInstance("TLS");
      context.init(managers.getKeyManagers(), null, null);
      listening =
          context
              .getServerSocketFactory()
              .createServerSocket(PORT, 50, InetAddress.getByName(address));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (GeneralSecurityException failed) {
      throw new IllegalStateException(failed);
    }
    Thread.startVirtualThread(
        () -> accept(new InetSocketAddress(behind.getHost(), behind.getPort())));
  }

  private void accept(InetSocketAddress behind) {
    try {
      while (true) {
        Socket client = listening.accept();
        Socket server = new Socket(behind.getAddress(), behind.getPort());
        Thread.startVirtualThread(() -> pass(client, server));
        Thread.startVirtualThread(() -> pass(server, client));
      }
    } catch (IOException closed) {
      // There is nothing more to accept.
    }
  }

  private static void pass(Socket from, Socket to) {
    try (from;
        to) {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException gone) {
      // One side has left, and so the other is closed.
    }
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }
}
