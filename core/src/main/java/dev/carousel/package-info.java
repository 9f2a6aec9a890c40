/** Carousel: sequence learning for the JVM. */
package dev.carousel;
