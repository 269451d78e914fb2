package dev.herokumattermost.webhook;

import dev.herokumattermost.http.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What Heroku signs webhooks with: one secret, or two separated by a comma while one replaces the
 * other.
 */
public final class WebhookSecrets {
  /** As Heroku names the header, in lower case as a Function URL hands headers over. */
  public static final String HEADER = "heroku-webhook-hmac-sha256";

  private static final String ALGORITHM = "HmacSHA256";
  private static final int BYTES = 32;

  /** Of Base64, as 32 bytes are written in it. */
  private static final int CHARACTERS = 44;

  private final List<byte[]> keys;

  public WebhookSecrets(Secret secrets) {
    keys =
        Arrays.stream(secrets.reveal().split(",", -1))
            .map(one -> one.getBytes(StandardCharsets.UTF_8))
            .toList();
  }

  /** The one that Heroku is to sign with: the new one comes first while it replaces another. */
  public static Secret newest(Secret secrets) {
    return new Secret(secrets.reveal().split(",", 2)[0]);
  }

  /** Whether a header can hold a signature at all, which takes no secret to see. */
  static boolean isSignature(String header) {
    return header.length() == CHARACTERS && decoded(header).length == BYTES;
  }

  /** Whether one of the secrets has signed a body. It takes as long whatever is wrong. */
  boolean haveSigned(byte[] body, String header) {
    byte[] signature = decoded(header);
    boolean signed = false;
    for (byte[] key : keys) {
      signed |= MessageDigest.isEqual(signature(key, body), signature);
    }
    return signed;
  }

  private static byte[] signature(byte[] key, byte[] body) {
    try {
      var mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      return mac.doFinal(body);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every Java has HmacSHA256", impossible);
    }
  }

  private static byte[] decoded(String header) {
    try {
      return Base64.getDecoder().decode(header);
    } catch (IllegalArgumentException noBase64) {
      return new byte[0];
    }
  }
}
