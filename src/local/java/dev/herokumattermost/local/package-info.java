/**
 * Runs the function on this machine: against simulators in a story, or against the real services.
 */
package dev.herokumattermost.local;
