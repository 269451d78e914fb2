package dev.herokumattermost.json;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.jdk.StringDeserializer;

/**
 * Text that can be written again: an escape in JSON can make half of a surrogate pair, which no
 * encoding of Unicode has, and which DynamoDB's client refuses to write.
 */
final class WellFormedText extends StringDeserializer {
  @Override
  public @Nullable String deserialize(JsonParser tokens, DeserializationContext context) {
    String text = super.deserialize(tokens, context);
    return text == null ? null : wellFormed(text);
  }

  /** The text with U+FFFD for each half of a pair whose other half is missing. */
  static String wellFormed(String text) {
    StringBuilder mended = null;
    for (int i = 0; i < text.length(); i++) {
      if (!Character.isSurrogate(text.charAt(i))) {
        continue;
      }
      if (Character.charCount(text.codePointAt(i)) == 2) {
        i++;
      } else {
        mended = mended == null ? new StringBuilder(text) : mended;
        mended.setCharAt(i, '\uFFFD');
      }
    }
    return mended == null ? text : mended.toString();
  }
}
