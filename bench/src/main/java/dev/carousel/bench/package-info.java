/** The bench command: Carousel measured beside its peers and alone. */
package dev.carousel.bench;
