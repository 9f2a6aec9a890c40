/** Carousel's side, through the path its users have. */
package dev.carousel.bench.carousel;
