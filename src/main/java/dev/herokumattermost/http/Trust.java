package dev.herokumattermost.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Whose certificates are trusted. */
public final class Trust {
  private final SSLContext context;

  /** Made once, so that later connections resume the TLS sessions of earlier ones. */
  private static final class Public {
    static final Trust TRUST = publicOnes();

    private static Trust publicOnes() {
      try {
        return new Trust(null);
      } catch (GeneralSecurityException broken) {
        throw new IllegalStateException("this JDK has no TLS", broken);
      }
    }
  }

  private Trust(@Nullable KeyStore authorities) throws GeneralSecurityException {
    var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(authorities);
    var judge = (X509ExtendedTrustManager) factory.getTrustManagers()[0];
    context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {new Named(judge)}, null);
  }

  /** Those of the authorities that the JDK knows. */
  public static Trust publicAuthorities() {
    return Public.TRUST;
  }

  /**
   * Those of some authorities and of no others.
   *
   * @param pem their certificates
   * @throws CertificateException if there are none in it
   */
  public static Trust only(String pem) throws CertificateException {
    Collection<? extends Certificate> authorities =
        CertificateFactory.getInstance("X.509")
            .generateCertificates(
                new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
    if (authorities.isEmpty()) {
      throw new CertificateException("no certificate");
    }
    try {
      var store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      for (Certificate authority : authorities) {
        store.setCertificateEntry("authority " + store.size(), authority);
      }
      return new Trust(store);
    } catch (GeneralSecurityException | IOException broken) {
      throw new CertificateException("unusable", broken);
    }
  }

  SSLContext context() {
    return context;
  }

  /** A certificate that is not trusted; the message says whose it is and what is wrong with it. */
  static final class Untrusted extends CertificateException {
    private static final long serialVersionUID = 1;

    Untrusted(X509Certificate certificate, CertificateException why) {
      super(
          "certificate of %s, issued by %s: %s"
              .formatted(
                  name(certificate.getSubjectX500Principal().getName()),
                  name(certificate.getIssuerX500Principal().getName()),
                  what(certificate, why)),
          why);
    }

    private static String what(X509Certificate certificate, CertificateException why) {
      if (causes(why).anyMatch(CertificateExpiredException.class::isInstance)) {
        return "it expired at " + certificate.getNotAfter().toInstant();
      }
      if (causes(why).anyMatch(CertificateNotYetValidException.class::isInstance)) {
        return "it is not valid before " + certificate.getNotBefore().toInstant();
      }
      // The JDK's check of the host throws the plain exception, that of the issuer a subclass.
      return why.getClass() == CertificateException.class
          ? "it is for another host"
          : "its issuer is not trusted here";
    }

    /** A server chooses what stands in it. */
    private static String name(String distinguished) {
      String plain = distinguished.replaceAll("[^ -~]|[`*_@<>]", "?");
      return plain.length() > 80 ? plain.substring(0, 80) + "…" : plain;
    }
  }

  static Stream<Throwable> causes(Throwable failure) {
    return Stream.<@Nullable Throwable>iterate(failure, t -> t != null, t -> t.getCause())
        .<Throwable>map(t -> t)
        .limit(10);
  }

  /** Judges as another does, and names the certificate that it refuses. */
  private static final class Named extends X509ExtendedTrustManager {
    private final X509ExtendedTrustManager judge;

    Named(X509ExtendedTrustManager judge) {
      this.judge = judge;
    }

    private interface Check {
      void run() throws CertificateException;
    }

    private static void named(X509Certificate[] chain, Check check) throws CertificateException {
      try {
        check.run();
      } catch (CertificateException refused) {
        throw chain.length == 0 ? refused : new Untrusted(chain[0], refused);
      }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
        throws CertificateException {
      named(chain, () -> judge.checkServerTrusted(chain, type, engine));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
        throws CertificateException {
      named(chain, () -> judge.checkServerTrusted(chain, type, socket));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type)
        throws CertificateException {
      named(chain, () -> judge.checkServerTrusted(chain, type));
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
        throws CertificateException {
      judge.checkClientTrusted(chain, type, engine);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
        throws CertificateException {
      judge.checkClientTrusted(chain, type, socket);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type)
        throws CertificateException {
      judge.checkClientTrusted(chain, type);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return judge.getAcceptedIssuers();
    }
  }
}
