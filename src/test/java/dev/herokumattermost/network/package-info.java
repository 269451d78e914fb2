/** People's networks on loopback: an authority of one's own, servers with TLS, a forward proxy. */
@org.jspecify.annotations.NullMarked
package dev.herokumattermost.network;
