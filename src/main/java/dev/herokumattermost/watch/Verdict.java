package dev.herokumattermost.watch;

/**
 * A finding and what was made of it, so that a person can see why something was told or was not.
 */
public record Verdict(Finding finding, Diagnosis diagnosis) {}
