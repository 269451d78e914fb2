package dev.herokumattermost.network;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;

/** A server with TLS in front of one without, as a load balancer is. */
public final class TlsFront extends Relay {
  private final InetSocketAddress behind;

  /**
   * Starts one.
   *
   * @param certificate one of {@link TestAuthority}'s
   */
  public TlsFront(String certificate, InetSocketAddress behind)
      throws GeneralSecurityException, IOException {
    super(
        TestAuthority.context(certificate)
            .getServerSocketFactory()
            .createServerSocket(0, 50, InetAddress.getLoopbackAddress()));
    this.behind = behind;
    begin();
  }

  @Override
  void serve(Socket caller, Connector connector) throws IOException {
    connector.connect(behind);
  }

  public InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port());
  }
}
