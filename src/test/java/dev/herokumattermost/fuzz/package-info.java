/** Inputs that nobody foresaw, for every parser of what comes from outside. */
package dev.herokumattermost.fuzz;
