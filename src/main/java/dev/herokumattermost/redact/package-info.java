/**
 * Secrets are taken out of text that others wrote. Three searches mark what must go, {@link
 * dev.herokumattermost.redact.Redaction} replaces it:
 *
 * <ol>
 *   <li>{@link dev.herokumattermost.redact.SecretSearch} reads the text once. Where something
 *       begins as a rule of {@link dev.herokumattermost.redact.Rules} does, the rule's pattern is
 *       tried. Where a word is the name of a secret, of which {@link
 *       dev.herokumattermost.redact.Names} has the list, the {@link
 *       dev.herokumattermost.redact.Value} behind it goes, unless {@link
 *       dev.herokumattermost.redact.Stays} knows that it is none.
 *   <li>{@link dev.herokumattermost.redact.RandomStrings} finds long strings that look drawn by
 *       lot.
 *   <li>{@link dev.herokumattermost.redact.AtSigns} finds e-mail addresses.
 * </ol>
 *
 * <p>The time grows with the length of the text, whatever the text: patterns are RE2/J's, and each
 * character is read a bounded number of times.
 */
@NullMarked
package dev.herokumattermost.redact;

import org.jspecify.annotations.NullMarked;
