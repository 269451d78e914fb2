package dev.herokumattermost.network;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** An authority that no public one knows, made anew by the JDK's keytool. */
public final class TestAuthority {
  private static final char[] PASSWORD = "changeit".toCharArray();

  /** One for all tests, as a key takes a second. */
  private static final class Only {
    static final TestAuthority AUTHORITY = new TestAuthority();
  }

  private final Path folder;
  private final Path store;
  private final String pem;

  private TestAuthority() {
    try {
      folder = Files.createTempDirectory("authority");
      folder.toFile().deleteOnExit();
      store = folder.resolve("keys.p12");
      store.toFile().deleteOnExit();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    key("ca", "CN=Test Authority", "-ext", "bc:c");
    key("good", "CN=chat.example.com", signed("dns:localhost,dns:chat.example.com,ip:127.0.0.1"));
    key("other", "CN=other.example.com", signed("dns:other.example.com"));
    key("expired", "CN=chat.example.com", signed("ip:127.0.0.1", "-startdate", "-10d"));
    pem = keytool("-exportcert", "-rfc", "-alias", "ca");
  }

  /** The certificate of the authority, in PEM. */
  public static String pem() {
    return Only.AUTHORITY.pem;
  }

  /** For a server: {@code good}, for another host, or expired. */
  public static SSLContext context(String alias) throws GeneralSecurityException, IOException {
    var all = KeyStore.getInstance("PKCS12");
    try (InputStream file = Files.newInputStream(Only.AUTHORITY.store)) {
      all.load(file, PASSWORD);
    }
    var one = KeyStore.getInstance("PKCS12");
    one.load(null, null);
    one.setKeyEntry(alias, all.getKey(alias, PASSWORD), PASSWORD, all.getCertificateChain(alias));
    var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(one, PASSWORD);
    var context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }

  private static String[] signed(String names, String... more) {
    var options = new ArrayList<>(List.of("-signer", "ca", "-ext", "san=" + names));
    options.addAll(List.of(more));
    return options.toArray(String[]::new);
  }

  private void key(String alias, String name, String... more) {
    var options =
        new ArrayList<>(List.of("-genkeypair", "-alias", alias, "-dname", name, "-validity", "5"));
    options.addAll(List.of("-keyalg", "EC", "-groupname", "secp256r1"));
    options.addAll(List.of(more));
    keytool(options.toArray(String[]::new));
  }

  private String keytool(String... options) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(options));
    command.addAll(List.of("-keystore", store.toString(), "-storepass", "changeit"));
    try {
      var process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      String output =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      if (process.waitFor() != 0) {
        throw new IllegalStateException("keytool: " + output);
      }
      return output;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }
}
