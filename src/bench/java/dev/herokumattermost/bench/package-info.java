/** Measures whole passes on this machine; never ships. */
package dev.herokumattermost.bench;
