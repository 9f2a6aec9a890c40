/** Carousel beside its peers: agreement, then interleaved rounds, then rows. */
package dev.carousel.bench.peers;
